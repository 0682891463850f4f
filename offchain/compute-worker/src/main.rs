//! `compute-worker`: answers oracles' probes, does one lease's work for one epoch, commits to it on chain and serves it.

use anyhow::Context;
use clap::Parser;
use compute_worker::{DigitsJob, Epoch, Fault, Machine, WorkService, Worker};
use http_service::HttpServer;
use std::path::PathBuf;
use weal_client::{ComputeEscrow, Deployment, Endpoints, Receipt, WasmdChain};

/// Answers oracles' probes of a lease's machine, computes its job, commits to the result on chain and serves it.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The chain's endpoints, as scripts/localnet writes them.
    #[arg(long)]
    endpoints: PathBuf,
    /// The folder of deployments/<chain-id>.json.
    #[arg(long)]
    deployments: PathBuf,
    /// The provider's key by name.
    #[arg(long)]
    account: String,
    /// The lease to work for.
    #[arg(long)]
    lease: u64,
    /// The epoch's number.
    #[arg(long)]
    epoch: u64,
    /// The epoch's first second (Unix time).
    #[arg(long)]
    epoch_starts_at: u64,
    /// The epoch's last second (Unix time).
    #[arg(long)]
    epoch_ends_at: u64,
    /// The address to serve at; port 0 picks a free one. It is printed.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    /// Return one wrong element (row,col): for trying what happens to a provider that cheats.
    #[arg(long, value_name = "ROW,COL")]
    wrong_element: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let chain = WasmdChain::connect(&endpoints, "artifacts")?;
    let deployment = Deployment::open(&arguments.deployments, &chain)?;
    let worker = Worker {
        escrow: ComputeEscrow::at(deployment.address("compute-escrow")?),
        account: arguments.account,
        lease_id: arguments.lease,
        fault: arguments.wrong_element.as_deref().map(wrong_element).transpose()?,
    };
    let epoch = Epoch {
        number: arguments.epoch,
        starts_at: arguments.epoch_starts_at,
        ends_at: arguments.epoch_ends_at,
    };

    let job = DigitsJob::load()?;
    let service = WorkService::new(Machine::of(&job)?);
    let server = HttpServer::bind(&arguments.listen, WorkService::limits())
        .with_context(|| arguments.listen.clone())?;
    println!("listening on {}", server.url());
    std::thread::scope(|scope| {
        scope.spawn(|| server.run(&|request| service.answer(request)));
        let receipt = worker.work(&chain, &job, &epoch).and_then(|work| {
            let receipt = worker.commit(&chain, &work)?;
            service.publish(&work);
            Ok(receipt)
        });
        match &receipt {
            Ok(receipt) => println!("{}", printed(receipt)),
            Err(_) => server.stop(),
        }
        receipt.map(|_| ())
    })?;
    Ok(())
}

/// One line of JSON, for whoever started this process.
fn printed(receipt: &Receipt) -> serde_json::Value {
    serde_json::json!({
        "tx_hash": receipt.tx_hash, "height": receipt.height, "gas_used": receipt.gas_used,
    })
}

fn wrong_element(text: &str) -> anyhow::Result<Fault> {
    let (row, col) = text.split_once(',').context("--wrong-element takes ROW,COL")?;
    Ok(Fault::WrongElement { row: row.trim().parse()?, col: col.trim().parse()? })
}
