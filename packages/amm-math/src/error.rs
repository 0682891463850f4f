//! Why a formula has no answer.

use crate::LpShares;
use cosmwasm_std::Uint128;
use fixed_point::FixedPointError;
use thiserror::Error;

/// Refusals of the pool's mathematics.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum MathError {
    /// A quotient does not fit.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// A sum does not fit.
    #[error("{found} + {added} is above 2^128 − 1")]
    Overflow {
        /// What was there.
        found: Uint128,
        /// What was added.
        added: Uint128,
    },
    /// Nothing was offered or asked for.
    #[error("an amount above zero is needed")]
    ZeroAmount,
    /// There is no liquidity.
    #[error("the pool is empty")]
    EmptyPool,
    /// The rounded result is nothing: the actor would pay for it.
    #[error("{paid} is too little: it would receive nothing")]
    ZeroOutput {
        /// What was paid.
        paid: Uint128,
    },
    /// The deposit rounds to no share: the depositor would give it away.
    #[error("the deposit is too little for one share")]
    ZeroShares,
    /// More than a swap can ever take out.
    #[error("{required} is needed before the fee, but the reserve is {reserve} and cannot be emptied")]
    AboveReserve {
        /// What is asked, with its fee.
        required: Uint128,
        /// What there is.
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
        /// All shares of the deposit.
        found: LpShares,
        /// What is locked for good.
        locked: LpShares,
    },
    /// More shares than there are.
    #[error("{required} shares are needed, but there are {found}")]
    InsufficientShares {
        /// What there is.
        found: LpShares,
        /// What is needed.
        required: LpShares,
    },
    /// Not one amount for each reserve.
    #[error("{found} amounts were given for {required} reserves")]
    WrongLength {
        /// Amounts given.
        found: usize,
        /// Reserves.
        required: usize,
    },
}
