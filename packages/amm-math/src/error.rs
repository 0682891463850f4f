//! The reasons for which a formula has no answer.

use crate::LpShares;
use cosmwasm_std::Uint128;
use thiserror::Error;
use weal_fixed_point::FixedPointError;

/// Refusals of the pool's mathematics.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum MathError {
    /// A broken invariant, on which the pool relies: a defect, which is refused rather than answered with an amount of
    /// zero.
    #[error("broken invariant: {broken}")]
    Invariant {
        /// The invariant that is broken.
        broken: &'static str,
    },
    /// A quotient does not fit.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// A sum does not fit.
    #[error("{found} + {added} is above 2^128 − 1")]
    Overflow {
        /// The first summand.
        found: Uint128,
        /// The second summand.
        added: Uint128,
    },
    /// An amount offered or asked for is zero.
    #[error("an amount above zero is needed")]
    ZeroAmount,
    /// The pool has no liquidity.
    #[error("the pool is empty")]
    EmptyPool,
    /// The rounded result is nothing: the actor would pay for it.
    #[error("{paid} is too little: it would receive nothing")]
    ZeroOutput {
        /// The amount paid.
        paid: Uint128,
    },
    /// The deposit rounds to no share: the depositor would give it away.
    #[error("the deposit is too little for one share")]
    ZeroShares,
    /// The amount is more than a swap can ever take out.
    #[error("{required} is needed before the fee, but the reserve is {reserve} and cannot be emptied")]
    AboveReserve {
        /// The amount asked for, with its fee.
        required: Uint128,
        /// The reserve.
        reserve: Uint128,
    },
    /// The fee takes the whole output.
    #[error("with a fee of {fee_bps} basis points nothing can be bought")]
    FeeIsTheWhole {
        /// The fee.
        fee_bps: u16,
    },
    /// The first deposit would leave nothing beside the lock.
    #[error("the first deposit makes {found} shares, more than {locked} are needed")]
    BelowMinimumLiquidity {
        /// The shares of the deposit.
        found: LpShares,
        /// The shares that are locked for good.
        locked: LpShares,
    },
    /// The shares needed are more than there are.
    #[error("{required} shares are needed, but there are {found}")]
    InsufficientShares {
        /// The shares that there are.
        found: LpShares,
        /// The shares that are needed.
        required: LpShares,
    },
    /// The number of amounts differs from the number of reserves.
    #[error("{found} amounts were given for {required} reserves")]
    WrongLength {
        /// Amounts given.
        found: usize,
        /// Reserves.
        required: usize,
    },
    /// The decimals are more than a balance is counted in.
    #[error("{found} decimals are declared, at most {max} are possible")]
    TooManyDecimals {
        /// The decimals declared.
        found: u8,
        /// The most decimals.
        max: u8,
    },
    /// A balance beyond what 256 bits can square: 10^34 in units of 10^-18.
    #[error("a balance of {found} is above the maximum of {max}")]
    AboveMaxBalance {
        /// The balance, base units.
        found: Uint128,
        /// The cap, base units.
        max: Uint128,
    },
    /// A product of the balances needs more than 256 bits: they are too large and too different.
    #[error("the balances are too far apart for the curve")]
    TooLopsided,
    /// Newton's method did not end. A value that is not the root is never used.
    #[error("the curve has no solution after {steps} steps")]
    NoConvergence {
        /// Steps taken.
        steps: u16,
    },
    /// An amplification that no pool may have.
    #[error("the amplification {found} is not between 1 and {max}")]
    AmpOutOfRange {
        /// The amplification asked for.
        found: u32,
        /// The largest amplification.
        max: u32,
    },
    /// The last ramp is running, or began too recently.
    #[error("a ramp can begin at {possible_at}, it is {now}")]
    RampTooSoon {
        /// The block's time, Unix seconds.
        now: u64,
        /// The first second at which a ramp can begin, Unix seconds.
        possible_at: u64,
    },
    /// A ramp that would be over too soon.
    #[error("a ramp of {found} seconds is shorter than {required}")]
    RampTooShort {
        /// The ramp's length, seconds.
        found: u64,
        /// The shortest length, seconds.
        required: u64,
    },
    /// A ramp by more than the largest factor.
    #[error("a ramp from {from} to {to} hundredths is more than tenfold")]
    RampTooSteep {
        /// *A* × 100 now.
        from: u64,
        /// *A* × 100 at the end.
        to: u64,
    },
}
