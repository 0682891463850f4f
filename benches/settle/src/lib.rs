//! Committees, leases and settlement trees on a chain: what settlement is measured with.
#![allow(clippy::arithmetic_side_effects)] // gas and seconds, off chain: overflow checks are on

pub mod committee;
pub mod provider;
pub mod tree;

/// The account that deploys.
pub const OPERATOR: &str = "operator";
