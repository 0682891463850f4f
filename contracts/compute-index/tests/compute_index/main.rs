//! The index as payers, providers and readers see it, over an escrow whose answers the tests choose.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod configuration;
mod escrow_double;
mod golden;
mod histories;
mod prices;
mod recording;
mod scores;
mod suite;
mod wash_trading;
