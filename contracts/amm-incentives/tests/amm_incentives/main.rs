//! The incentives contract by its shipped entry points.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod claiming;
mod funding;
mod golden;
mod invariants;
mod orphaned;
mod staking;
mod suite;
mod wayward_token;
