//! Reasons to refuse a movement of a market.

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
        /// The condition that should hold.
        name: &'static str,
    },
    /// A term outside its range.
    #[error("{term} is {found}, but it must be {required}")]
    InvalidTerm {
        /// The term's name.
        term: &'static str,
        /// The value that was given.
        found: String,
        /// The range that is allowed.
        required: &'static str,
    },
    /// New terms that would worsen running loans.
    #[error("{term} would go from {from} to {to}, which worsens running loans")]
    WorseForRunningLoans {
        /// The term's name.
        term: &'static str,
        /// The value in force.
        from: Decimal,
        /// The value that was given.
        to: Decimal,
    },
    /// An amount of zero.
    #[error("an amount above zero is needed")]
    ZeroAmount,
    /// An amount worth less than one share.
    #[error("{amount} is worth less than one share")]
    BelowOneShare {
        /// The amount that was given.
        amount: Uint128,
    },
    /// Losses have made a share so cheap that new ones cannot be counted; what there is can still be withdrawn.
    #[error("{shares} shares own {supplied}: losses have made a share too cheap to be sold")]
    SharesTooCheap {
        /// The suppliers' total, loan base units.
        supplied: Uint128,
        /// The total of supply shares.
        shares: Uint128,
    },
    /// The supplier or borrower has less than the amount asked for.
    #[error("{required} was asked for, but the account has {found}")]
    InsufficientBalance {
        /// The account's balance, in the unit asked for.
        found: Uint128,
        /// The amount asked for.
        required: Uint128,
    },
    /// The market has less cash than the amount asked for.
    #[error("{required} was asked for, but the market has {found} in cash")]
    InsufficientLiquidity {
        /// The market's cash.
        found: Uint128,
        /// The amount asked for.
        required: Uint128,
    },
    /// Supply above the market's cap.
    #[error("a supply of {found} would be above the cap of {cap}")]
    SupplyCapExceeded {
        /// The supply that there would be.
        found: Uint128,
        /// The most supply that is allowed.
        cap: Uint128,
    },
    /// Debt of all borrowers above the market's cap.
    #[error("a total debt of {found} would be above the cap of {cap}")]
    BorrowCapExceeded {
        /// The market's debt that there would be.
        found: Uint128,
        /// The most debt that is allowed.
        cap: Uint128,
    },
    /// A remaining debt so small that liquidating it would not pay.
    #[error("a debt of {found} would be left, but the minimum is {required}")]
    DebtBelowMinimum {
        /// The borrower's debt that there would be.
        found: Uint128,
        /// The least debt that is allowed.
        required: Uint128,
    },
    /// Debt above what the collateral allows.
    #[error("a debt of {found} would be above {limit}, the most that the collateral allows")]
    AboveMaxLtv {
        /// The borrower's debt afterwards.
        found: Uint128,
        /// The most debt that the collateral allows.
        limit: Uint128,
    },
    /// Collateral may not leave a position with debt while there is no price.
    #[error("a debt of {debt} is owed: without a fresh price no collateral may leave")]
    PriceNeeded {
        /// The borrower's debt.
        debt: Uint128,
    },
    /// The account owes nothing.
    #[error("nothing is owed")]
    NoDebt,
    /// The account is healthy.
    #[error("health {found} is not below 1: nothing to liquidate")]
    NotLiquidatable {
        /// The account's health factor.
        found: Decimal,
    },
    /// A collateral that is worth nothing cannot be sold.
    #[error("the collateral's price is zero: it cannot be sold")]
    ZeroPrice,
    /// The payment is smaller than what must be repaid at once.
    #[error("this liquidation must repay {required}, but {found} was paid")]
    RepaymentTooSmall {
        /// The amount that was paid.
        found: Uint128,
        /// The least that must be paid.
        required: Uint128,
    },
    /// The payment buys less than one base unit of collateral.
    #[error("{repaid} is worth less than one base unit of collateral")]
    NothingToSeize {
        /// The amount that was paid.
        repaid: Uint128,
    },
}
