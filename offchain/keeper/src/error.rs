//! Why nothing could be posted.

use client::ClientError;
use thiserror::Error;

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
        /// What the contract asks for.
        required: usize,
    },
}
