//! `oracle-node`: one member of the committee as a process, and the builder of large trees in parts.

use anyhow::{Context, anyhow};
use clap::{Args, Parser, Subcommand};
use compute_worker::{DigitsJob, Epoch, HttpWork, Machine};
use cosmwasm_std::Decimal;
use http_service::{Answer, HttpServer, Limits};
use oracle_node::{
    Assignment, Examination, Lie, OracleError, OracleMember, OracleNode, ProbeLogs, ProbeTarget, TreePart,
    Witnesses, merge_parts, probe, read_key, tree_part,
};
use std::fs::File;
use std::io::BufReader;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;
use weal_client::{Chain, ComputeEscrow, Deployment, Endpoints, Oracle, WasmdChain};

/// A lease that was not probed for so long is over, seconds.
const FORGOTTEN_AFTER: u64 = 30 * 86_400;

/// One member of the oracle committee: signs prices and settlement roots, and serves what it signed.
#[derive(Parser)]
#[command(version, subcommand_negates_reqs = true)]
struct Arguments {
    #[command(flatten)]
    member: Option<MemberArguments>,
    #[command(subcommand)]
    task: Task,
}

/// The member that signs, and its chain. Tasks on trees need none of it.
#[derive(Args)]
struct MemberArguments {
    /// The chain's endpoints, as scripts/localnet writes them.
    #[arg(long)]
    endpoints: PathBuf,
    /// RPC URLs to believe instead of those in the file, with commas between: facts are what more than half of them say,
    /// so three of different operators bear one that lies.
    #[arg(long, value_delimiter = ',')]
    rpc: Vec<String>,
    /// The folder of deployments/<chain-id>.json.
    #[arg(long)]
    deployments: PathBuf,
    /// This member's place in the committee, from 0.
    #[arg(long)]
    member: u8,
    /// This member's secret key: 64 hex digits, with mode 600. Beside it are what it has signed (<name>.signed.json, one
    /// process at a time), and for each chain and escrow what its probes found and the bundles it approved.
    #[arg(long)]
    key_file: PathBuf,
    /// The address to serve at; port 0 picks a free one. It is printed.
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
    /// Probes the machines until the epoch is over, checks the workers, serves the readings, approves bundles, and serves
    /// the signed root at /statement once a bundle stands on chain.
    Settle(SettleArguments),
    /// Builds one part of an epoch's tree from a file of leaves, a line of JSON each, by provider, then lease.
    Tree(TreeArguments),
    /// Joins the parts of a tree, all of one size except the last, and prints its root.
    Merge {
        /// Files that `tree` wrote, in any order.
        #[arg(required = true)]
        parts: Vec<PathBuf>,
    },
}

#[derive(Args)]
struct TreeArguments {
    /// The leaves.
    #[arg(long)]
    file: PathBuf,
    /// The part's leaves, from 0, the end left out: FROM..TO. As many as a power of two; at the end of the file fewer.
    #[arg(long, value_name = "FROM..TO", value_parser = range)]
    leaves: Range<u64>,
    /// The file to write the part to.
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
    /// The price that this member saw: quote base units per asset base unit.
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
    workers: Vec<Assigned>,
    /// Seconds between two probes of a machine.
    #[arg(long, default_value_t = 10)]
    probe_seconds: u64,
}

