//! The token as a wallet sees it: every message, every refusal, the whole effect.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod adversarial;
mod allowances;
mod golden;
mod listing;
mod marketing;
mod minting;
mod suite;
mod transfers;
