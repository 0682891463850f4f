//! Proofs of one or many leaves of a sum tree.
//!
//! A proof lists the nodes that cannot be computed from the proven leaves: level by level from the leaves up, in each
//! level from left to right, 48 bytes a node ([`SumNode::to_bytes`]). It carries no positions; they follow from the
//! leaves' positions and the tree's size. A run of 100 leaves in a tree of 2^20 needs 13 nodes or more, at most two a level
//! (38), and 16 to 20 where it does not lie across the middle of a large subtree.

use crate::sum_tree::{MAX_LEAVES, SUM_NODE_BYTES, SumNode, SumTreeError};

/// A proof as its maker holds it: by level, so that proofs of shards can be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumProof {
    levels: Vec<Vec<SumNode>>,
}

impl SumProof {
    pub(crate) fn from_levels(levels: Vec<Vec<SumNode>>) -> Self {
        Self { levels }
    }

    pub(crate) fn level(&self, height: usize) -> &[SumNode] {
        self.levels.get(height).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn into_levels(self) -> Vec<Vec<SumNode>> {
        self.levels
    }

    /// The number of nodes in the proof.
    pub fn nodes(&self) -> usize {
        self.levels.iter().map(Vec::len).sum()
    }

    /// The packed form that is sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.levels.iter().flatten().flat_map(SumNode::to_bytes).collect()
    }
}

/// Checks that the tree of `size` leaves with `root` has each of `leaves` at its position.
///
/// `leaves` are (position, leaf), positions ascending; the list is used up as working space, so nothing is allocated.
/// `nodes` is the packed proof. `root` and `size` come from a signed statement, never from the prover.
///
/// Errors: `NoLeaves`, `TooManyLeaves`, `IndexOutsideTree`, `NotAscending`, `PartialNode`, `ProofTooShort`,
/// `ProofTooLong`, `SumOverflow`, `RootMismatch` (hash or total).
///
/// ```
/// use weal_attestation::multiproof::verify_multiproof;
/// use weal_attestation::sum_tree::{SumNode, SumTree, SumTreeError};
/// let leaves: Vec<_> = (0u8..9).map(|i| SumNode::leaf(i.into(), &[i])).collect();
/// let tree = SumTree::new(leaves.clone())?;
/// assert_eq!(tree.root().sum, 36);
/// let proof = tree.prove(&[2, 3, 4])?.to_bytes();
/// let claimed = vec![(2, leaves[2]), (3, leaves[3]), (4, leaves[4])];
/// assert_eq!(verify_multiproof(&tree.root(), 9, claimed, &proof), Ok(()));
/// let moved = vec![(2, leaves[3]), (3, leaves[2]), (4, leaves[4])];
/// assert_eq!(verify_multiproof(&tree.root(), 9, moved, &proof), Err(SumTreeError::RootMismatch));
/// # Ok::<(), SumTreeError>(())
/// ```
pub fn verify_multiproof(
    root: &SumNode,
    size: u64,
    mut leaves: Vec<(u64, SumNode)>,
    nodes: &[u8],
) -> Result<(), SumTreeError> {
    verify_in_place(root, size, &mut leaves, nodes)
}

/// Checks that the tree of `size` leaves with `root` has `leaf` at `index`; `nodes` is the packed proof, 48 bytes a
/// level. Errors: as [`verify_multiproof`].
pub fn verify_inclusion(
    root: &SumNode,
    size: u64,
    index: u64,
    leaf: SumNode,
    nodes: &[u8],
) -> Result<(), SumTreeError> {
    verify_in_place(root, size, &mut [(index, leaf)], nodes)
}

/// Checks that positions are in the tree and ascend.
///
/// Errors: `NoLeaves`, `TooManyLeaves`, `IndexOutsideTree`, `NotAscending`.
pub(crate) fn ensure_ascending(
    indices: impl IntoIterator<Item = u64>,
    size: u64,
) -> Result<(), SumTreeError> {
    if size > MAX_LEAVES {
        return Err(SumTreeError::TooManyLeaves { size, max: MAX_LEAVES });
    }
    let mut last = None;
    for index in indices {
        if index >= size {
            return Err(SumTreeError::IndexOutsideTree { index, size });
        }
        if let Some(previous) = last.filter(|previous| *previous >= index) {
            return Err(SumTreeError::NotAscending { previous, index });
        }
        last = Some(index);
    }
    last.map(|_| ()).ok_or(SumTreeError::NoLeaves)
}

fn verify_in_place(
    root: &SumNode,
    size: u64,
    leaves: &mut [(u64, SumNode)],
    nodes: &[u8],
) -> Result<(), SumTreeError> {
    ensure_ascending(leaves.iter().map(|(index, _)| *index), size)?;
    let (packed, rest) = nodes.as_chunks::<SUM_NODE_BYTES>();
    if !rest.is_empty() {
        return Err(SumTreeError::PartialNode { found: nodes.len() });
    }

    let mut siblings = packed.iter();
    let (mut known, mut end) = (leaves, size.saturating_sub(1));
    while end > 0 {
        let above = climb(known, end, || {
            let next = siblings.next().ok_or(SumTreeError::ProofTooShort { found: packed.len() })?;
            Ok(SumNode::from_bytes(next))
        })?;
        known = known.get_mut(..above).unwrap_or_default();
        end >>= 1;
    }

    if !siblings.as_slice().is_empty() {
        return Err(SumTreeError::ProofTooLong { unused: siblings.as_slice().len() });
    }
    match known {
        [(_, found)] if found == root => Ok(()),
        _ => Err(SumTreeError::RootMismatch),
    }
}

/// Replaces the known nodes of a level by those above them, in place, and returns how many those are. `end` is the
/// level's last position.
fn climb(
    known: &mut [(u64, SumNode)],
    end: u64,
    mut sibling: impl FnMut() -> Result<SumNode, SumTreeError>,
) -> Result<usize, SumTreeError> {
    let (mut read, mut written) = (0usize, 0usize);
    while let Some(&(position, node)) = known.get(read) {
        read = read.saturating_add(1);
        let above = if position & 1 == 1 {
            // Its left neighbour is not known: it would have been joined with it.
            SumNode::above(&sibling()?, &node)?
        } else if position == end {
            node
        } else {
            match known.get(read) {
                Some((next, right)) if *next == position | 1 => {
                    read = read.saturating_add(1);
                    SumNode::above(&node, right)?
                }
                _ => SumNode::above(&node, &sibling()?)?,
            }
        };
        if let Some(slot) = known.get_mut(written) {
            *slot = (position >> 1, above);
        }
        written = written.saturating_add(1);
    }
    Ok(written)
}
