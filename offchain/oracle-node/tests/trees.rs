//! The tree commands of the shipped binary.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use cosmwasm_std::{Binary, Uint128};
use oracle_node::{LeafRecord, WholeTree};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use weal_api::compute_escrow::Leaf;
use weal_attestation::SettlementLeaf;
use weal_attestation::sum_tree::{SumNode, SumTree};

fn oracle_node(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_oracle-node")).args(arguments).output().unwrap()
}

fn leaf(lease_id: u64) -> SettlementLeaf {
    SettlementLeaf {
        lease_id,
        gpu_seconds: lease_id,
        uptime_seconds: 7,
        latency_p95_ms: 20,
        output_commitment: [7; 32],
        charge: u128::from(lease_id) << 70,
        metered_until: 1_000,
    }
}

fn record(leaf: &SettlementLeaf) -> LeafRecord {
    LeafRecord {
        lease_id: leaf.lease_id,
        provider: format!("provider{}", leaf.lease_id / 10),
        leaf: Leaf {
            gpu_seconds: leaf.gpu_seconds,
            uptime_seconds: leaf.uptime_seconds,
            latency_p95_ms: leaf.latency_p95_ms,
            output_commitment: Binary::from(leaf.output_commitment),
            charge: Uint128::new(leaf.charge),
            metered_until: leaf.metered_until,
        },
    }
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn parts_built_apart_and_merged_have_the_root_of_one_tree() {
    let folder = folder("parts");
    let leaves: Vec<SettlementLeaf> = (10..87).map(leaf).collect();
    let lines = leaves.iter().map(|leaf| serde_json::to_string(&record(leaf)).unwrap() + "\n");
    let file = folder.join("leaves.jsonl");
    std::fs::write(&file, lines.collect::<String>()).unwrap();
    let mut parts = Vec::new();
    for from in (0..leaves.len()).step_by(16) {
        let (range, out) = (format!("{from}..{}", from + 16), folder.join(format!("{from}.json")));
        let built = oracle_node(&[
            "tree",
            "--file",
            file.to_str().unwrap(),
            "--leaves",
            &range,
            "--out",
            out.to_str().unwrap(),
        ]);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        parts.insert(0, out.to_str().unwrap().to_owned());
    }
    assert_eq!(parts.len(), 5);

    let mut merge = vec!["merge"];
    merge.extend(parts.iter().map(String::as_str));
    let merged = oracle_node(&merge);

    assert!(merged.status.success(), "{}", String::from_utf8_lossy(&merged.stderr));
    let whole: WholeTree = serde_json::from_slice(&merged.stdout).unwrap();
    let nodes = leaves.iter().map(|leaf| SumNode::leaf(leaf.charge, &leaf.to_bytes()));
    let expected = SumTree::new(nodes.collect()).unwrap().root();
    assert_eq!(whole.root, Binary::from(expected.hash));
    assert_eq!((whole.leaf_count, whole.total_charge.u128()), (77, expected.sum));

    let gap = oracle_node(&["merge", &parts[4], &parts[2]]);
    let said = String::from_utf8_lossy(&gap.stderr).into_owned();
    assert!(!gap.status.success() && said.contains("begins at leaf 32, the next is 16"), "{said}");
}

#[test]
fn signing_needs_a_member_and_a_part_needs_a_range() {
    let price = ["price", "--feed", "a", "--round", "1", "--price", "1"];
    let said = |arguments: &[&str]| {
        let output = oracle_node(arguments);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&price).contains("--key-file"), "{}", said(&price));
    let some: Vec<&str> = ["--member", "0"].iter().chain(&price).copied().collect();
    assert!(said(&some).contains("endpoints"), "{}", said(&some));
    for range in ["4", "4..4", "5..4", "a..b", "-1..4"] {
        let range = format!("--leaves={range}");
        let wrong = said(&["tree", "--file", "f", &range, "--out", "o"]);
        assert!(wrong.contains("--leaves"), "{wrong}");
    }
    assert!(said(&["merge"]).contains("PARTS"));
}
