//! What a pool's formulas are: swaps, deposits and withdrawals as pure functions.
//!
//! Reserves go in, an outcome struct comes out; there is no storage, no clock and no panic. Every rounding
//! is against the actor and for the pool. Page: `docs/spec/amm-pool.md`.

mod balances;
pub mod constant_product;
mod error;
pub mod liquidity;
mod shares;
mod swap;

pub use balances::Balances;
pub use error::MathError;
pub use liquidity::{DepositOutcome, MINIMUM_LIQUIDITY, WithdrawOutcome};
pub use shares::LpShares;
pub use swap::SwapOutcome;
