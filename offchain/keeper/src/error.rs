//! Failures of a keeper that could not post.

use oracle_node::OracleError;
use thiserror::Error;
use weal_client::ClientError;

/// Failures of the keeper.
#[derive(Debug, Error)]
pub enum KeeperError {
    /// The chain.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// Too few members say the same.
    #[error("{found} of the members that answered agree, {required} must: waiting may help")]
    NoQuorum {
        /// The largest group that agrees.
        found: usize,
        /// Signatures that the contract asks for.
        required: usize,
    },
    /// The committee could not be read.
    #[error(transparent)]
    Oracle(#[from] OracleError),
    /// A bundle without readings.
    #[error("the bundle holds no readings")]
    NoReadings,
    /// The chain has chosen no bundle.
    #[error("no bundle of readings of epoch {epoch} stands on chain yet")]
    NotFixed {
        /// The epoch.
        epoch: u64,
    },
    /// The bundle that stands on chain is with no member that answers.
    #[error("bundle {hash} stands on chain, and no member that answers has it")]
    MissingBundle {
        /// Its hash, hex.
        hash: String,
    },
}
