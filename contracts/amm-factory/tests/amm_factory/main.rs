//! The factory as its users see it: every message, every refusal, the whole effect, on real pools and tokens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod adversarial;
mod creating;
mod golden;
mod identity;
mod invariants;
mod owning;
mod pausing;
mod suite;
