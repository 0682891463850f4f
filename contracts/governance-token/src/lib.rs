//! The governance token: a cw20 with a capped mint.
//!
//! Balances and allowances are the [`weal_cw20_ledger`]'s; this crate owns the right to mint and the description for
//! wallets. Page: `docs/spec/governance-token.md`.

pub mod contract;
mod error;
mod execute;
mod logo;
mod migrate;
mod query;
mod state;

pub use error::ContractError;
pub use state::layout;
