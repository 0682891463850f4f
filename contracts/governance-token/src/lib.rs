//! The governance token: a cw20 with a capped mint.
//!
//! Balances and allowances are the [`weal_cw20_ledger`]'s; this crate owns who may mint and what wallets show.
//! Page: `docs/spec/governance-token.md`.

pub mod contract;
mod error;
mod execute;
mod logo;
mod migrate;
mod query;
mod state;

pub use error::ContractError;
