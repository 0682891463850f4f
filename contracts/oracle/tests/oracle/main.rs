//! The oracle as its members, its consumers and its attackers see it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    missing_docs
)]

mod adversarial;
mod feeds;
mod histories;
mod prices;
mod reading;
mod registration;
mod settlements;
mod signatures;
mod suite;
