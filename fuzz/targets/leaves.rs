//! Packed leaves have one form: bytes that unpack are the bytes that packing makes, and leaves that pack come back.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use weal_api::compute_escrow::{MAX_CLAIMED_LEAVES, pack_leaves, unpack_leaves};
use weal_attestation::SettlementLeaf;

/// Bytes to unpack, and leaves to pack.
#[derive(Arbitrary, Debug)]
struct Input<'a> {
    leaves: Vec<Leaf>,
    packed: &'a [u8],
}

/// A leaf, with the distance of its index and its lease from those before, so that most lists ascend.
#[derive(Arbitrary, Debug)]
struct Leaf {
    index_step: u8,
    lease_step: u8,
    is_far: Option<(u64, u64)>,
    figures: [u64; 3],
    commitment: Option<[u8; 32]>,
    charge: u128,
    metered_until: u64,
}

fuzz_target!(|input: Input<'_>| {
    if let Ok(leaves) = unpack_leaves(input.packed) {
        assert!(leaves.len() <= MAX_CLAIMED_LEAVES);
        assert!(leaves.is_sorted_by(|a, b| a.0 < b.0 && a.1.lease_id < b.1.lease_id), "both ascend");
        assert_eq!(pack_leaves(&leaves).as_deref(), Ok(input.packed));
    }

    let leaves = placed(&input.leaves);
    let ascends = leaves.is_sorted_by(|a, b| a.0 < b.0 && a.1.lease_id < b.1.lease_id);
    match pack_leaves(&leaves) {
        Ok(packed) => assert_eq!(unpack_leaves(&packed).as_ref(), Ok(&leaves)),
        Err(refusal) => assert!(!ascends || leaves.len() > MAX_CLAIMED_LEAVES, "{refusal}"),
    }
});

/// The leaves with their indices.
fn placed(leaves: &[Leaf]) -> Vec<(u64, SettlementLeaf)> {
    let (mut index, mut lease_id) = (0_u64, 0_u64);
    let leaf = |leaf: &Leaf| {
        index = index.wrapping_add(leaf.index_step.into());
        lease_id = lease_id.wrapping_add(leaf.lease_step.into());
        (index, lease_id) = leaf.is_far.unwrap_or((index, lease_id));
        let [gpu_seconds, uptime_seconds, latency_p95_ms] = leaf.figures;
        let line = SettlementLeaf {
            lease_id,
            gpu_seconds,
            uptime_seconds,
            latency_p95_ms,
            output_commitment: leaf.commitment.unwrap_or_default(),
            charge: leaf.charge,
            metered_until: leaf.metered_until,
        };
        (index, line)
    };
    leaves.iter().map(leaf).collect()
}
