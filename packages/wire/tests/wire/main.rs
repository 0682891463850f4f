//! The attributes read and write what serde's derive would, and their refusals say why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    unreachable_pub,
    missing_docs
)]

mod as_derived;
mod compact;
mod events;
mod refusals;
mod types;
mod written;
