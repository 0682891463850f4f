//! Lending mathematics: structs in, structs out; no storage, no clock, no price feed.
//!
//! Page: `docs/spec/lending-market.md`. Rounding is always against the actor: debt and the shares of a
//! borrowing go up, the shares of a repayment and every payout go down.

mod error;
mod liquidation;
mod pool;
mod position;
mod rate;
mod ray;
mod risk;
mod shares;

pub use error::LendingError;
pub use liquidation::{
    Liquidation, Loss, bonus, collateral_for, liquidate, payment_for, repay_to_target,
    without_remainder_below,
};
pub use pool::{Pool, Supply, Withdrawal};
pub use position::{Borrowing, Position, Repayment, borrow, max_borrow, repay, withdraw_collateral};
pub use rate::{MAX_RATE, MAX_RESERVE_FACTOR, RateModel, RateTerms, SECONDS_PER_YEAR, growth, utilisation};
pub use ray::{MAX_RAY, RAY, ray_mul, ray_pow};
pub use risk::{
    MAX_CAP, MAX_THRESHOLD, MIN_BONUS, MIN_GAP, MIN_TARGET, RiskModel, RiskTerms, collateral_value,
    health_factor,
};
pub use shares::{BorrowIndex, DebtShares, MAX_SUPPLY_SHARES, SHARES_PER_UNIT, SupplyShares};
