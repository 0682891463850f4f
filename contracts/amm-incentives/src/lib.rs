//! Rewards for staked LP shares: any token, any number of schedules, and none that can block another or a withdrawal.
//!
//! Page: `docs/spec/amm-incentives.md`.

mod accrual;
mod books;
pub mod contract;
mod error;
mod execute;
mod migrate;
mod points;
mod query;
mod schedule;
mod state;

pub use error::ContractError;
pub use state::layout;
