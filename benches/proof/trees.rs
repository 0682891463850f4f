//! Settlement trees: built whole and from shards, and claims of 100 neighbouring leases.

use crate::best_of;
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use weal_attestation::SettlementLeaf;
use weal_attestation::multiproof::verify_multiproof;
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_attestation::sum_tree_shards::{MergedTree, ShardRoot};
use weal_compute_proof::native::all_threads;

/// Leaves of a shard are 2^HEIGHT.
const HEIGHT: u32 = 16;

fn leaf(lease_id: &u64) -> SumNode {
    let charge = u128::from(*lease_id) * 3_600;
    let leaf = SettlementLeaf {
        lease_id: *lease_id,
        gpu_seconds: 3_600,
        uptime_seconds: 3_600,
        latency_p95_ms: 20,
        output_commitment: [0; 32],
        charge,
        metered_until: 1_800_000_000,
    };
    SumNode::leaf(charge, &leaf.to_bytes())
}

/// One object for each size and number of threads.
pub(crate) fn measure(quiet: bool) -> Vec<Value> {
    let mut rows = Vec::new();
    if !quiet {
        println!("leaves      threads   build s   merge s   prove s  verify s  proof nodes (100 neighbours)");
    }
    let mut threads = vec![NonZeroUsize::MIN, all_threads()];
    threads.dedup();
    for size in [1_000u64, 100_000, 1_000_000] {
        let leases: Vec<u64> = (0..size).collect();
        for &threads in &threads {
            let (build_s, tree) = best_of(3, || SumTree::on_threads(&leases, leaf, threads).unwrap());
            let shards: Vec<ShardRoot> = leases
                .chunks(1 << HEIGHT)
                .map(|shard| SumTree::on_threads(shard, leaf, threads).unwrap())
                .map(|shard| ShardRoot { root: shard.root(), size: shard.size() })
                .collect();
            let (merge_s, merged) = best_of(9, || MergedTree::new(HEIGHT, &shards).unwrap());
            assert_eq!(merged.root(), tree.root(), "shards give the root of the whole");
            let first = size / 3;
            let indices: Vec<u64> = (first..first + 100).collect();
            let (prove_s, proof) = best_of(9, || tree.prove(&indices).unwrap());
            let packed = proof.to_bytes();
            let claimed: Vec<_> = indices.iter().map(|index| (*index, leaf(index))).collect();
            let (verify_s, verdict) =
                best_of(9, || verify_multiproof(&tree.root(), size, claimed.clone(), &packed));
            assert_eq!(verdict, Ok(()));
            let nodes = proof.nodes();
            if !quiet {
                println!(
                    "{size:<11} {threads:>7} {build_s:>9.4} {merge_s:>9.6} {prove_s:>9.6} {verify_s:>9.6} {nodes:>12}"
                );
            }
            rows.push(json!({
                "leaves": size, "threads": threads, "build_s": build_s, "merge_s": merge_s, "prove_s": prove_s,
                "verify_s": verify_s, "proof_nodes": nodes,
            }));
        }
    }
    rows
}
