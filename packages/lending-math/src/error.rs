//! Why a movement of a market is refused.

use cosmwasm_std::{Decimal, OverflowError, Uint128};
use thiserror::Error;
use weal_fixed_point::FixedPointError;

/// Refusals, with what was there and what was needed. Amounts are loan base units unless said otherwise.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum LendingError {
    /// A quotient above 2^128 − 1.
    #[error(transparent)]
    Division(#[from] FixedPointError),
    /// A sum above 2^128 − 1, or a difference below zero.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A sum of the ledger that does not hold: a defect of the market, never of the message.
    #[error("broken invariant: {name}")]
    Invariant {
        /// What should hold.
        name: &'static str,
    },
    /// A term outside its range.
    #[error("{term} is {found}, but it must be {required}")]
    InvalidTerm {
        /// Which.
        term: &'static str,
        /// What was given.
        found: String,
        /// The range.
        required: &'static str,
    },
    /// New terms would worsen loans that run.
    #[error("{term} would go from {from} to {to}, which worsens running loans")]
    WorseForRunningLoans {
        /// Which.
        term: &'static str,
        /// What runs.
        from: Decimal,
        /// What was given.
        to: Decimal,
    },
    /// Nothing was asked for.
    #[error("an amount above zero is needed")]
    ZeroAmount,
    /// The amount is worth less than one share.
    #[error("{amount} is worth less than one share")]
    BelowOneShare {
        /// What was given.
        amount: Uint128,
    },
    /// Losses have made a share so cheap that new ones cannot be counted; what there is can still be withdrawn.
    #[error("{shares} shares own {supplied}: losses have made a share too cheap to be sold")]
    SharesTooCheap {
        /// What all suppliers own, loan base units.
        supplied: Uint128,
        /// All their shares.
        shares: Uint128,
    },
    /// The supplier or borrower has less.
    #[error("{required} was asked for, but the account has {found}")]
    InsufficientBalance {
        /// What the account has, in the unit asked for.
        found: Uint128,
        /// What was asked for.
        required: Uint128,
    },
    /// The market has less cash.
    #[error("{required} was asked for, but the market has {found} in cash")]
    InsufficientLiquidity {
        /// Cash.
        found: Uint128,
        /// What was asked for.
        required: Uint128,
    },
    /// Too much supply.
    #[error("a supply of {found} would be above the cap of {cap}")]
    SupplyCapExceeded {
        /// Afterwards.
        found: Uint128,
        /// The most.
        cap: Uint128,
    },
    /// Too much debt in the market.
    #[error("a total debt of {found} would be above the cap of {cap}")]
    BorrowCapExceeded {
        /// Afterwards.
        found: Uint128,
        /// The most.
        cap: Uint128,
    },
    /// A debt that would not be worth liquidating.
    #[error("a debt of {found} would be left, but the minimum is {required}")]
    DebtBelowMinimum {
        /// Afterwards.
        found: Uint128,
        /// The least.
        required: Uint128,
    },
    /// Too much debt for the collateral.
    #[error("a debt of {found} would be above {limit}, the most that the collateral allows")]
    AboveMaxLtv {
        /// Afterwards.
        found: Uint128,
        /// The most.
        limit: Uint128,
    },
    /// Collateral cannot leave a debt without a price.
    #[error("a debt of {debt} is owed: without a fresh price no collateral may leave")]
    PriceNeeded {
        /// What is owed.
        debt: Uint128,
    },
    /// The account owes nothing.
    #[error("nothing is owed")]
    NoDebt,
    /// The account is healthy.
    #[error("health {found} is not below 1: nothing to liquidate")]
    NotLiquidatable {
        /// Its health.
        found: Decimal,
    },
    /// A collateral that is worth nothing cannot be sold.
    #[error("the collateral's price is zero: it cannot be sold")]
    ZeroPrice,
    /// The payment cannot repay what must be repaid at once.
    #[error("this liquidation must repay {required}, but {found} was paid")]
    RepaymentTooSmall {
        /// What was paid.
        found: Uint128,
        /// What is needed.
        required: Uint128,
    },
    /// The payment is worth less than one unit of collateral.
    #[error("{repaid} is worth less than one base unit of collateral")]
    NothingToSeize {
        /// What was paid.
        repaid: Uint128,
    },
}
