//! Merkle and sum trees have the root of their definition, and a proof that is accepted is the one that the tree makes.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use weal_attestation::multiproof::{verify_inclusion, verify_multiproof};
use weal_attestation::sum_tree::{SUM_NODE_BYTES, SumNode, SumTree};
use weal_attestation::sum_tree_shards::{MergedTree, ShardRoot};
use weal_attestation::{Hash, merkle, sha256};

/// A tree, a choice of its leaves, and how the proof is spoilt.
#[derive(Arbitrary, Debug)]
struct Input<'a> {
    leaves: Vec<(u128, u8)>,
    is_chosen: Vec<bool>,
    height: u8,
    spoils: Vec<Spoil>,
    forged: &'a [u8],
}

/// One change of a proof that was right.
#[derive(Arbitrary, Debug)]
enum Spoil {
    Byte { at: u16, by: u8 },
    Cut { by: u8 },
    Append(u8),
    Index { which: u8, to: u64 },
    Leaf { which: u8, sum: u128, byte: u8 },
    Size(u64),
}

/// The evidence that a verifier is shown beside the root.
#[derive(Clone, PartialEq)]
struct Shown {
    size: u64,
    leaves: Vec<(u64, SumNode)>,
    nodes: Vec<u8>,
}

const MOST_LEAVES: usize = 70;

fuzz_target!(|input: Input<'_>| {
    let leaves: Vec<_> =
        input.leaves.iter().take(MOST_LEAVES).map(|(sum, byte)| SumNode::leaf(*sum, &[*byte])).collect();
    let hashes: Vec<_> =
        input.leaves.iter().take(MOST_LEAVES).map(|(_, byte)| merkle::leaf_hash(&[*byte])).collect();
    let indices: Vec<u64> =
        (0..leaves.len() as u64).filter(|i| input.is_chosen.get(*i as usize) == Some(&true)).collect();
    merkle_proofs(&hashes, input.forged);
    sum_proofs(&leaves, &indices, &input);
});

/// RFC 6962 §2.1, read literally.
fn merkle_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            sha256(&[&[1], &merkle_root(left), &merkle_root(right)])
        }
    }
}

/// The same with sums; none where they overflow.
fn sum_root(leaves: &[SumNode]) -> Option<SumNode> {
    match leaves {
        [] => Some(SumNode { sum: 0, hash: sha256(&[]) }),
        [only] => Some(*only),
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            let (left, right) = (sum_root(left)?, sum_root(right)?);
            let hash =
                sha256(&[&[1], &left.sum.to_be_bytes(), &left.hash, &right.sum.to_be_bytes(), &right.hash]);
            Some(SumNode { sum: left.sum.checked_add(right.sum)?, hash })
        }
    }
}

fn merkle_proofs(leaves: &[Hash], forged: &[u8]) {
    let tree = merkle::Tree::from_leaf_hashes(leaves.to_vec());
    assert_eq!(tree.root(), merkle_root(leaves));
    let size = tree.size();
    let (forged, _) = forged.as_chunks::<32>();
    for (index, leaf) in (0..).zip(leaves) {
        let proof = tree.proof(index).expect("the leaf is in the tree");
        assert_eq!(merkle::proof_length(index, size), Ok(proof.len()));
        assert_eq!(merkle::verify(&tree.root(), leaf, index, size, &proof), Ok(()));
        let is_accepted = merkle::verify(&tree.root(), leaf, index, size, forged).is_ok();
        assert_eq!(is_accepted, forged == proof);
    }
    assert!(tree.proof(size).is_err());
}

fn sum_proofs(leaves: &[SumNode], indices: &[u64], input: &Input<'_>) {
    let tree = match (SumTree::new(leaves.to_vec()), sum_root(leaves)) {
        (Ok(tree), Some(root)) => {
            assert_eq!(tree.root(), root);
            tree
        }
        (found, reference) => return assert!(found.is_err() && reference.is_none(), "both overflow"),
    };
    let Ok(proof) = tree.prove(indices) else { return assert!(indices.is_empty()) };
    assert_eq!(composed(leaves, indices, input.height % 8, &tree), proof.to_bytes(), "shards prove the same");

    let placed = indices.iter().map(|index| (*index, leaves[*index as usize])).collect();
    let right = Shown { size: tree.size(), leaves: placed, nodes: proof.to_bytes() };
    assert_eq!(right.nodes.len(), proof.nodes() * SUM_NODE_BYTES);
    assert!(is_accepted(&tree, &right));
    for forged in [spoilt(&right, &input.spoils), Shown { nodes: input.forged.to_vec(), ..right.clone() }] {
        // Another size can give the same shape along the way of these leaves: then nothing false is proven.
        if is_accepted(&tree, &forged) {
            assert!(
                forged.leaves == right.leaves && forged.nodes == right.nodes,
                "a forged proof is accepted"
            );
        }
    }
}

fn is_accepted(tree: &SumTree, shown: &Shown) -> bool {
    let found = verify_multiproof(&tree.root(), shown.size, shown.leaves.clone(), &shown.nodes);
    if let [(index, leaf)] = shown.leaves[..] {
        assert_eq!(verify_inclusion(&tree.root(), shown.size, index, leaf, &shown.nodes), found);
    }
    found.is_ok()
}

fn spoilt(right: &Shown, spoils: &[Spoil]) -> Shown {
    let mut shown = right.clone();
    for spoil in spoils.iter().take(4) {
        let (count, length) = (shown.leaves.len(), shown.nodes.len().max(1));
        match spoil {
            Spoil::Byte { at, by } => {
                if let Some(byte) = shown.nodes.get_mut(usize::from(*at) % length) {
                    *byte ^= by;
                }
            }
            Spoil::Cut { by } => shown.nodes.truncate(shown.nodes.len().saturating_sub((*by).into())),
            Spoil::Append(byte) => shown.nodes.push(*byte),
            Spoil::Index { which, to } => shown.leaves[usize::from(*which) % count].0 = *to,
            Spoil::Leaf { which, sum, byte } => {
                shown.leaves[usize::from(*which) % count].1 = SumNode::leaf(*sum, &[*byte]);
            }
            Spoil::Size(size) => shown.size = *size,
        }
    }
    shown
}

/// The proof of the same leaves, made by shards of 2^`height` leaves.
fn composed(leaves: &[SumNode], indices: &[u64], height: u8, whole: &SumTree) -> Vec<u8> {
    let shards: Vec<_> = leaves
        .chunks(1 << height)
        .map(|shard| SumTree::new(shard.to_vec()).expect("a part of the sum"))
        .collect();
    let roots: Vec<_> =
        shards.iter().map(|shard| ShardRoot { root: shard.root(), size: shard.size() }).collect();
    let merged = MergedTree::new(height.into(), &roots).expect("the shards are full");
    assert_eq!((merged.root(), merged.size()), (whole.root(), whole.size()));
    let mut chosen: Vec<(u64, Vec<u64>)> = vec![];
    for index in indices {
        let (shard, within) = merged.locate(*index).expect("the leaf is in the tree");
        match chosen.last_mut() {
            Some((last, list)) if *last == shard => list.push(within),
            _ => chosen.push((shard, vec![within])),
        }
    }
    let prove = |(shard, list): &(u64, Vec<u64>)| {
        (*shard, shards[*shard as usize].prove(list).expect("it holds them"))
    };
    let parts: Vec<_> = chosen.iter().map(prove).collect();
    merged.compose(&parts).expect("shards ascend").to_bytes()
}
