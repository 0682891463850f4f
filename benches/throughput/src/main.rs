//! The number of transactions that a chain commits a second, by what they do: coins sent, swaps, claims of leases.
//!
//! `scripts/bench chain` starts chains of one and of four validators, calls this program and reads the JSON that it prints.
#![allow(clippy::arithmetic_side_effects)] // gas and seconds, off chain: overflow checks are on

mod blocks;
mod flood;
mod node;
mod work;

use clap::Parser;
use driver::Net;
use serde::Serialize;
use std::path::PathBuf;
use work::Work;

/// Floods a chain and counts what it commits.
#[derive(Parser)]
struct Arguments {
    /// The endpoints' file, as `scripts/localnet` writes it.
    #[arg(long)]
    endpoints: PathBuf,
    /// Folder with `<contract>.wasm`.
    #[arg(long)]
    artifacts: PathBuf,
    /// The address at which the first node tells its metrics, `host:port`.
    #[arg(long)]
    metrics: String,
    /// Accounts, each of which sends one transaction in a flood: so none waits for another of the same account. The mempool
    /// holds 5,000.
    #[arg(long, default_value_t = 4_000)]
    senders: usize,
    /// Floods of each kind.
    #[arg(long, default_value_t = 2)]
    rounds: usize,
}

/// One flood.
#[derive(Serialize)]
struct Row {
    kind: &'static str,
    validators: usize,
    round: usize,
    transactions: usize,
    failed: usize,
    seconds: f64,
    per_second: f64,
    /// The ratio to the bank sends of the same round.
    ratio: f64,
    blocks: usize,
    gas_per_block: u64,
    most_gas_in_a_block: u64,
    /// The part of the flood's time that the first node spent on processing blocks, by its own metric.
    processing_share: f64,
    /// Processor time of all nodes.
    cpu_ms_per_transaction: f64,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let net = Net::connect(&arguments.endpoints, &arguments.artifacts)?;
    let nodes = node::Nodes::read(&arguments.endpoints, &arguments.metrics)?;
    let mut work = Work::prepare(&net, arguments.senders)?;
    // An account's first transaction also stores its key.
    flood::measure(&net, &nodes, &work.sign(&net, work::KINDS[0])?, work::KINDS[0], 0)?;
    let mut rows: Vec<Row> = Vec::new();
    for round in 1..=arguments.rounds {
        let mut bank = None;
        for kind in work::KINDS {
            let signed = work.sign(&net, kind)?;
            let mut row = flood::measure(&net, &nodes, &signed, kind, round)?;
            row.ratio = row.per_second / *bank.get_or_insert(row.per_second);
            eprintln!("{}", serde_json::to_string(&row)?);
            rows.push(row);
        }
    }
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}
