//! One member of the oracle committee: checks workers' results, builds the epoch's settlement tree, signs
//! its root; observes prices and signs them.
//!
//! The same code runs as a process (`oracle-node`) and inside the demo.
#![allow(clippy::arithmetic_side_effects)] // seconds and counters, off chain: overflow checks are on

mod attest;
mod error;
mod examine;
mod key_file;
mod member;
mod observe;
mod shards;
mod signed_roots;

pub use attest::{Attestation, LeafRecord};
pub use error::OracleError;
pub use examine::{Assignment, Rejection};
pub use key_file::read_key;
pub use member::{Lie, OracleMember};
pub use shards::{TreePart, WholeTree, merge_parts, tree_part};
pub use signed_roots::SignedRoots;
