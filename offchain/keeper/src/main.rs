//! `keeper`: the collector as a process.

use anyhow::Context;
use clap::{Parser, Subcommand};
use keeper::{FeedRound, HttpMembers, Settlement, post_prices};
use std::path::PathBuf;
use std::time::Duration;
use weal_client::{ComputeEscrow, Deployment, Endpoints, Oracle, Receipt, WasmdChain};

/// The time that a quorum waits for the members that are still reading.
const GRACE: Duration = Duration::from_secs(3);

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
    /// The account that pays for the transaction.
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
    /// Brings the members' readings of the next epoch together, has the chain choose them, and posts the settlement root.
    Settle {
        /// The time in which the members are asked, seconds.
        #[arg(long, default_value_t = 120)]
        patience: u64,
    },
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let chain = WasmdChain::connect(&endpoints, "artifacts")?;
    let deployment = Deployment::open(&arguments.deployments, &chain)?;
    let oracle = Oracle::at(deployment.address("oracle")?);
    let escrow = ComputeEscrow::at(deployment.address("compute-escrow")?);
    let members = HttpMembers::at(arguments.oracles);
    let receipt = match &arguments.task {
        Task::Prices { feed, round } => post_prices(
            &chain,
            &oracle,
            &arguments.account,
            FeedRound { feed, round: *round },
            members.statements(),
        )?,
        Task::Settle { patience } => {
            let settlement = Settlement {
                chain: &chain,
                oracle: &oracle,
                consumer: &escrow.address,
                signer: &arguments.account,
                members: &members,
                grace: GRACE,
            };
            let settled = settlement.run(Duration::from_secs(*patience))?;
            if !settled.dissent.is_empty() {
                eprintln!("members {:?} signed something else", settled.dissent);
            }
            settled.receipt
        }
    };
    print(&receipt)
}

/// One line of JSON, for whoever started this process.
fn print(receipt: &Receipt) -> anyhow::Result<()> {
    let line = serde_json::json!({
        "tx_hash": receipt.tx_hash, "height": receipt.height, "gas_used": receipt.gas_used,
    });
    println!("{}", serde_json::to_string(&line).context("receipt")?);
    Ok(())
}
