//! The keeper: asks the committee's members for what they signed, and posts it once a quorum agrees. Of an epoch it first
//! brings the members' readings together in one bundle and has the chain choose it.
//!
//! It holds no key that matters: whoever posts, the contract judges the signatures. Page:
//! `docs/spec/settlement-agreement.md`.

#![allow(clippy::arithmetic_side_effects)] // counts of members, off chain: overflow checks are on

mod bundle;
mod collect;
mod error;
mod members;
mod pack;
mod post;
mod settle;
mod verify;

pub use bundle::bundle;
pub use collect::{SignedRoot, agreeing};
pub use error::KeeperError;
pub use members::{HttpMembers, Members};
pub use pack::{root_message, round_message};
pub use post::{ApprovedBundle, FeedRound, fix_readings, post_prices, post_settlement, quorum};
pub use settle::{Settled, Settlement};
pub use verify::{verified, verified_readings};

use pack::fix_message;
