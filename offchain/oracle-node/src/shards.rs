//! One epoch's tree built in parts, by several processes or machines, and joined.
//!
//! Leaves come as JSON lines of [`LeafRecord`], in the order of the tree: by provider, then lease.

use crate::attest::{attested, node};
use crate::{LeafRecord, OracleError};
use cosmwasm_std::{Binary, Uint128};
use serde::{Deserialize, Serialize};
use std::io::BufRead;
use std::ops::Range;
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_attestation::sum_tree_shards::{MergedTree, ShardRoot};

/// An aligned range of a tree's leaves, as the machine that holds it reports it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreePart {
    /// The place of the part's first leaf in the whole tree, from 0.
    pub from: u64,
    /// The number of the part's leaves.
    pub size: u64,
    /// The sum of the leaves' charges, base units.
    pub total_charge: Uint128,
    /// The root over them, 32 bytes.
    pub root: Binary,
    /// The provider and lease of the part's first leaf.
    pub first: (String, u64),
    /// The provider and lease of the part's last leaf.
    pub last: (String, u64),
}

/// The tree over all parts, as members sign it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeTree {
    /// The tree's root, 32 bytes.
    pub root: Binary,
    /// The number of leaves.
    pub leaf_count: u64,
    /// The sum of the leaves' charges, base units.
    pub total_charge: Uint128,
}

/// The part over the lines of `leaves` in that range, from 0, which may end after the last line. Errors: `EmptyPart`,
/// `Leaf` for a line that is no leaf, `LeafOrder`, `Tree`.
pub fn tree_part(leaves: impl BufRead, range: Range<u64>) -> Result<TreePart, OracleError> {
    let mut nodes = Vec::new();
    let mut ends: Option<[(String, u64); 2]> = None;
    for (index, line) in (0u64..).zip(leaves.lines()).take_while(|(index, _)| *index < range.end) {
        if index < range.start {
            continue;
        }
        let broken = |reason: String| OracleError::Leaf { index, reason };
        let line = line.map_err(|error| broken(error.to_string()))?;
        let record: LeafRecord = serde_json::from_str(&line).map_err(|error| broken(error.to_string()))?;
        nodes.push(node(&attested(&record)?));
        let place = (record.provider, record.lease_id);
        ends = Some(match ends {
            Some([_, last]) if last >= place => return Err(OracleError::LeafOrder { index }),
            Some([first, _]) => [first, place],
            None => [place.clone(), place],
        });
    }
    let Some([first, last]) = ends else {
        return Err(OracleError::EmptyPart { from: range.start });
    };
    let tree = SumTree::new(nodes)?;
    let SumNode { sum, hash } = tree.root();
    let (total_charge, root) = (Uint128::new(sum), Binary::from(hash));
    Ok(TreePart { from: range.start, size: tree.size(), total_charge, root, first, last })
}

/// The tree that these parts make, in any order: all of one size, a power of two, except the last, which may be
/// smaller. Errors: `EmptyPart` for none, `PartPlace`, `LeafOrder`, `Tree`.
pub fn merge_parts(mut parts: Vec<TreePart>) -> Result<WholeTree, OracleError> {
    parts.sort_by_key(|part| part.from);
    let first = parts.first().ok_or(OracleError::EmptyPart { from: 0 })?;
    let height = first.size.checked_next_power_of_two().unwrap_or(u64::MAX).trailing_zeros();
    let mut required = 0u64;
    for part in &parts {
        if part.from != required {
            return Err(OracleError::PartPlace { found: part.from, required });
        }
        required = required.saturating_add(part.size);
    }
    if let Some(pair) = parts.windows(2).find(|pair| pair[0].last >= pair[1].first) {
        return Err(OracleError::LeafOrder { index: pair[1].from });
    }
    let merged = MergedTree::new(height, &parts.iter().map(shard).collect::<Result<Vec<_>, _>>()?)?;
    let SumNode { sum, hash } = merged.root();
    Ok(WholeTree { root: Binary::from(hash), leaf_count: merged.size(), total_charge: Uint128::new(sum) })
}

fn shard(part: &TreePart) -> Result<ShardRoot, OracleError> {
    let hash = crate::member::hash(&part.root)?;
    Ok(ShardRoot { root: SumNode { sum: part.total_charge.u128(), hash }, size: part.size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use weal_api::compute_escrow::Leaf;

    fn line(lease_id: u64, charge: u128) -> String {
        let leaf = Leaf {
            gpu_seconds: 1,
            uptime_seconds: 1,
            latency_p95_ms: 1,
            output_commitment: Binary::from([0; 32]),
            charge: Uint128::new(charge),
            metered_until: 1,
        };
        serde_json::to_string(&LeafRecord { lease_id, provider: "p".into(), leaf }).unwrap()
    }

    fn lines(leases: impl IntoIterator<Item = u64>) -> String {
        leases.into_iter().map(|lease_id| line(lease_id, u128::from(lease_id)) + "\n").collect()
    }

    #[test]
    fn parts_of_any_size_make_the_tree_of_all() {
        for count in 1..40u64 {
            let text = lines(0..count);
            let whole = tree_part(text.as_bytes(), 0..u64::MAX).unwrap();
            assert_eq!(whole.total_charge.u128(), (0..u128::from(count)).sum::<u128>());
            for size in [1, 2, 4, 8, 64] {
                let starts = (0..count).step_by(usize::try_from(size).unwrap());
                let part = |from| tree_part(text.as_bytes(), from..from + size).unwrap();
                let mut parts: Vec<_> = starts.map(part).collect();
                parts.reverse();
                let merged = merge_parts(parts).unwrap();
                assert_eq!((merged.root, merged.leaf_count), (whole.root.clone(), count));
                assert_eq!(merged.total_charge, whole.total_charge);
            }
        }
    }

    #[test]
    fn parts_that_leave_a_gap_overlap_or_stand_out_of_order_are_refused() {
        let text = lines(0..8);
        let part = |range| tree_part(text.as_bytes(), range).unwrap();
        let refused = |parts| merge_parts(parts).unwrap_err().to_string();
        assert!(refused(vec![]).contains("no leaves"));
        assert!(refused(vec![part(2..4)]).contains("begins at leaf 2, the next is 0"));
        assert!(refused(vec![part(0..2), part(4..6)]).contains("begins at leaf 4, the next is 2"));
        assert!(refused(vec![part(0..2), part(0..2)]).contains("begins at leaf 0, the next is 2"));
        assert!(refused(vec![part(0..3), part(3..8)]).contains("shards of this tree have 4"));
        assert!(refused(vec![part(0..2), part(2..6)]).contains("shards of this tree have 2"));
        let again = tree_part(lines([9, 9, 3, 4]).as_bytes(), 2..4).unwrap();
        assert!(refused(vec![part(0..2), TreePart { first: ("p".into(), 1), ..again }]).contains("leaf 2"));
    }

    #[test]
    fn lines_that_are_no_leaves_or_out_of_order_are_refused() {
        let refused = |text: &str, range| tree_part(text.as_bytes(), range).unwrap_err().to_string();
        assert!(refused("", 0..4).contains("no leaves"));
        assert!(refused(&lines(0..4), 4..8).contains("no leaves"));
        assert!(refused(&lines([0, 2, 1]), 0..4).contains("leaf 2 does not come after"));
        assert!(refused(&lines([0, 1, 1]), 0..4).contains("leaf 2 does not come after"));
        assert!(refused(&(lines(0..1) + "{}\n"), 0..4).contains("leaf 1 cannot be read"));
    }
}
