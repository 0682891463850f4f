//! The pool as its users see it: every message, every refusal, the whole effect.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod adversarial;
mod adversarial_tokens;
mod chaining;
mod directional;
mod exact_out;
mod explaining;
mod golden;
mod governing;
mod hostile_token;
mod insiders;
mod instantiating;
mod invariants;
mod lp_token;
mod observing;
mod one_sided;
mod protocol_fees;
mod providing;
mod replay;
mod sandwich;
mod seasoning;
mod stable_invariants;
mod stableswap;
mod suite;
mod swapping;
mod three_assets;
mod token;
mod unlike_decimals;

mod withdrawing;
