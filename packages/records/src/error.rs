use cosmwasm_std::{Addr, StdError};
use thiserror::Error;

/// Reasons why a record cannot be given.
#[derive(Debug, Error)]
pub enum RecordError {
    /// The key has no record.
    #[error("no {record} is stored under the key {key}")]
    NotFound {
        /// The record's type.
        record: &'static str,
        /// The key, hex.
        key: String,
    },
    /// The stored bytes are not such as this release writes.
    #[error(
        "the stored {record} is damaged: {bytes} bytes, of which {left} are left where it cannot be read"
    )]
    Damaged {
        /// The record's type.
        record: &'static str,
        /// The length of the record found, bytes.
        bytes: usize,
        /// Bytes from the first that does not fit.
        left: usize,
    },
    /// The key has other bytes than the map writes.
    #[error("a key of {record} is damaged: {source}")]
    DamagedKey {
        /// The record's type.
        record: &'static str,
        /// The cause.
        source: StdError,
    },
    /// The chain refuses to read another contract's storage.
    #[error("the {record} of {contract} cannot be read: {source}")]
    Unreadable {
        /// The record's type.
        record: &'static str,
        /// The contract asked.
        contract: Addr,
        /// The chain's own words.
        source: StdError,
    },
    /// An address has no canonical form on this chain.
    #[error("{address} is no address of this chain: {source}")]
    NotAnAddress {
        /// The address, or its canonical bytes in hex.
        address: String,
        /// The chain's own words.
        source: StdError,
    },
}