/// A lease and where its worker is.
#[derive(Clone)]
struct Assigned {
    lease_id: u64,
    url: String,
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

/// One chain for each endpoint, and the member as an honest one.
fn member_of(arguments: &MemberArguments) -> anyhow::Result<(Vec<WasmdChain>, OracleMember)> {
    let endpoints = Endpoints::read(&arguments.endpoints)?;
    let urls = if arguments.rpc.is_empty() { &endpoints.rpc } else { &arguments.rpc };
    // One that is down says nothing, and still counts among those of which more than half must agree.
    let witness = |url: &String| {
        WasmdChain::unasked(&Endpoints { rpc: vec![url.clone()], ..endpoints.clone() }, "artifacts")
    };
    let chains = urls.iter().map(witness).collect::<Result<Vec<_>, _>>()?;
    // Which contracts these are: from whichever endpoint answers.
    let any = WasmdChain::connect(&Endpoints { rpc: urls.clone(), ..endpoints.clone() }, "artifacts")?;
    let deployment = Deployment::open(&arguments.deployments, &any)?;
    let member = OracleMember {
        member: arguments.member,
        key: read_key(&arguments.key_file)?,
        oracle: Oracle::at(deployment.address("oracle")?),
        escrow: ComputeEscrow::at(deployment.address("compute-escrow")?),
        lies: Vec::new(),
    };
    Ok((chains, member))
}

fn observe(arguments: &MemberArguments, task: &PriceArguments) -> anyhow::Result<()> {
    let (chains, mut member) = member_of(arguments)?;
    member.lies.extend(arguments.lie.map(|times| Lie::Prices { times }));
    let witnesses = Witnesses::of(chains.iter().map(|chain| chain as &dyn Chain).collect())?;
    let statement = member.observe_as_agreed(&witnesses, &task.feed, task.round, task.price)?;
    let server = listen(&arguments.listen, Limits::default())?;
    let answer = Answer::json(&statement);
    server.run(&|request| match request.path.as_str() {
        "/statement" => answer.clone(),
        _ => Answer::not_found(),
    });
    Ok(())
}

fn attest(arguments: &MemberArguments, task: &SettleArguments) -> anyhow::Result<()> {
    let (chains, mut member) = member_of(arguments)?;
    member.lies.extend(arguments.lie.map(|times| Lie::Charges { times }));
    let node = OracleNode::open(member, chains, &arguments.key_file)?;
    let server = listen(&arguments.listen, OracleNode::<WasmdChain>::limits())?;
    std::thread::scope(|scope| {
        scope.spawn(|| server.run(&|request| node.answer(request)));
        let read = read(&node, task);
        if read.is_err() {
            server.stop();
        }
        read
    })
}

/// Probes until the epoch is over, then reads and publishes.
fn read(node: &OracleNode<WasmdChain>, task: &SettleArguments) -> anyhow::Result<()> {
    let epoch = Epoch { number: task.epoch, starts_at: task.epoch_starts_at, ends_at: task.epoch_ends_at };
    // An epoch that cannot be signed is not worth probing for.
    match node.with_witnesses(|witnesses| node.member().ensure_follows(witnesses, &epoch)) {
        Ok(_) | Err(OracleError::EpochNotOver { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    let job = DigitsJob::load()?;
    let workers: Vec<(u64, HttpWork)> =
        task.workers.iter().map(|assigned| (assigned.lease_id, HttpWork::at(&assigned.url))).collect();
    let targets: Vec<ProbeTarget<'_>> =
        workers.iter().map(|(lease_id, machine)| ProbeTarget { lease_id: *lease_id, machine }).collect();
    let log_file = node.probe_log();
    let mut probes = ProbeLogs::open(log_file)?;
    let machine = Machine::of(&job)?;
    loop {
        let now = node.with_witnesses(|witnesses| witnesses.time())?;
        let Some(left) = epoch.ends_at.checked_sub(now).filter(|left| *left > 0) else { break };
        probe(&machine, &targets, now, &mut probes)?;
        probes.save(log_file)?;
        std::thread::sleep(Duration::from_secs(left.min(task.probe_seconds.max(1))));
    }
    let assignments: Vec<Assignment<'_>> =
        workers.iter().map(|(lease_id, source)| Assignment { lease_id: *lease_id, source }).collect();
    let examination = Examination { job: &job, epoch, probes: &probes, assignments: &assignments };
    let signed = node.with_witnesses(|witnesses| node.member().read(witnesses, &examination))?;
    node.publish(signed)?;
    probes.forget_answers_before(epoch.ends_at);
    probes.forget_leases_before(epoch.ends_at.saturating_sub(FORGOTTEN_AFTER));
    Ok(probes.save(log_file)?)
}

fn listen(address: &str, limits: Limits) -> anyhow::Result<HttpServer> {
    let server = HttpServer::bind(address, limits).with_context(|| address.to_owned())?;
    println!("listening on {}", server.url());
    Ok(server)
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

fn decimal(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|error| format!("{error}"))
}

fn worker(text: &str) -> Result<Assigned, String> {
    let (lease_id, url) = text.split_once('=').ok_or("a worker is LEASE=URL")?;
    let lease_id = lease_id.parse().map_err(|error| format!("'{lease_id}' is no lease: {error}"))?;
    Ok(Assigned { lease_id, url: url.to_owned() })
}

fn range(text: &str) -> Result<Range<u64>, String> {
    let (from, to) = text.split_once("..").ok_or("a range is FROM..TO")?;
    let number = |text: &str| text.parse::<u64>().map_err(|error| format!("'{text}': {error}"));
    let range = number(from)?..number(to)?;
    if range.is_empty() { Err(format!("{text} is empty")) } else { Ok(range) }
}
