//! Reasons to refuse a schedule, and figures that are impossible.

use cosmwasm_std::Uint128;
use thiserror::Error;
use weal_fixed_point::FixedPointError;

/// Refusals of this crate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum VestingError {
    /// A schedule of no duration, over which nothing could accrue.
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
    /// An end above the largest time, 2^64 − 1.
    #[error("a schedule of {duration_seconds} s from {start} ends above 2^64 − 1")]
    EndOverflow {
        /// The schedule's start, Unix seconds.
        start: u64,
        /// The whole schedule, seconds.
        duration_seconds: u64,
    },
    /// A vested amount above the amount granted.
    #[error("{vested} cannot have vested of {amount}")]
    VestedAboveAmount {
        /// The vested amount, base units.
        vested: Uint128,
        /// The amount granted, base units.
        amount: Uint128,
    },
    /// A claimed amount above the vested one.
    #[error("{claimed} cannot have been claimed of {vested} vested")]
    ClaimedAboveVested {
        /// The claimed amount, base units.
        claimed: Uint128,
        /// The vested amount, base units.
        vested: Uint128,
    },
    /// A division that failed.
    #[error(transparent)]
    Division(#[from] FixedPointError),
}
