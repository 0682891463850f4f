//! Settlement trees of any size that hold the provider's leases.

use cosmwasm_std::{Binary, Uint128};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use weal_api::compute_escrow::{ClaimMsg, Leaf};
use weal_attestation::SettlementLeaf;
use weal_attestation::sum_tree::{SumNode, SumTree};

/// The places of the provider's leases in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Side by side, as the order by provider puts them.
    Contiguous,
    /// Evenly over the whole tree, as an order by lease would.
    Scattered,
}

impl Layout {
    /// The position of lease number `place` of `count` in a tree of `size`.
    fn position(self, place: u64, count: u64, size: u64) -> u64 {
        match self {
            // Not at the left edge, where the tree is at its fullest.
            Self::Contiguous => (size / 3).min(size - count) + place,
            Self::Scattered => (size / count) * place + size / count / 2,
        }
    }
}

/// A lease's line: what `elapsed` seconds on so many GPUs cost.
pub fn leaf(lease_id: u64, (gpus, elapsed): (u32, u64), charge: u128, metered_until: u64) -> SettlementLeaf {
    SettlementLeaf {
        lease_id,
        gpu_seconds: elapsed * u64::from(gpus),
        uptime_seconds: elapsed,
        latency_p95_ms: 40,
        output_commitment: [0; 32],
        charge,
        metered_until,
    }
}

/// The tree of `size` leaves with `ours` at their places, and those with their positions. The others are of leases that this
/// chain does not have.
pub fn plant(
    size: u64,
    layout: Layout,
    ours: Vec<SettlementLeaf>,
) -> anyhow::Result<(SumTree, Vec<(u64, SettlementLeaf)>)> {
    let count = ours.len() as u64;
    let placed: BTreeMap<u64, SettlementLeaf> =
        (0..).zip(ours).map(|(place, leaf)| (layout.position(place, count, size), leaf)).collect();
    let node = |position: &u64| {
        let leaf = placed
            .get(position)
            .cloned()
            .unwrap_or_else(|| leaf(1 << 32 | position, (8, 3_600), 90_000, 1_800_000_000));
        SumNode::leaf(leaf.charge, &leaf.to_bytes())
    };
    let positions: Vec<u64> = (0..size).collect();
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Ok((SumTree::on_threads(&positions, node, threads)?, placed.into_iter().collect()))
}

/// The claim of one leaf.
pub fn claim(epoch: u64, tree: &SumTree, (index, leaf): &(u64, SettlementLeaf)) -> anyhow::Result<ClaimMsg> {
    Ok(ClaimMsg {
        lease_id: leaf.lease_id,
        epoch,
        leaf: Leaf {
            gpu_seconds: leaf.gpu_seconds,
            uptime_seconds: leaf.uptime_seconds,
            latency_p95_ms: leaf.latency_p95_ms,
            output_commitment: Binary::from(leaf.output_commitment),
            charge: Uint128::new(leaf.charge),
            metered_until: leaf.metered_until,
        },
        index: *index,
        proof: Binary::new(tree.prove(&[*index])?.to_bytes()),
    })
}
