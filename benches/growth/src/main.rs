//! What messages cost as users, positions and leases grow: they must not cost more.
//!
//! `scripts/bench growth` starts the chain, builds the contracts, calls this program and reads the JSON that it prints.
#![allow(clippy::arithmetic_side_effects)] // gas and seconds, off chain: overflow checks are on

mod crowd;

use clap::Parser;
use crowd::Crowd;
use driver::Net;
use serde::Serialize;
use std::path::PathBuf;

/// Measures what messages cost beside many others' records.
#[derive(Parser)]
struct Arguments {
    /// As `scripts/localnet` writes it.
    #[arg(long)]
    endpoints: PathBuf,
    /// Folder with `<contract>.wasm`.
    #[arg(long)]
    artifacts: PathBuf,
    /// The largest crowd.
    #[arg(long, default_value_t = 10_000)]
    most: usize,
}

/// One operation beside one crowd.
#[derive(Serialize)]
struct Row {
    operation: &'static str,
    /// Others that have a balance, LP shares or a lease.
    others: usize,
    /// The median of three.
    gas: u64,
    /// All three.
    samples: Vec<u64>,
}

/// Measurements of each operation; the median counts.
const ROUNDS: usize = 3;

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let net = Net::connect(&arguments.endpoints, &arguments.artifacts)?;
    let mut crowd = Crowd::found(&net)?;
    let mut rows: Vec<Row> = Vec::new();
    for others in [0, 100, arguments.most] {
        eprintln!("growing to {others} others");
        crowd.grow(&net, others)?;
        crowd.round(&net)?; // writes keys that later rounds find
        let rounds = (0..ROUNDS).map(|_| crowd.round(&net)).collect::<anyhow::Result<Vec<_>>>()?;
        for (place, (operation, _)) in rounds[0].iter().enumerate() {
            let mut samples: Vec<u64> = rounds.iter().map(|round| round[place].1).collect();
            samples.sort_unstable();
            eprintln!("  {operation}: {samples:?}");
            rows.push(Row { operation, others, gas: samples[ROUNDS / 2], samples });
        }
    }
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}
