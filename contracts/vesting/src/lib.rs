//! Grants in any token that are earned over time.
//!
//! The schedules are [`weal_vesting_math`]'s; this crate owns the debts to grantors and recipients, and the money
//! behind them. Page: `docs/spec/vesting.md`.

pub mod contract;
mod error;
mod execute;
mod grant;
mod migrate;
mod query;
mod state;

pub use error::ContractError;
pub use state::layout;
