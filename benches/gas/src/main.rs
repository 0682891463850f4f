//! The gas of each message on a real chain, beside that of what the field deploys.
//!
//! `scripts/bench gas` starts the chain, builds both sides, calls this program and reads the JSON that it prints.

mod committee;
mod governors;
mod ledger;
mod operations;
mod report;
mod routed;
mod stage;

use clap::Parser;
use ledger::Ledger;
use stage::Stage;
use std::path::PathBuf;
use weal_client::{Endpoints, WasmdChain};

/// Measures every operation on both sides in one run.
#[derive(Parser)]
struct Arguments {
    /// The endpoints' file, as `scripts/localnet` writes it.
    #[arg(long)]
    endpoints: PathBuf,
    /// Folder with `<contract>.wasm` of ours and `peer_<name>.wasm` of the field's.
    #[arg(long)]
    artifacts: PathBuf,
    /// Measurements of each operation; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Leave out the second half, in which governance has pinned every code.
    #[arg(long)]
    unpinned_only: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let chain = WasmdChain::connect(&endpoints, &arguments.artifacts)?;
    eprintln!("deploying both sides");
    let stage = Stage::build(&chain)?;
    let mut rows = measure(&stage, arguments.rounds, false)?;
    if !arguments.unpinned_only {
        eprintln!("pinning {} codes by governance", stage.codes.len());
        driver::governance::pin(
            &chain,
            &weal_client::RpcClient::new(&endpoints.chain_id, &endpoints.rpc),
            "operator",
            stage.codes.values().copied().collect(),
        )?;
        rows.extend(measure(&stage, arguments.rounds, true)?);
    }
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}

/// One round that is not counted, so that every key exists, then `rounds` that are.
fn measure(stage: &Stage<'_>, rounds: usize, pinned: bool) -> anyhow::Result<Vec<report::Row>> {
    let mut ledger = Ledger::default();
    for round in 0..=rounds {
        if round == 1 {
            ledger = Ledger::default();
        }
        eprintln!("{} round {round} of {rounds}", if pinned { "pinned" } else { "unpinned" });
        operations::round(stage, &mut ledger)?;
    }
    ledger.rows(pinned)
}
