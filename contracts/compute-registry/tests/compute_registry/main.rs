//! The registry as its owner, auditors and readers see it: every message, every refusal, the whole effect.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod attesting;
mod auditors;
mod configuration;
mod cw20_bonds;
mod golden;
mod histories;
mod judging;
mod qualifying;
mod skus;
mod suite;
