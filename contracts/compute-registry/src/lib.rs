//! The table of GPU models, and what bonded auditors attest of providers.
//!
//! Page: `docs/spec/compute-registry.md`.

mod attestation;
mod auditor;
mod bonds;
mod config;
pub mod contract;
mod error;
mod execute;
mod migrate;
mod query;
mod state;
mod tables;
mod text;

pub use error::ContractError;
pub use state::layout;
