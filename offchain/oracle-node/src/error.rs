//! Failures of a member that could not attest.

use crate::bundle::BundleError;
use compute_worker::WorkerError;
use thiserror::Error;
use weal_api::compute_escrow::PackedLeavesError;
use weal_attestation::QuorumError;
use weal_attestation::sum_tree::SumTreeError;
use weal_client::ClientError;

/// Failures of a committee member. A worker's bad result is not one of them: see `Rejection`.
#[derive(Debug, Error)]
pub enum OracleError {
    /// The chain failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The tree cannot be built.
    #[error(transparent)]
    Tree(#[from] SumTreeError),
    /// The leaves are more of one provider than one message takes, or not in order.
    #[error(transparent)]
    PackedLeaves(#[from] PackedLeavesError),
    /// The epoch has nothing to sign.
    #[error("epoch {epoch} has no lease with accepted work")]
    EmptyEpoch {
        /// The epoch.
        epoch: u64,
    },
    /// The epoch's end is ahead of the chain.
    #[error("the epoch ends at {ends_at}, the last block is of {now}")]
    EpochNotOver {
        /// The epoch's end, Unix seconds.
        ends_at: u64,
        /// The last block's time, Unix seconds.
        now: u64,
    },
    /// The line is no leaf.
    #[error("leaf {index} cannot be read: {reason}")]
    Leaf {
        /// The leaf's place, from 0.
        index: u64,
        /// The fault, for people.
        reason: String,
    },
    /// The leaf is out of order: leaves are ordered by provider, then lease.
    #[error("leaf {index} does not come after the one before")]
    LeafOrder {
        /// The leaf's place, from 0.
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
        /// The epoch that the chain waits for.
        found: u64,
        /// The epoch that was asked for.
        asked: u64,
    },
    /// The epoch does not begin where the last one ended.
    #[error("the epoch begins at {found}, the last one ended at {required}")]
    EpochStart {
        /// The start given (Unix seconds).
        found: u64,
        /// The last epoch's end.
        required: u64,
    },
    /// The epoch ends before it begins.
    #[error("the epoch begins at {starts_at} and ends at {ends_at}")]
    EmptySeconds {
        /// The epoch's start, Unix seconds.
        starts_at: u64,
        /// The epoch's end, Unix seconds.
        ends_at: u64,
    },
    /// There is no endpoint.
    #[error("there is no endpoint to believe")]
    NoEndpoint,
    /// An endpoint is of another chain.
    #[error("an endpoint is of chain '{found}', another of '{required}'")]
    OtherChain {
        /// The one endpoint's chain id.
        found: String,
        /// The other endpoint's chain id.
        required: String,
    },
    /// The endpoints disagree: no majority says the same.
    #[error("{found} endpoints agree on {what}, {required} must")]
    Disagreement {
        /// The question that they were asked.
        what: &'static str,
        /// The most that agree.
        found: usize,
        /// The number that must agree: more than half.
        required: usize,
    },
    /// The committee has an impossible size.
    #[error(transparent)]
    Committee(#[from] QuorumError),
    /// The key is not that of the member's seat.
    #[error("the key is not that of member {member} of committee {committee_epoch}")]
    NotSeated {
        /// The seat.
        member: u8,
        /// The committee.
        committee_epoch: u64,
    },
    /// The job's own reference.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The bundle is none.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The bundle is of other seconds than this member has read.
    #[error("the bundle is of other seconds than the ones read here")]
    OtherSeconds,
    /// Enough bundles of one epoch are kept already.
    #[error("{max} bundles of this epoch are approved already: take one of them")]
    TooManyBundles {
        /// The most.
        max: usize,
    },
    /// The chain has chosen no bundle yet.
    #[error("no bundle of readings of epoch {epoch} stands on chain yet")]
    NotFixed {
        /// The epoch.
        epoch: u64,
    },
    /// The bundle that stands on chain is not here.
    #[error("bundle {hash} stands on chain and is not here: bring it")]
    MissingBundle {
        /// The bundle's hash, hex.
        hash: String,
    },
    /// Another bundle stands on chain.
    #[error("bundle {required} stands on chain, not {found}")]
    OtherBundle {
        /// The one given, hex.
        found: String,
        /// The one on chain, hex.
        required: String,
    },
    /// More members than may lie have agreed on a charge that would be slashed.
    #[error("the readings charge lease {lease_id} {charge}, it owes {owed}: not signed")]
    Overcharged {
        /// The lease.
        lease_id: u64,
        /// The charge that the readings agree on, base units.
        charge: u128,
        /// The charge that the lease owes, base units.
        owed: u128,
    },
    /// The accepted work ends before it begins.
    #[error("the readings meter lease {lease_id} backwards")]
    Backwards {
        /// The lease.
        lease_id: u64,
    },
    /// The key file can be touched by others than its owner.
    #[error("{path} has mode {mode:03o}: others may read or change the key. chmod 600 {path}")]
    KeyFileOpen {
        /// The file's path.
        path: String,
        /// The file's permissions.
        mode: u32,
    },
    /// Another process signs with this key: two could sign two roots.
    #[error("{path} is locked: another process signs with this key")]
    Locked {
        /// The lock.
        path: String,
    },
    /// A key file that holds no key.
    #[error("{path} holds no key: {reason}")]
    KeyFile {
        /// The file's path.
        path: String,
        /// The fault, for people.
        reason: String,
    },
    /// Another root of the same epoch was signed before: signing this one too would be slashed.
    #[error("another root of epoch {epoch} was signed with this key already")]
    AlreadySigned {
        /// The epoch.
        epoch: u64,
    },
    /// The memory of what was signed cannot be written, so nothing more is signed.
    #[error("what was signed is kept in {path}, which failed: {reason}")]
    Memory {
        /// The file.
        path: String,
        /// The failure, for people.
        reason: String,
    },
}
