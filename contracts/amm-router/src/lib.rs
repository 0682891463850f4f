//! Multi-hop swaps, split routes and zaps over pools that the caller names; nothing is kept and nothing stored.
//!
//! What a hop paid is measured at the bank or the token, never believed; what comes next travels in the reply's payload.
//! Page: `docs/spec/amm-router.md`.

mod balance;
mod bounds;
pub mod contract;
mod departure;
mod deposit;
mod error;
mod execute;
mod finish;
mod leg;
mod migrate;
mod pool;
mod query;
mod quote;
mod reply;
mod route;

pub use error::ContractError;
