//! The market as its users see it, with the real oracle and real tokens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod adversarial;
mod borrowing;
mod committee;
mod events;
mod extremes;
mod golden;
mod interest;
mod liquidation;
mod migrating;
mod ownership;
mod properties;
mod queries;
mod suite;
mod supplying;
mod terms;
