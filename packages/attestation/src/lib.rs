//! The statements that a committee signs, byte for byte, and the tree to which its settlement roots commit.
//!
//! Contracts, oracle nodes and claimants all use this crate, so that there is one encoding. It knows
//! nothing of chains or storage. Layouts are in `docs/spec/attestation.md`.

mod encoding;
mod hash;
mod key;
mod leaf;
pub mod merkle;
pub mod multiproof;
mod quorum;
#[cfg(feature = "signing")]
mod signing;
mod statement;
pub mod sum_tree;
pub mod sum_tree_shards;
#[cfg(feature = "parallel")]
mod sum_tree_threads;

pub use encoding::Encoder;
pub use hash::{Hash, sha256};
pub use key::{KeyError, PublicKey};
pub use leaf::{SETTLEMENT_LEAF_BYTES, SettlementLeaf};
pub use quorum::{Quorum, QuorumError, SignerBitmap};
#[cfg(feature = "signing")]
pub use signing::{MemberKey, is_signed};
pub use statement::{
    AppraisalObservation, Domain, EpochReadings, KeyPossession, MemberReadings, PriceObservation, Purpose,
    Rotation, SettlementRoot, Statement,
};
