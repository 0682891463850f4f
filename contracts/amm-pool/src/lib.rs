//! One pool: reserves and fees as an internal ledger, and the LP token in the same contract.
//!
//! The mathematics is [`weal_amm_math`]'s, LP balances and allowances are the [`weal_cw20_ledger`]'s; this crate owns
//! who pays what to whom. Page: `docs/spec/amm-pool.md`.

mod bounds;
mod chain;
mod config;
pub mod contract;
mod error;
mod execute;
mod migrate;
mod params;
mod payout;
mod pool;
mod pool_state;
mod query;
mod roles;
mod state;
mod swapped;
mod usage;

pub use error::{ContractError, Failure};
pub use state::layout;
