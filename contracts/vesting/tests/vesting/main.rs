//! Grants as grantors and recipients see them: every message, every refusal, the whole effect.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod adversarial;
mod cancelling;
mod claiming;
mod creating;
mod golden;
mod invariants;
mod queries;
mod suite;
