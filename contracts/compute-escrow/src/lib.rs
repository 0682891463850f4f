//! Providers, offers, leases, epoch settlement and refunds.
//!
//! The committee says what was used; this contract knows the most that can be owed and never pays above it.
//! Page: `docs/spec/compute-escrow.md`.

mod challenges;
pub mod contract;
mod error;
mod governing;
mod holdings;
mod leases;
mod migrate;
mod money;
mod open_requests;
mod providers;
mod receive;
mod settlement;
mod state;
mod validate_optional;

pub use error::{ContractError, DisputeError, Failure, LeaseError};
pub use state::layout;
