//! The oracle: a committee whose quorum-signed prices and settlement roots other contracts act on.
//!
//! The statements that members sign, and the number of members that must, are the crate [`weal_attestation`]'s. This
//! crate owns the members and their stakes, the order of their statements and the time that these may speak of. Its
//! records are read by raw query ([`weal_api::oracle::OracleContract`]). Page: `docs/spec/oracle.md`.

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
