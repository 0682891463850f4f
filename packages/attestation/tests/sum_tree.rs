//! The sum tree, its proofs and its shards, against a reference written from the definition.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

use proptest::prelude::*;
use weal_attestation::multiproof::{verify_inclusion, verify_multiproof};
use weal_attestation::sha256;
use weal_attestation::sum_tree::{MAX_LEAVES, SUM_NODE_BYTES, SumNode, SumTree, SumTreeError};
use weal_attestation::sum_tree_shards::{MergedTree, ShardRoot};

fn leaf(index: u64) -> SumNode {
    let charge = u128::from(index) * 1_000_003 + 7;
    SumNode::leaf(charge, &[&index.to_be_bytes()[..], &charge.to_be_bytes()].concat())
}

fn leaves(size: u64) -> Vec<SumNode> {
    (0..size).map(leaf).collect()
}

fn tree(size: u64) -> SumTree {
    SumTree::new(leaves(size)).unwrap()
}

fn placed(indices: &[u64]) -> Vec<(u64, SumNode)> {
    indices.iter().map(|&index| (index, leaf(index))).collect()
}

/// RFC 6962 §2.1 read literally: split at the largest power of two below the size.
fn reference_root(leaves: &[SumNode]) -> SumNode {
    match leaves {
        [] => SumNode { sum: 0, hash: sha256(&[]) },
        [only] => *only,
        _ => {
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = (reference_root(&leaves[..split]), reference_root(&leaves[split..]));
            let preimage =
                [&[1][..], &left.sum.to_be_bytes(), &left.hash, &right.sum.to_be_bytes(), &right.hash]
                    .concat();
            SumNode { sum: left.sum + right.sum, hash: sha256(&[&preimage]) }
        }
    }
}

