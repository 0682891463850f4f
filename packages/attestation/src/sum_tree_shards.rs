//! One sum tree built by several machines, each holding an aligned range of its leaves.
//!
//! Shard s holds the leaves from s × 2^height on; every shard but the last is full. A shard's own tree is then the subtree
//! of the whole at that place, so the tree over the shards' roots has the root of the whole.

use crate::multiproof::SumProof;
use crate::sum_tree::{MAX_LEAVES, SumNode, SumTree, SumTreeError};

/// A shard's report of its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardRoot {
    /// Its root.
    pub root: SumNode,
    /// Its leaves.
    pub size: u64,
}

/// The upper part of a tree, above its shards.
#[derive(Clone, Debug)]
pub struct MergedTree {
    height: u32,
    size: u64,
    /// The tree whose leaves are the shards' roots.
    crown: SumTree,
}

impl MergedTree {
    /// Joins shards of 2^`height` leaves, the last of which may have fewer.
    ///
    /// Errors: `NoLeaves` for no shard, `ShardSize`, `SumOverflow`, `TooManyLeaves`.
    ///
    /// ```
    /// use weal_attestation::sum_tree::{SumNode, SumTree, SumTreeError};
    /// use weal_attestation::sum_tree_shards::{MergedTree, ShardRoot};
    /// let leaves: Vec<_> = (0u8..11).map(|i| SumNode::leaf(1, &[i])).collect();
    /// let shards = leaves.chunks(4).map(|shard| SumTree::new(shard.to_vec())).collect::<Result<Vec<_>, _>>()?;
    /// let roots: Vec<_> = shards.iter().map(|s| ShardRoot { root: s.root(), size: s.size() }).collect();
    /// let merged = MergedTree::new(2, &roots)?;
    /// assert_eq!(merged.root(), SumTree::new(leaves)?.root());
    /// # Ok::<(), SumTreeError>(())
    /// ```
    pub fn new(height: u32, shards: &[ShardRoot]) -> Result<Self, SumTreeError> {
        let too_many = |size| SumTreeError::TooManyLeaves { size, max: MAX_LEAVES };
        let required = 1u64.checked_shl(height).ok_or_else(|| too_many(u64::MAX))?;
        let (last, full) = shards.split_last().ok_or(SumTreeError::NoLeaves)?;
        let of_full = |shard: &ShardRoot| shard.size == required;
        let misfit = (0u64..).zip(full).find(|(_, shard)| !of_full(shard));
        let last_fits = (1..=required).contains(&last.size);
        let misfit = misfit.or_else(|| (!last_fits).then_some((full.len() as u64, last)));
        if let Some((shard, &ShardRoot { size: found, .. })) = misfit {
            return Err(SumTreeError::ShardSize { shard, found, required });
        }
        let before = required.checked_mul(full.len() as u64);
        let size = before.and_then(|before| before.checked_add(last.size)).unwrap_or(u64::MAX);
        if size > MAX_LEAVES {
            return Err(too_many(size));
        }
        let crown = SumTree::new(shards.iter().map(|shard| shard.root).collect())?;
        Ok(Self { height, size, crown })
    }

    /// Leaves of the whole tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the whole tree.
    pub fn root(&self) -> SumNode {
        self.crown.root()
    }

    /// The shard that holds a leaf and the leaf's position there. Errors: `IndexOutsideTree`.
    pub fn locate(&self, index: u64) -> Result<(u64, u64), SumTreeError> {
        if index >= self.size {
            return Err(SumTreeError::IndexOutsideTree { index, size: self.size });
        }
        let shard = index >> self.height;
        Ok((shard, index ^ (shard << self.height)))
    }

    /// The proof, in the whole tree, of what the shards prove: (shard, its proof), shards ascending.
    ///
    /// Errors: `NoLeaves`, `IndexOutsideTree` and `NotAscending`, of shards.
    pub fn compose(&self, parts: &[(u64, SumProof)]) -> Result<SumProof, SumTreeError> {
        let shards: Vec<u64> = parts.iter().map(|(shard, _)| *shard).collect();
        let crown = self.crown.prove(&shards)?;
        let height = usize::try_from(self.height).unwrap_or(usize::MAX);
        // Within a level the parts follow each other from left to right, as their shards do.
        let below = (0..height)
            .map(|level| parts.iter().flat_map(|(_, proof)| proof.level(level)).copied().collect());
        Ok(SumProof::from_levels(below.chain(crown.into_levels()).collect()))
    }
}
