//! A Merkle tree whose nodes carry the sum of the charges below them.
//!
//! The shape is RFC 6962's: leaves are ordered, an odd node is promoted, leaves and nodes are hashed behind different
//! first bytes. A node is a sum and a hash:
//!
//! - leaf = (charge, SHA-256(0x00 ‖ leaf bytes)), where the leaf bytes state the charge;
//! - node = (left sum + right sum, SHA-256(0x01 ‖ left sum ‖ left hash ‖ right sum ‖ right hash)), sums as 16 bytes,
//!   big-endian.
//!
//! So a root commits to the total of all leaves, and a proof that reaches it shows that the proven charges and the
//! sums beside them add up to that total. No sum may leave u128.

use crate::multiproof::SumProof;
use crate::{Hash, sha256};
use thiserror::Error;

/// Bytes of a packed node: its sum (16, big-endian), then its hash (32).
pub const SUM_NODE_BYTES: usize = 48;

/// Most leaves of a tree, 2^32: a proof of one leaf has at most 32 nodes.
pub const MAX_LEAVES: u64 = 1 << 32;

/// The reasons for which a tree cannot be built or a proof shows nothing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SumTreeError {
    /// A proof must be of at least one leaf.
    #[error("the proof is of no leaf")]
    NoLeaves,
    /// The position is outside the tree.
    #[error("leaf {index} is not in a tree of {size}")]
    IndexOutsideTree {
        /// The position, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// More leaves than a tree may have.
    #[error("a tree of {size} leaves is larger than {max}")]
    TooManyLeaves {
        /// Leaves.
        size: u64,
        /// Most allowed.
        max: u64,
    },
    /// Positions must ascend, each once.
    #[error("leaf {index} does not come after leaf {previous}")]
    NotAscending {
        /// The position before.
        previous: u64,
        /// The position out of order.
        index: u64,
    },
    /// The proof ends in the middle of a node.
    #[error("{found} bytes are not whole nodes of {SUM_NODE_BYTES}")]
    PartialNode {
        /// Bytes given.
        found: usize,
    },
    /// The proof has fewer nodes than these positions need.
    #[error("the proof ends after {found} nodes, these positions need more")]
    ProofTooShort {
        /// Nodes given.
        found: usize,
    },
    /// The proof has more nodes than these positions need.
    #[error("{unused} nodes of the proof are not used")]
    ProofTooLong {
        /// Nodes left over.
        unused: usize,
    },
    /// Charges add up to more than u128 holds.
    #[error("the charges add up to more than 2^128 - 1")]
    SumOverflow,
    /// The proof leads to another root, or to another total.
    #[error("the proof leads to another root")]
    RootMismatch,
    /// A shard other than the last is not full, or the last one is empty or too large.
    #[error("shard {shard} has {found} leaves, shards of this tree have {required}")]
    ShardSize {
        /// The shard, from 0.
        shard: u64,
        /// Its leaves.
        found: u64,
        /// Leaves of a full shard.
        required: u64,
    },
}

/// A leaf or node: the sum of the charges below it and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumNode {
    /// Sum of the charges below, base units.
    pub sum: u128,
    /// The hash.
    pub hash: Hash,
}

impl SumNode {
    /// A leaf. `bytes` must state `charge` in a way that whoever verifies reads it from there; the tree takes the caller's
    /// word for it.
    pub fn leaf(charge: u128, bytes: &[u8]) -> Self {
        Self { sum: charge, hash: sha256(&[&[0], bytes]) }
    }

    /// The node above two. Errors: `SumOverflow`.
    ///
    /// ```
    /// use weal_attestation::sum_tree::SumNode;
    /// let (left, right) = (SumNode::leaf(3, b"a"), SumNode::leaf(4, b"b"));
    /// assert_eq!(SumNode::above(&left, &right)?.sum, 7);
    /// # Ok::<(), weal_attestation::sum_tree::SumTreeError>(())
    /// ```
    pub fn above(left: &Self, right: &Self) -> Result<Self, SumTreeError> {
        let sum = left.sum.checked_add(right.sum).ok_or(SumTreeError::SumOverflow)?;
        // One buffer: a contract pays for every call into the hasher.
        let mut bytes = [1u8; 1 + 2 * SUM_NODE_BYTES];
        bytes[1..17].copy_from_slice(&left.sum.to_be_bytes());
        bytes[17..49].copy_from_slice(&left.hash);
        bytes[49..65].copy_from_slice(&right.sum.to_be_bytes());
        bytes[65..].copy_from_slice(&right.hash);
        Ok(Self { sum, hash: sha256(&[&bytes]) })
    }

