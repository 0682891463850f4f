//! Refusals of the compute index.

use cosmwasm_std::{OverflowError, StdError, Uint128};
use thiserror::Error;
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

/// Refusals of the compute index.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding, an address of no chain, or what the escrow refused.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A message that takes no funds was given some.
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
        /// The field's name.
        field: &'static str,
        /// The number given.
        found: u64,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// A score needs a scale.
    #[error("half_volume must be above zero")]
    ZeroHalfVolume,
    /// The escrow said less than before; no escrow of this project does.
    #[error("lease {lease_id} had {recorded} charged, now {found}")]
    SourceFell {
        /// The lease.
        lease_id: u64,
        /// The charges recorded before, base units.
        recorded: Uint128,
        /// The charges found, base units.
        found: Uint128,
    },
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The day has no settled lease, or is no longer kept.
    #[error("there is no price of {sku} on day {day}")]
    NoPriceOn {
        /// The GPU model.
        sku: String,
        /// The day asked for, since 1970.
        day: u64,
    },
    /// No day that is kept has a settled lease.
    #[error("there is no price of {sku} yet")]
    NoPrice {
        /// The GPU model.
        sku: String,
    },
}
