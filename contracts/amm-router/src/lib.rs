//! Multi-hop swaps, split routes and zaps over pools that the caller names; nothing is kept and nothing stored.
//!
//! What a hop paid is measured at the bank or the token, never believed; the rest of a message is one plan, which travels in the payload of
//! its next call.
//! Page: `docs/spec/amm-router.md`.

mod balance;
mod bounds;
pub mod contract;
mod deposit;
mod error;
mod execute;
mod migrate;
mod plan;
mod pool;
mod proceed;
mod query;
mod quote;
mod reply;
mod route;

pub use error::ContractError;
