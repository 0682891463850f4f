//! Creates pools, each once, and lists them.
//!
//! No pool ever asks the factory anything: without it they go on. Page: `docs/spec/amm-factory.md`.

mod authority;
pub mod contract;
mod creation;
mod error;
mod execute;
mod identity;
mod migrate;
mod query;
mod state;

pub use error::ContractError;
pub use state::layout;
