//! The lending market: one loan asset, margin loans on one kind of collateral.
//!
//! Decisions are [`weal_lending_math`]'s; this crate owns who may act, what is stored and what is paid out. Page:
//! `docs/spec/lending-market.md`.

mod accounts;
pub mod contract;
mod error;
mod execute;
mod market;
mod migrate;
mod query;
mod recipient;
mod state;

pub use error::ContractError;
pub use state::layout;
