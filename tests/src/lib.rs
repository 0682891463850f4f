//! Scenarios, invariants and adversaries across contracts.
//!
//! What is here runs on any [`weal_client::Chain`]; `tests/scenarios` runs it on the embedded chain, and the ten
//! most dangerous inputs on real nodes too.
#![allow(clippy::arithmetic_side_effects)] // amounts and seconds of tests, off chain: overflow checks are on

mod attempt;
mod ground;
mod refusals;
mod wire;

pub use attempt::Attempt;
pub use ground::{Ground, SIGNATURES_REFUSED, post_message};
pub use refusals::{Case, DANGEROUS};
pub use wire::{Break, Sent, Wire};
