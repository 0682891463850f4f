//! The oracle as its members, its consumers and its attackers see it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    missing_docs
)]

mod adversarial;
mod appraisals;
mod bonds;
mod changes;
mod equivocation;
mod escrow;
mod faults;
mod feeds;
mod golden;
mod histories;
mod members;
mod overcharges;
mod ownership;
mod packed;
mod prices;
mod reading;
mod readings;
mod registration;
mod resigning;
mod rotation;
mod settlements;
mod signatures;
mod stakes;
mod suite;
