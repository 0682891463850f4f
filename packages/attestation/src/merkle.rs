//! The Merkle tree of RFC 6962 (Certificate Transparency), with inclusion proofs.
//!
//! Leaves and nodes are hashed behind different first bytes, so neither can pose as the other; leaves are
//! ordered, so a proof speaks of one position; an odd node is promoted, never doubled.

use crate::{Hash, sha256};
use thiserror::Error;

/// A tree of at most 2^32 leaves has proofs no longer than this.
pub const MAX_PROOF_HASHES: usize = 32;

/// The reasons for which a proof shows nothing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum MerkleError {
    /// The position is outside the tree.
    #[error("leaf {index} is not in a tree of {size}")]
    IndexOutsideTree {
        /// The position, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The proof has another length than that position in that tree needs.
    #[error("the proof has {found} hashes, this position needs {required}")]
    ProofLength {
        /// Hashes given.
        found: usize,
        /// Hashes needed.
        required: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to another root")]
    RootMismatch,
}

/// Hash of a leaf's bytes: SHA-256(0x00 ‖ bytes).
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    sha256(&[&[0], bytes])
}

/// Hash of a node: SHA-256(0x01 ‖ left ‖ right).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// A tree with all its levels, for making proofs. Building takes 2n hashes.
#[derive(Clone, Debug)]
pub struct Tree {
    /// `levels[0]` are the leaves, the last level is the root alone; empty for an empty tree.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Builds the tree from the leaves' hashes, in order.
    pub fn from_leaf_hashes(leaves: Vec<Hash>) -> Self {
        let mut levels = Vec::new();
        let mut level = leaves;
        while level.len() > 1 {
            let next = level
                .chunks(2)
                .map(|pair| match pair {
                    [left, right] => node_hash(left, right),
                    promoted => promoted[0],
                })
                .collect();
            levels.push(level);
            level = next;
        }
        if !level.is_empty() {
            levels.push(level);
        }
        Self { levels }
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root; SHA-256 of nothing for an empty tree.
    pub fn root(&self) -> Hash {
        self.levels.last().map_or_else(|| sha256(&[]), |top| top[0])
    }

    /// The siblings from the leaf up. Errors: `IndexOutsideTree`.
    pub fn proof(&self, index: u64) -> Result<Vec<Hash>, MerkleError> {
        let outside = MerkleError::IndexOutsideTree { index, size: self.size() };
        if index >= self.size() {
            return Err(outside);
        }
        let mut position = usize::try_from(index).map_err(|_| outside)?;
        let mut siblings = Vec::new();
        for level in &self.levels {
            if let Some(sibling) = level.get(position ^ 1) {
                siblings.push(*sibling);
            }
            position >>= 1;
        }
        Ok(siblings)
    }
}

/// Returns the number of hashes in the proof of `index` in a tree of `size`. Errors: `IndexOutsideTree`.
pub fn proof_length(index: u64, size: u64) -> Result<usize, MerkleError> {
    if index >= size {
        return Err(MerkleError::IndexOutsideTree { index, size });
    }
    let last = size.saturating_sub(1);
    let (mut position, mut end, mut hashes) = (index, last, 0usize);
    while end > 0 {
        let has_sibling = position & 1 == 1 || position < end;
        hashes = hashes.saturating_add(usize::from(has_sibling));
        position >>= 1;
        end >>= 1;
    }
    Ok(hashes)
}

/// The root that `leaf` at `index` in a tree of `size` leads to over `proof`.
///
/// Errors: `IndexOutsideTree`, `ProofLength`.
pub fn root_from_proof(leaf: &Hash, index: u64, size: u64, proof: &[Hash]) -> Result<Hash, MerkleError> {
    let required = proof_length(index, size)?;
    if proof.len() != required {
        return Err(MerkleError::ProofLength { found: proof.len(), required });
    }
    let (mut position, mut end) = (index, size.saturating_sub(1));
    let mut hash = *leaf;
    let mut siblings = proof.iter();
    while end > 0 {
        let is_right = position & 1 == 1;
        if is_right || position < end {
            let sibling = siblings.next().ok_or(MerkleError::ProofLength { found: proof.len(), required })?;
            hash = if is_right { node_hash(sibling, &hash) } else { node_hash(&hash, sibling) };
        }
        position >>= 1;
        end >>= 1;
    }
    Ok(hash)
}

/// Checks that `leaf` is at `index` of the tree of `size` leaves with `root`.
///
/// Errors: `IndexOutsideTree`, `ProofLength`, `RootMismatch`.
///
/// ```
/// use weal_attestation::merkle::{Tree, leaf_hash, verify};
/// let leaves: Vec<_> = [b"a", b"b", b"c"].map(|leaf| leaf_hash(leaf)).into();
/// let tree = Tree::from_leaf_hashes(leaves.clone());
/// assert_eq!(verify(&tree.root(), &leaves[2], 2, 3, &tree.proof(2)?), Ok(()));
/// assert!(verify(&tree.root(), &leaves[2], 1, 3, &tree.proof(2)?).is_err());
/// # Ok::<(), weal_attestation::merkle::MerkleError>(())
/// ```
pub fn verify(root: &Hash, leaf: &Hash, index: u64, size: u64, proof: &[Hash]) -> Result<(), MerkleError> {
    if root_from_proof(leaf, index, size, proof)? == *root { Ok(()) } else { Err(MerkleError::RootMismatch) }
}
