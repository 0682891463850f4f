//! The keeper: asks the committee's members for what they signed, and posts it once a quorum agrees.
//!
//! It holds no key that matters: whoever posts, the contract judges the signatures.

#![allow(clippy::arithmetic_side_effects)] // counts of members, off chain: overflow checks are on

mod collect;
mod error;
mod pack;
mod post;
mod verify;

pub use collect::{SignedRoot, agreeing};
pub use error::KeeperError;
pub use pack::{root_message, round_message};
pub use post::{post_prices, post_settlement, quorum};
pub use verify::verified;
