//! `oracle-node`: one member of the committee as a process, and the builder of large trees in parts.

use anyhow::{Context, anyhow};
use clap::{Args, Parser, Subcommand};
use client::{Chain, ComputeEscrow, Deployment, Endpoints, Oracle, WasmdChain};
use compute_worker::{DigitsJob, Epoch, HttpWork};
use cosmwasm_std::Decimal;
use oracle_node::{Assignment, Lie, OracleMember, SignedRoots, TreePart, merge_parts, read_key, tree_part};
use serde::Serialize;
use std::fs::File;
use std::io::BufReader;
use std::ops::Range;
use std::path::PathBuf;
use tiny_http::{Response, Server};

/// One member of the oracle committee: signs prices and settlement roots, and serves what it signed.
#[derive(Parser)]
#[command(version, subcommand_negates_reqs = true)]
struct Arguments {
    #[command(flatten)]
    member: Option<MemberArguments>,
    #[command(subcommand)]
    task: Task,
}

/// Who signs, and on which chain. Tasks on trees need none of it.
#[derive(Args)]
struct MemberArguments {
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
}

#[derive(Subcommand)]
enum Task {
    /// Signs one observation of a price and serves it at /statement.
    Price(PriceArguments),
    /// Checks the workers, signs the epoch's root and serves the attestation at /statement.
    Settle(SettleArguments),
    /// Builds one part of an epoch's tree from a file of leaves, a line of JSON each, by provider, then lease.
    Tree(TreeArguments),
    /// Joins the parts of a tree, all of one size except the last, and prints its root.
    Merge {
        /// What `tree` wrote, in any order.
        #[arg(required = true)]
        parts: Vec<PathBuf>,
    },
}

#[derive(Args)]
struct TreeArguments {
    /// The leaves.
    #[arg(long)]
    file: PathBuf,
    /// Which of them, from 0, the end left out: FROM..TO. As many as a power of two; at the end of the file fewer.
    #[arg(long, value_name = "FROM..TO", value_parser = range)]
    leaves: Range<u64>,
    /// Where to write the part.
    #[arg(long)]
    out: PathBuf,
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
    let Arguments { member, task } = Arguments::parse();
    let signing =
        member.ok_or_else(|| anyhow!("--endpoints, --deployments, --member and --key-file are needed"));
    match task {
        Task::Price(task) => observe(&signing?, &task),
        Task::Settle(task) => attest(&signing?, &task),
        Task::Tree(task) => build_part(&task),
        Task::Merge { parts } => join(&parts),
    }
}

/// The chain, and the member as an honest one.
fn member_of(arguments: &MemberArguments) -> anyhow::Result<(WasmdChain, OracleMember)> {
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let chain = WasmdChain::connect(&endpoints, "artifacts")?;
    let deployment = Deployment::open(&arguments.deployments, &chain)?;
    let member = OracleMember {
        member: arguments.member,
        key: read_key(&arguments.key_file)?,
        oracle: Oracle::at(deployment.address("oracle")?),
        escrow: ComputeEscrow::at(deployment.address("compute-escrow")?),
        lies: Vec::new(),
    };
    Ok((chain, member))
}

fn observe(arguments: &MemberArguments, task: &PriceArguments) -> anyhow::Result<()> {
    let (chain, mut member) = member_of(arguments)?;
    member.lies.extend(arguments.lie.map(|times| Lie::Prices { times }));
    serve(&arguments.listen, &member.observe(&chain, &task.feed, task.round, task.price)?)
}

fn attest(arguments: &MemberArguments, task: &SettleArguments) -> anyhow::Result<()> {
    let (chain, mut member) = member_of(arguments)?;
    member.lies.extend(arguments.lie.map(|times| Lie::Charges { times }));
    let attestation = settle(&chain, &member, task)?;
    let mut memory = SignedRoots::open(&arguments.key_file.with_extension("signed.json"))?;
    memory.remember(chain.chain_id(), &member.escrow.address, &attestation.root)?;
    serve(&arguments.listen, &attestation)
}

fn build_part(task: &TreeArguments) -> anyhow::Result<()> {
    let file = File::open(&task.file).with_context(|| task.file.display().to_string())?;
    let part = tree_part(BufReader::new(file), task.leaves.clone())?;
    serde_json::to_writer(File::create(&task.out).with_context(|| task.out.display().to_string())?, &part)?;
    Ok(())
}

fn join(paths: &[PathBuf]) -> anyhow::Result<()> {
    let read = |path: &PathBuf| -> anyhow::Result<TreePart> {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        serde_json::from_reader(BufReader::new(file)).with_context(|| path.display().to_string())
    };
    let parts = paths.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    println!("{}", serde_json::to_string(&merge_parts(parts)?)?);
    Ok(())
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

fn range(text: &str) -> Result<Range<u64>, String> {
    let (from, to) = text.split_once("..").ok_or("a range is FROM..TO")?;
    let number = |text: &str| text.parse::<u64>().map_err(|error| format!("'{text}': {error}"));
    let range = number(from)?..number(to)?;
    if range.is_empty() { Err(format!("{text} is empty")) } else { Ok(range) }
}
