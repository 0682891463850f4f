//! `keeper`: the collector as a process.

use anyhow::Context;
use clap::{Parser, Subcommand};
use client::{ComputeEscrow, Deployment, Endpoints, HttpClient, Oracle, Receipt, WasmdChain};
use keeper::{agreeing, post_prices, post_settlement, quorum, verified};
use std::path::PathBuf;

/// Asks the committee's members for what they signed, and posts it once a quorum agrees.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The chain's endpoints, as scripts/localnet writes them.
    #[arg(long)]
    endpoints: PathBuf,
    /// The folder of deployments/<chain-id>.json.
    #[arg(long)]
    deployments: PathBuf,
    /// Who pays for the transaction.
    #[arg(long, default_value = "keeper")]
    account: String,
    /// The members' URLs, with commas between. One that does not answer is passed over.
    #[arg(long, required = true, value_delimiter = ',')]
    oracles: Vec<String>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Posts a price round.
    Prices {
        /// The feed.
        #[arg(long)]
        feed: String,
        /// The round.
        #[arg(long)]
        round: u64,
    },
    /// Posts an epoch's settlement root.
    Settle,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let chain = WasmdChain::connect(&endpoints, "artifacts")?;
    let deployment = Deployment::open(&arguments.deployments, &chain)?;
    let oracle = Oracle::at(deployment.address("oracle")?);
    let escrow = ComputeEscrow::at(deployment.address("compute-escrow")?);
    let receipt = match &arguments.task {
        Task::Prices { feed, round } => {
            let heard = ask(&arguments.oracles);
            post_prices(&chain, &oracle, &arguments.account, (feed, *round), heard)?
        }
        Task::Settle => {
            let heard = verified(&chain, &oracle, &escrow.address, ask(&arguments.oracles))?;
            let signed = agreeing(&heard, quorum(&chain, &oracle)?)?;
            if !signed.dissent.is_empty() {
                eprintln!("members {:?} signed something else", signed.dissent);
            }
            post_settlement(&chain, &oracle, &arguments.account, &escrow.address, &signed)?
        }
    };
    print(&receipt)
}

/// What each member that answers has signed.
fn ask<T: serde::de::DeserializeOwned>(urls: &[String]) -> Vec<T> {
    urls.iter()
        .filter_map(|url| {
            let answer = HttpClient::at(url).json("/statement");
            answer.inspect_err(|error| eprintln!("{error}")).ok()
        })
        .collect()
}

/// One line of JSON, for whoever started this process.
fn print(receipt: &Receipt) -> anyhow::Result<()> {
    let line = serde_json::json!({
        "tx_hash": receipt.tx_hash, "height": receipt.height, "gas_used": receipt.gas_used,
    });
    println!("{}", serde_json::to_string(&line).context("receipt")?);
    Ok(())
}
