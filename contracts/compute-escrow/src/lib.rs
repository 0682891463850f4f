//! Providers, offers, leases, epoch settlement and refunds.
//!
//! The committee says what was used; this contract knows the most that can be owed and never pays above it.
//! Page: `docs/spec/compute-escrow.md`.

mod challenges;
mod closing;
mod config;
pub mod contract;
mod dispute_error;
mod error;
mod execute;
mod holdings;
mod job;
mod lease;
mod lease_error;
mod meter;
mod migrate;
mod money;
mod offer;
mod pricing;
mod query;
mod registry;
mod settlement;
mod state;
mod store;
mod validate_optional;

pub use dispute_error::DisputeError;
pub use error::{ContractError, Failure};
pub use lease_error::LeaseError;
pub use state::layout;
