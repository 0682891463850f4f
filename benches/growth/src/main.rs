//! The gas of messages as users, positions, leases and grants grow, which must not grow with them; and the gas of a
//! swap by hops.
//!
//! `scripts/bench growth` starts the chain, builds the contracts, calls this program and reads the JSON that it prints.
#![allow(clippy::arithmetic_side_effects)] // gas and seconds, off chain: overflow checks are on

mod crowd;
mod savers;
mod way;

use clap::Parser;
use crowd::Crowd;
use driver::Net;
use savers::Savers;
use serde::Serialize;
use std::path::PathBuf;
use way::{LONGEST, Way};

/// Measures what messages cost beside many others' records.
#[derive(Parser)]
struct Arguments {
    /// The endpoints' file, as `scripts/localnet` writes it.
    #[arg(long)]
    endpoints: PathBuf,
    /// Folder with `<contract>.wasm`.
    #[arg(long)]
    artifacts: PathBuf,
    /// The largest crowd.
    #[arg(long, default_value_t = 10_000)]
    most: usize,
}

/// The measurements.
#[derive(Serialize)]
struct Rows {
    /// The rows by the number of others that have a balance, LP shares, a lease, a loan, a pledge or a grant.
    others: Vec<Row>,
    /// The rows by the number of pools that a swap goes through.
    hops: Vec<Row>,
}

/// One operation at one size.
#[derive(Serialize)]
struct Row {
    operation: &'static str,
    size: usize,
    /// The median of three.
    gas: u64,
    /// The samples, three of them.
    samples: Vec<u64>,
}

/// Measurements of each operation; the median counts.
const ROUNDS: usize = 3;

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let net = Net::connect(&arguments.endpoints, &arguments.artifacts)?;
    let hops = hops(&net)?;
    let (mut crowd, mut savers) = (Crowd::found(&net)?, Savers::found(&net)?);
    let mut others = Vec::new();
    for size in [0, 100, arguments.most] {
        eprintln!("growing to {size} others");
        crowd.grow(&net, size)?;
        savers.grow(&net, size)?;
        let mut round = || anyhow::Ok([crowd.round(&net)?, savers.round(&net)?].concat());
        round()?; // writes keys that later rounds find
        let rounds = (0..ROUNDS).map(|_| round()).collect::<anyhow::Result<Vec<_>>>()?;
        for (place, (operation, _)) in rounds[0].iter().enumerate() {
            others.push(row(operation, size, rounds.iter().map(|round| round[place].1).collect()));
        }
    }
    println!("{}", serde_json::to_string_pretty(&Rows { others, hops })?);
    Ok(())
}

fn hops(net: &Net) -> anyhow::Result<Vec<Row>> {
    let mut way = Way::found(net)?;
    way.swap(net, LONGEST)?; // writes keys that later swaps find
    let mut rows = Vec::new();
    for hops in [1, 2, 4, LONGEST] {
        let samples = (0..ROUNDS).map(|_| way.swap(net, hops)).collect::<anyhow::Result<_>>()?;
        rows.push(row("amm-pool: swap, chained", hops, samples));
    }
    Ok(rows)
}

fn row(operation: &'static str, size: usize, mut samples: Vec<u64>) -> Row {
    samples.sort_unstable();
    eprintln!("  {operation}: {samples:?}");
    Row { operation, size, gas: samples[ROUNDS / 2], samples }
}
