//! The market through its shipped entry points, beside a real escrow, registry and oracle.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::unwrap_used,
    missing_docs
)]

mod attested;
mod awards;
mod bids;
mod calculator;
mod cw20_payments;
mod golden;
mod histories;
mod orders;
mod suite;
