//! What the attributes read is what a derived reader would, and what they refuse says why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    unreachable_pub,
    missing_docs
)]

mod as_derived;
mod refusals;
mod types;
