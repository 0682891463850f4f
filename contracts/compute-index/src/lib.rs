//! Usage, scores and GPU-hour prices from settled leases.
//!
//! It only reads the escrow and holds no money. Page: `docs/spec/compute-index.md`.

mod board;
pub mod contract;
mod error;
mod execute;
mod lease;
mod median;
mod migrate;
mod prices;
mod provider;
mod provider_day;
mod query;
mod score;
mod state;
mod usage;

pub use error::ContractError;
pub use state::layout;
