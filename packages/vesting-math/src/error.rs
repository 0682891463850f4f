//! Why a schedule is refused, or a figure is impossible.

use cosmwasm_std::Uint128;
use thiserror::Error;
use weal_fixed_point::FixedPointError;

/// Refusals of this crate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum VestingError {
    /// Nothing could accrue.
    #[error("a schedule of no duration vests nothing: pay directly instead")]
    ZeroDuration,
    /// The cliff would fall after everything has vested.
    #[error("a cliff of {cliff_seconds} s is longer than the schedule of {duration_seconds} s")]
    CliffAfterEnd {
        /// The cliff, seconds.
        cliff_seconds: u64,
        /// The whole schedule, seconds.
        duration_seconds: u64,
    },
    /// The end is no moment.
    #[error("a schedule of {duration_seconds} s from {start} ends above 2^64 − 1")]
    EndOverflow {
        /// Unix seconds.
        start: u64,
        /// Seconds.
        duration_seconds: u64,
    },
    /// More is said to have vested than was granted.
    #[error("{vested} cannot have vested of {amount}")]
    VestedAboveAmount {
        /// Base units.
        vested: Uint128,
        /// Base units.
        amount: Uint128,
    },
    /// More is said to have been paid than had vested.
    #[error("{claimed} cannot have been claimed of {vested} vested")]
    ClaimedAboveVested {
        /// Base units.
        claimed: Uint128,
        /// Base units.
        vested: Uint128,
    },
    /// The division.
    #[error(transparent)]
    Division(#[from] FixedPointError),
}