    /// Packed: sum, then hash.
    pub fn to_bytes(&self) -> [u8; SUM_NODE_BYTES] {
        let mut bytes = [0u8; SUM_NODE_BYTES];
        bytes[..16].copy_from_slice(&self.sum.to_be_bytes());
        bytes[16..].copy_from_slice(&self.hash);
        bytes
    }

    /// Reads a node from packed bytes.
    pub fn from_bytes(bytes: &[u8; SUM_NODE_BYTES]) -> Self {
        let (mut sum, mut hash) = ([0u8; 16], [0u8; 32]);
        sum.copy_from_slice(&bytes[..16]);
        hash.copy_from_slice(&bytes[16..]);
        Self { sum: u128::from_be_bytes(sum), hash }
    }
}

/// A tree with all its levels, for making proofs: about 96 bytes a leaf. Building takes one hash a leaf beside the
/// leaves' own.
#[derive(Clone, Debug)]
pub struct SumTree {
    /// `levels[0]` are the leaves, the last level is the root alone; empty for an empty tree.
    levels: Vec<Vec<SumNode>>,
}

impl SumTree {
    /// Builds the tree from the leaves, in order. Errors: `SumOverflow`, `TooManyLeaves`.
    pub fn new(leaves: Vec<SumNode>) -> Result<Self, SumTreeError> {
        Self::with(leaves, level_above)
    }

    /// The tree over `leaf` of each item, on `threads` threads: the same tree for any number of them.
    ///
    /// Errors: `SumOverflow`, `TooManyLeaves`.
    #[cfg(feature = "parallel")]
    pub fn on_threads<T: Sync>(
        items: &[T],
        leaf: impl Fn(&T) -> SumNode + Sync,
        threads: std::num::NonZeroUsize,
    ) -> Result<Self, SumTreeError> {
        let hashed = crate::sum_tree_threads::in_pieces(items, 1, threads, |piece| {
            Ok(piece.iter().map(&leaf).collect())
        })?;
        Self::with(hashed, |level| crate::sum_tree_threads::in_pieces(level, 2, threads, level_above))
    }

    fn with(
        leaves: Vec<SumNode>,
        above: impl Fn(&[SumNode]) -> Result<Vec<SumNode>, SumTreeError>,
    ) -> Result<Self, SumTreeError> {
        let size = leaves.len() as u64;
        if size > MAX_LEAVES {
            return Err(SumTreeError::TooManyLeaves { size, max: MAX_LEAVES });
        }
        let mut levels = Vec::new();
        let mut level = leaves;
        while level.len() > 1 {
            let next = above(&level)?;
            levels.push(level);
            level = next;
        }
        if !level.is_empty() {
            levels.push(level);
        }
        Ok(Self { levels })
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root; zero and SHA-256 of nothing for an empty tree.
    pub fn root(&self) -> SumNode {
        self.levels.last().map_or_else(|| SumNode { sum: 0, hash: sha256(&[]) }, |top| top[0])
    }

    /// The proof of the leaves at `indices`, which ascend. Errors: `NoLeaves`, `IndexOutsideTree`, `NotAscending`.
    pub fn prove(&self, indices: &[u64]) -> Result<SumProof, SumTreeError> {
        crate::multiproof::ensure_ascending(indices.iter().copied(), self.size())?;
        let mut positions = indices.to_vec();
        let mut levels = Vec::with_capacity(self.levels.len());
        for level in &self.levels {
            let missing = positions.iter().map(|position| position ^ 1);
            // Positions ascend, so a sibling that is known is a neighbour in the list.
            let missing = missing.filter(|sibling| positions.binary_search(sibling).is_err());
            let nodes = missing.filter_map(|sibling| level.get(usize::try_from(sibling).ok()?).copied());
            levels.push(nodes.collect());
            positions.iter_mut().for_each(|position| *position >>= 1);
            positions.dedup();
        }
        Ok(SumProof::from_levels(levels))
    }
}

/// The level above one: pairs are hashed, an odd last node is promoted.
fn level_above(level: &[SumNode]) -> Result<Vec<SumNode>, SumTreeError> {
    let above = |pair: &[SumNode]| match pair {
        [left, right] => SumNode::above(left, right),
        promoted => Ok(promoted[0]),
    };
    level.chunks(2).map(above).collect()
}
