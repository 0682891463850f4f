//! The oracle: a committee whose quorum-signed prices and settlement roots other contracts act on.
//!
//! What members sign, and how many must, is the crate [`weal_attestation`]'s; this crate owns who the members
//! are and what they have at stake, in which order their statements come and which time they may speak of. What it stores is read by raw
//! query ([`weal_api::oracle::OracleContract`]). Page: `docs/spec/oracle.md`.

mod appraisal;
mod assets;
mod bond;
mod committee;
mod config;
pub mod contract;
mod error;
mod execute;
mod feed;
mod history;
mod medians;
mod migrate;
mod query;
mod rotation;
mod round;
mod seats;
mod settlements;
mod state;

pub use error::{ContractError, Failure};
pub use state::layout;
