//! Why the index refused a message.

use cosmwasm_std::{OverflowError, StdError, Uint128};
use thiserror::Error;
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;

/// Refusals of the compute index.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding, an address of no chain, or what the escrow refused.
    #[error("{0}")]
    Std(#[from] StdError),
    /// Funds where none are taken.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A fraction that cannot be computed.
    #[error(transparent)]
    Arithmetic(#[from] FixedPointError),
    /// A sum above its width, which no supply of a token reaches.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A number beyond its bounds.
    #[error("{field} is {found}, which must be from {min} to {max}")]
    OutOfRange {
        /// Which.
        field: &'static str,
        /// Given.
        found: u64,
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
    /// A score needs a scale.
    #[error("half_volume must be above zero")]
    ZeroHalfVolume,
    /// The escrow said less than before; no escrow of this project does.
    #[error("lease {lease_id} had {recorded} charged, now {found}")]
    SourceFell {
        /// Which.
        lease_id: u64,
        /// Base units.
        recorded: Uint128,
        /// Base units.
        found: Uint128,
    },
    /// A record that this contract never wrote.
    #[error("the record {record} cannot be read: {found} bytes")]
    CorruptRecord {
        /// Its key.
        record: &'static str,
        /// Its length.
        found: usize,
    },
    /// Nothing settled on that day, or it is no longer kept.
    #[error("there is no price of {sku} on day {day}")]
    NoPriceOn {
        /// The GPU model.
        sku: String,
        /// The day asked for, since 1970.
        day: u64,
    },
    /// Nothing settled on any day that is kept.
    #[error("there is no price of {sku} yet")]
    NoPrice {
        /// The GPU model.
        sku: String,
    },
}
