//! Grants in any token that are earned over time.
//!
//! The schedules are [`weal_vesting_math`]'s; this crate owns who is owed what of the money it holds.
//! Page: `docs/spec/vesting.md`.

pub mod contract;
mod error;
mod execute;
mod grant;
mod migrate;
mod query;
mod record;
mod state;

pub use error::ContractError;
