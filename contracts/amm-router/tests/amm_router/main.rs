//! The router as its users see it: every message, every refusal, the whole effect, on real pools and tokens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod adversarial;
mod chained;
mod exact_out;
mod explaining;
mod invariants;
mod malicious;
mod suite;
mod swapping;
mod zapping;
