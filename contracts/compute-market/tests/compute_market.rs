//! The market through its shipped entry points, beside a real escrow, registry and oracle.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::unwrap_used,
    missing_docs
)]

#[path = "compute_market/attested.rs"]
mod attested;
#[path = "compute_market/awards.rs"]
mod awards;
#[path = "compute_market/bids.rs"]
mod bids;
#[path = "compute_market/calculator.rs"]
mod calculator;
#[path = "compute_market/cw20_payments.rs"]
mod cw20_payments;
#[path = "compute_market/histories.rs"]
mod histories;
#[path = "compute_market/orders.rs"]
mod orders;
#[path = "compute_market/suite.rs"]
mod suite;
