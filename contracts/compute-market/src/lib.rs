//! The best price of GPU time, and reverse auctions with sealed bids.
//!
//! Money is here only between an order and its award; leases are the escrow's. Page: `docs/spec/compute-market.md`.

pub mod contract;
mod error;
mod execute;
mod holdings;
mod migrate;
mod order;
mod orders;
mod parties;
mod qualification;
mod query;
mod reply;
mod state;

pub use error::{ContractError, Disqualification, OwnAct};
pub use state::layout;
