//! Why a member could not attest.

use api::compute_escrow::PackedLeavesError;
use attestation::sum_tree::SumTreeError;
use client::ClientError;
use thiserror::Error;

/// Failures of a committee member. A worker's bad result is not one of them: see `Rejection`.
#[derive(Debug, Error)]
pub enum OracleError {
    /// The chain.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The tree.
    #[error(transparent)]
    Tree(#[from] SumTreeError),
    /// More of a provider's leaves than one message takes, or not in order.
    #[error(transparent)]
    PackedLeaves(#[from] PackedLeavesError),
    /// There is nothing to sign.
    #[error("epoch {epoch} has no lease with accepted work")]
    EmptyEpoch {
        /// The epoch.
        epoch: u64,
    },
    /// The epoch's end is ahead of the chain.
    #[error("the epoch ends at {ends_at}, the last block is of {now}")]
    EpochNotOver {
        /// Its end (Unix seconds).
        ends_at: u64,
        /// The last block's time.
        now: u64,
    },
    /// A line that is no leaf.
    #[error("leaf {index} cannot be read: {reason}")]
    Leaf {
        /// Its place, from 0.
        index: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// Leaves are ordered by provider, then lease.
    #[error("leaf {index} does not come after the one before")]
    LeafOrder {
        /// Its place, from 0.
        index: u64,
    },
    /// A range without leaves, or no part at all.
    #[error("there are no leaves from {from} on")]
    EmptyPart {
        /// The range's start.
        from: u64,
    },
    /// A gap between two parts, or an overlap.
    #[error("a part begins at leaf {found}, the next is {required}")]
    PartPlace {
        /// The part's first leaf.
        found: u64,
        /// The first leaf that no part before holds.
        required: u64,
    },
    /// The chain is in another epoch.
    #[error("epoch {found} follows on chain, not {asked}")]
    WrongEpoch {
        /// What the chain waits for.
        found: u64,
        /// What was asked.
        asked: u64,
    },
    /// A key file that holds no key.
    #[error("{path} holds no key: {reason}")]
    KeyFile {
        /// Which.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another root of the same epoch was signed before: signing this one too would be slashed.
    #[error("another root of epoch {epoch} was signed with this key already")]
    AlreadySigned {
        /// The epoch.
        epoch: u64,
    },
    /// What was signed cannot be remembered, so nothing more is signed.
    #[error("what was signed is kept in {path}, which failed: {reason}")]
    Memory {
        /// The file.
        path: String,
        /// What happened.
        reason: String,
    },
    /// Amounts above 2^128.
    #[error("the charge of lease {lease_id} is above 2^128 − 1")]
    Overflow {
        /// The lease.
        lease_id: u64,
    },
}
