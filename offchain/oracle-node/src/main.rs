//! `oracle-node`: one member of the committee as a process.

use anyhow::anyhow;
use clap::{Args, Parser, Subcommand};
use client::{Chain, ComputeEscrow, Deployment, Endpoints, Oracle, WasmdChain};
use compute_worker::{DigitsJob, Epoch, HttpWork};
use cosmwasm_std::Decimal;
use oracle_node::{Assignment, Lie, OracleMember, SignedRoots, read_key};
use serde::Serialize;
use std::path::PathBuf;
use tiny_http::{Response, Server};

/// One member of the oracle committee: signs prices and settlement roots, and serves what it signed.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The chain's endpoints, as scripts/localnet writes them.
    #[arg(long)]
    endpoints: PathBuf,
    /// The folder of deployments/<chain-id>.json.
    #[arg(long)]
    deployments: PathBuf,
    /// This member's place in the committee, from 0.
    #[arg(long)]
    member: u8,
    /// This member's secret key: 64 hex digits. Beside it, in <name>.signed.json, is what it has signed.
    #[arg(long)]
    key_file: PathBuf,
    /// Where to serve; port 0 picks a free one. The address is printed.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    /// Multiply what is signed by this: for trying what happens when a member lies.
    #[arg(long, value_name = "TIMES")]
    lie: Option<u32>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Signs one observation of a price and serves it at /statement.
    Price(PriceArguments),
    /// Checks the workers, signs the epoch's root and serves the attestation at /statement.
    Settle(SettleArguments),
}

#[derive(Args)]
struct PriceArguments {
    /// The feed.
    #[arg(long)]
    feed: String,
    /// The round.
    #[arg(long)]
    round: u64,
    /// What this member saw: quote base units per asset base unit.
    #[arg(long, value_parser = decimal)]
    price: Decimal,
}

#[derive(Args)]
struct SettleArguments {
    /// The epoch's number.
    #[arg(long)]
    epoch: u64,
    /// The epoch's first second (Unix time).
    #[arg(long)]
    epoch_starts_at: u64,
    /// The epoch's last second (Unix time).
    #[arg(long)]
    epoch_ends_at: u64,
    /// Leases to attest and where their workers are: LEASE=URL.
    #[arg(long, required = true, num_args = 1.., value_parser = worker)]
    workers: Vec<(u64, String)>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let chain = WasmdChain::connect(&endpoints, "artifacts")?;
    let deployment = Deployment::open(&arguments.deployments, &chain)?;
    let mut member = OracleMember {
        member: arguments.member,
        key: read_key(&arguments.key_file)?,
        oracle: Oracle::at(deployment.address("oracle")?),
        escrow: ComputeEscrow::at(deployment.address("compute-escrow")?),
        lies: Vec::new(),
    };
    match arguments.task {
        Task::Price(task) => {
            member.lies.extend(arguments.lie.map(|times| Lie::Prices { times }));
            serve(&arguments.listen, &member.observe(&chain, &task.feed, task.round, task.price)?)
        }
        Task::Settle(task) => {
            member.lies.extend(arguments.lie.map(|times| Lie::Charges { times }));
            let attestation = settle(&chain, &member, &task)?;
            let mut memory = SignedRoots::open(&arguments.key_file.with_extension("signed.json"))?;
            memory.remember(chain.chain_id(), &member.escrow.address, &attestation.root)?;
            serve(&arguments.listen, &attestation)
        }
    }
}

fn settle(
    chain: &dyn Chain,
    member: &OracleMember,
    task: &SettleArguments,
) -> anyhow::Result<oracle_node::Attestation> {
    let epoch = Epoch { number: task.epoch, starts_at: task.epoch_starts_at, ends_at: task.epoch_ends_at };
    let workers: Vec<(u64, HttpWork)> =
        task.workers.iter().map(|(lease_id, url)| (*lease_id, HttpWork::at(url))).collect();
    let assignments: Vec<Assignment<'_>> =
        workers.iter().map(|(lease_id, source)| Assignment { lease_id: *lease_id, source }).collect();
    Ok(member.attest(chain, &DigitsJob::load()?, &epoch, &assignments)?)
}

/// Serves one signed statement as JSON until the process ends.
fn serve(listen: &str, statement: &impl Serialize) -> anyhow::Result<()> {
    let body = serde_json::to_vec(statement)?;
    let server = Server::http(listen).map_err(|error| anyhow!("{listen}: {error}"))?;
    println!("listening on http://{}", server.server_addr());
    for request in server.incoming_requests() {
        let found = request.url() == "/statement";
        let answer = Response::from_data(if found { body.clone() } else { Vec::new() });
        // A caller that has hung up is its own loss.
        let _ = request.respond(answer.with_status_code(if found { 200 } else { 404 }));
    }
    Ok(())
}

fn decimal(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|error| format!("{error}"))
}

fn worker(text: &str) -> Result<(u64, String), String> {
    let (lease_id, url) = text.split_once('=').ok_or("a worker is LEASE=URL")?;
    Ok((lease_id.parse().map_err(|error| format!("'{lease_id}' is no lease: {error}"))?, url.to_owned()))
}