/// A size and an ascending choice of positions in it.
fn choices() -> impl Strategy<Value = (u64, Vec<u64>)> {
    (1u64..200).prop_flat_map(|size| {
        let all: Vec<u64> = (0..size).collect();
        let most = usize::try_from(size).unwrap();
        (Just(size), prop::sample::subsequence(all, 1..=most))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_choice_of_leaves_is_proven((size, indices) in choices()) {
        let tree = tree(size);
        let proof = tree.prove(&indices).unwrap();
        let packed = proof.to_bytes();
        prop_assert_eq!(packed.len(), proof.nodes() * SUM_NODE_BYTES);
        prop_assert_eq!(verify_multiproof(&tree.root(), size, placed(&indices), &packed), Ok(()));
    }

    #[test]
    fn a_proof_of_some_leaves_proves_no_other_choice((size, indices) in choices(), (_, other) in choices()) {
        prop_assume!(indices != other && other.iter().all(|&index| index < size));
        let tree = tree(size);
        let packed = tree.prove(&indices).unwrap().to_bytes();
        let moved: Vec<_> = other.iter().zip(&indices).map(|(&to, &from)| (to, leaf(from))).collect();
        prop_assume!(moved != placed(&indices));
        let found = verify_multiproof(&tree.root(), size, moved, &packed);
        let refused = matches!(
            found,
            Err(SumTreeError::RootMismatch | SumTreeError::ProofTooShort { .. } | SumTreeError::ProofTooLong { .. })
        );
        prop_assert!(refused, "{:?}", found);
    }

    #[test]
    fn any_flipped_bit_of_a_proof_leaf_or_root_is_refused((size, indices) in choices(), at: prop::sample::Index, bit in 0u8..8) {
        let tree = tree(size);
        let root = tree.root();
        let packed = tree.prove(&indices).unwrap().to_bytes();
        if !packed.is_empty() {
            let mut bad = packed.clone();
            bad[at.index(packed.len())] ^= 1 << bit;
            let found = verify_multiproof(&root, size, placed(&indices), &bad);
            let refused = matches!(found, Err(SumTreeError::RootMismatch | SumTreeError::SumOverflow));
            prop_assert!(refused);
        }
        let mut other_root = root.to_bytes();
        other_root[at.index(SUM_NODE_BYTES)] ^= 1 << bit;
        let other_root = SumNode::from_bytes(&other_root);
        prop_assert_eq!(
            verify_multiproof(&other_root, size, placed(&indices), &packed),
            Err(SumTreeError::RootMismatch)
        );
        let mut bad = placed(&indices);
        let which = at.index(bad.len());
        let mut other_leaf = bad[which].1.to_bytes();
        other_leaf[at.index(SUM_NODE_BYTES)] ^= 1 << bit;
        bad[which].1 = SumNode::from_bytes(&other_leaf);
        let found = verify_multiproof(&root, size, bad, &packed);
        let refused = matches!(found, Err(SumTreeError::RootMismatch | SumTreeError::SumOverflow));
        prop_assert!(refused, "{:?}", found);
    }

    #[test]
    fn shards_merge_to_the_whole_and_their_proofs_compose((size, indices) in choices(), height in 0u32..9) {
        let whole = tree(size);
        let shards: Vec<SumTree> =
            leaves(size).chunks(1 << height).map(|shard| SumTree::new(shard.to_vec()).unwrap()).collect();
        let roots: Vec<_> = shards.iter().map(|shard| ShardRoot { root: shard.root(), size: shard.size() }).collect();
        let merged = MergedTree::new(height, &roots).unwrap();
        prop_assert_eq!((merged.root(), merged.size()), (whole.root(), size));

        let mut parts: Vec<(u64, Vec<u64>)> = Vec::new();
        for &index in &indices {
            let (shard, within) = merged.locate(index).unwrap();
            match parts.last_mut() {
                Some((last, list)) if *last == shard => list.push(within),
                _ => parts.push((shard, vec![within])),
            }
        }
        let proofs: Vec<_> = parts
            .iter()
            .map(|(shard, list)| (*shard, shards[usize::try_from(*shard).unwrap()].prove(list).unwrap()))
            .collect();
        let composed = merged.compose(&proofs).unwrap().to_bytes();
        prop_assert_eq!(composed, whole.prove(&indices).unwrap().to_bytes());
    }
}

#[test]
fn every_small_tree_has_the_root_of_the_definition() {
    for size in 0..=130 {
        assert_eq!(tree(size).root(), reference_root(&leaves(size)), "size {size}");
    }
}

#[test]
fn every_position_of_every_small_tree_is_proven_and_no_other() {
    for size in 1..=33 {
        let tree = tree(size);
        for index in 0..size {
            let proof = tree.prove(&[index]).unwrap().to_bytes();
            for at in 0..size {
                let found = verify_inclusion(&tree.root(), size, at, leaf(index), &proof);
                assert_eq!(found.is_ok(), at == index, "leaf {index} at {at} of {size}");
            }
        }
    }
}

/// A proof alone does not fix the size: elsewhere than at the end a neighbouring size can have the same path. The size is
/// signed beside the root.
#[test]
fn a_proof_of_the_last_leaf_holds_for_its_own_size_only() {
    for size in 2..=65 {
        let tree = tree(size);
        let proof = tree.prove(&[size - 1]).unwrap().to_bytes();
        for other in [size - 1, size + 1] {
            let found = verify_inclusion(&tree.root(), other, size - 1, leaf(size - 1), &proof);
            let expected = if other == size - 1 {
                matches!(found, Err(SumTreeError::IndexOutsideTree { .. }))
            } else {
                matches!(
                    found,
                    Err(SumTreeError::RootMismatch
                        | SumTreeError::ProofTooShort { .. }
                        | SumTreeError::ProofTooLong { .. })
                )
            };
            assert!(expected, "a proof for size {size} for {other}: {found:?}");
        }
    }
}

#[test]
fn a_dropped_added_swapped_or_cut_node_is_refused() {
    let (tree, indices) = (tree(100), [3, 50, 51, 99]);
    let good = tree.prove(&indices).unwrap().to_bytes();
    let verify = |nodes: &[u8]| verify_multiproof(&tree.root(), 100, placed(&indices), nodes);
    assert_eq!(verify(&good), Ok(()));
    let count = good.len() / SUM_NODE_BYTES;
    for node in 0..count {
        let (start, end) = (node * SUM_NODE_BYTES, (node + 1) * SUM_NODE_BYTES);
        let dropped = [&good[..start], &good[end..]].concat();
        assert_eq!(verify(&dropped), Err(SumTreeError::ProofTooShort { found: count - 1 }));
        let doubled = [&good[..end], &good[start..]].concat();
        assert_eq!(verify(&doubled), Err(SumTreeError::ProofTooLong { unused: 1 }));
        if node > 0 {
            let mut swapped = good.clone();
            swapped.copy_within(start..end, start - SUM_NODE_BYTES);
            swapped[start..end].copy_from_slice(&good[start - SUM_NODE_BYTES..start]);
            assert_eq!(verify(&swapped), Err(SumTreeError::RootMismatch));
        }
    }
    let found = good.len() - 1;
    assert_eq!(verify(&good[..found]), Err(SumTreeError::PartialNode { found }));
}

#[test]
fn positions_out_of_order_doubled_or_outside_are_refused() {
    let tree = tree(10);
    let verify = |indices: &[u64]| verify_multiproof(&tree.root(), 10, placed(indices), &[]);
    assert_eq!(verify(&[4, 3]), Err(SumTreeError::NotAscending { previous: 4, index: 3 }));
    assert_eq!(verify(&[4, 4]), Err(SumTreeError::NotAscending { previous: 4, index: 4 }));
    assert_eq!(verify(&[4, 10]), Err(SumTreeError::IndexOutsideTree { index: 10, size: 10 }));
    assert_eq!(tree.prove(&[4, 4]), Err(SumTreeError::NotAscending { previous: 4, index: 4 }));
    assert_eq!(tree.prove(&[10]), Err(SumTreeError::IndexOutsideTree { index: 10, size: 10 }));
}

/// The forged multiproof of CVE-2023-34459: no leaf, and the root itself as the proof's only node.
#[test]
fn a_proof_of_no_leaf_is_refused_even_with_the_root_as_its_node() {
    let tree = tree(10);
    for nodes in [vec![], tree.root().to_bytes().to_vec()] {
        assert_eq!(verify_multiproof(&tree.root(), 10, vec![], &nodes), Err(SumTreeError::NoLeaves));
    }
    assert_eq!(tree.prove(&[]), Err(SumTreeError::NoLeaves));
}

#[test]
fn an_empty_tree_has_no_leaf_and_a_tree_of_one_needs_no_node() {
    let empty = tree(0);
    assert_eq!(empty.root(), SumNode { sum: 0, hash: sha256(&[]) });
    let outside = Err(SumTreeError::IndexOutsideTree { index: 0, size: 0 });
    assert_eq!(verify_inclusion(&empty.root(), 0, 0, empty.root(), &[]), outside);

    let one = tree(1);
    assert_eq!(verify_inclusion(&one.root(), 1, 0, leaf(0), &[]), Ok(()));
    let extra = one.root().to_bytes();
    assert_eq!(
        verify_inclusion(&one.root(), 1, 0, leaf(0), &extra),
        Err(SumTreeError::ProofTooLong { unused: 1 })
    );
}

#[test]
fn a_node_cannot_pose_as_a_leaf() {
    let tree = tree(4);
    let pair = SumNode::above(&leaf(0), &leaf(1)).unwrap();
    let right = SumNode::above(&leaf(2), &leaf(3)).unwrap();
    // With the true size the upper half alone is too short.
    assert_eq!(
        verify_inclusion(&tree.root(), 4, 0, pair, &right.to_bytes()),
        Err(SumTreeError::ProofTooShort { found: 1 })
    );
    // A leaf whose bytes are a node's preimage has another first byte.
    let preimage =
        [&leaf(0).sum.to_be_bytes()[..], &leaf(0).hash, &leaf(1).sum.to_be_bytes(), &leaf(1).hash].concat();
    assert_ne!(SumNode::leaf(pair.sum, &preimage), pair);
    assert_ne!(weal_attestation::SETTLEMENT_LEAF_BYTES, 2 * SUM_NODE_BYTES);
}

/// Moving charge from one side to the other keeps the total but not the hash.
#[test]
fn the_same_total_split_otherwise_is_another_tree() {
    let honest =
        SumNode::above(&SumNode { sum: 5, hash: [1; 32] }, &SumNode { sum: 6, hash: [2; 32] }).unwrap();
    let shifted =
        SumNode::above(&SumNode { sum: 4, hash: [1; 32] }, &SumNode { sum: 7, hash: [2; 32] }).unwrap();
    assert_eq!(honest.sum, shifted.sum);
    assert_ne!(honest.hash, shifted.hash);
}

#[test]
fn a_total_above_u128_is_refused_and_u128_itself_is_not() {
    let of = |charge| SumNode { sum: charge, hash: [0; 32] };
    assert_eq!(SumTree::new(vec![of(u128::MAX), of(1)]).unwrap_err(), SumTreeError::SumOverflow);
    let tree = SumTree::new(vec![of(u128::MAX - 1), of(1)]).unwrap();
    assert_eq!(tree.root().sum, u128::MAX);
    let proof = of(2).to_bytes();
    let found = verify_inclusion(&tree.root(), 2, 0, of(u128::MAX - 1), &proof);
    assert_eq!(found, Err(SumTreeError::SumOverflow));
}

#[test]
fn a_size_above_the_largest_tree_is_refused() {
    let (size, max) = (MAX_LEAVES + 1, MAX_LEAVES);
    let found = verify_inclusion(&leaf(0), size, 0, leaf(0), &[]);
    assert_eq!(found, Err(SumTreeError::TooManyLeaves { size, max }));
    let full = ShardRoot { root: leaf(0), size: MAX_LEAVES };
    let one = ShardRoot { root: leaf(0), size: 1 };
    assert!(MergedTree::new(32, &[full]).is_ok());
    assert_eq!(MergedTree::new(32, &[full, one]).unwrap_err(), SumTreeError::TooManyLeaves { size, max });
}

#[test]
fn a_shard_that_is_not_full_is_only_the_last() {
    let of = |size| ShardRoot { root: leaf(size), size };
    let refused = |shard, found| Err(SumTreeError::ShardSize { shard, found, required: 4 });
    assert_eq!(MergedTree::new(2, &[of(4), of(3), of(4)]).map(|tree| tree.size()), refused(1, 3));
    assert_eq!(MergedTree::new(2, &[of(4), of(5)]).map(|tree| tree.size()), refused(1, 5));
    assert_eq!(MergedTree::new(2, &[of(4), of(0)]).map(|tree| tree.size()), refused(1, 0));
    assert_eq!(MergedTree::new(2, &[of(4), of(1)]).map(|tree| tree.size()), Ok(5));
    assert_eq!(MergedTree::new(2, &[]).map(|tree| tree.size()), Err(SumTreeError::NoLeaves));
    let merged = MergedTree::new(2, &[of(4), of(1)]).unwrap();
    assert_eq!(merged.locate(4), Ok((1, 0)));
    assert_eq!(merged.locate(5), Err(SumTreeError::IndexOutsideTree { index: 5, size: 5 }));
}

/// The cost of a provider's claim of 100 neighbouring leases in a tree of 2^20.
#[test]
fn a_run_of_a_hundred_leaves_in_a_million_needs_few_nodes() {
    let tree = tree(1 << 20);
    for first in [0u64, 64, 12_345, 524_250, (1 << 20) - 100] {
        let indices: Vec<u64> = (first..first + 100).collect();
        let proof = tree.prove(&indices).unwrap();
        assert!((13..=38).contains(&proof.nodes()), "{} nodes from {first}", proof.nodes());
        assert_eq!(verify_multiproof(&tree.root(), 1 << 20, placed(&indices), &proof.to_bytes()), Ok(()));
    }
}

#[cfg(feature = "parallel")]
#[test]
fn any_number_of_threads_builds_the_same_tree() {
    for size in [0u64, 1, 4_095, 4_096, 10_001] {
        let items: Vec<u64> = (0..size).collect();
        for threads in [1, 2, 3, 7] {
            let threads = std::num::NonZeroUsize::new(threads).unwrap();
            let built = SumTree::on_threads(&items, |&index| leaf(index), threads).unwrap();
            assert_eq!((built.root(), built.size()), (tree(size).root(), size));
        }
    }
}
