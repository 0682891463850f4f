//! Worker, oracles and keeper as processes of their own, talking HTTP on the loopback: for a real chain.

use super::{LIE, PriceRound, Services, Settled, Stage, WorkOrder};
use crate::committee::key_path;
use crate::deploy;
use crate::node_arguments::NodeArguments;
use anyhow::{Context, bail};
use compute_worker::{DigitsJob, Epoch, Fault, HELD_OUT_FROM, HttpWork, WorkSource};
use oracle_node::Attestation;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Lines};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use weal_client::{COMMITTEE, HttpClient, Receipt};

/// The programs beside this one, and where they find the chain.
pub(crate) struct Processes {
    pub(crate) node: NodeArguments,
}

/// Seconds between two probes of a machine: the story's epochs are short.
const PROBE_SECONDS: &str = "2";
/// The largest attestation, bytes.
const MAX_STATEMENT: u64 = 1 << 20;

/// A process that is stopped, by its id, when the story is done with it.
struct Service {
    child: Child,
    url: String,
    /// Lines that it prints after it has begun to listen.
    says: Lines<BufReader<ChildStdout>>,
}

impl Service {
    /// Waits for its next line.
    fn next_line(&mut self) -> anyhow::Result<String> {
        Ok(self.says.next().context("the process has ended")??)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A transaction as the programs print it.
#[derive(Deserialize)]
struct Printed {
    tx_hash: Option<String>,
    height: u64,
    gas_used: Option<u64>,
}

impl From<Printed> for Receipt {
    fn from(printed: Printed) -> Self {
        let Printed { tx_hash, height, gas_used } = printed;
        Self { tx_hash, height, gas_used, events: vec![] }
    }
}

impl Processes {
    /// A program from the folder of this one, told where the chain is.
    fn program(&self, name: &str) -> anyhow::Result<Command> {
        let path: PathBuf = std::env::current_exe()?.with_file_name(name);
        if !path.exists() {
            bail!("{} is not built: cargo build --release -p {name}", path.display());
        }
        let mut command = Command::new(path);
        command.arg("--endpoints").arg(&self.node.endpoints);
        command.arg("--deployments").arg(&self.node.deployments);
        Ok(command)
    }

    fn oracle(&self, stage: &Stage<'_>, member: usize, lie: u32) -> anyhow::Result<Command> {
        let keys = deploy::keys_directory(&self.node, stage.chain.chain_id());
        let mut command = self.program("oracle-node")?;
        command.args(["--member", &member.to_string(), "--key-file"]);
        command.arg(key_path(&keys, COMMITTEE[member]));
        if member + 1 == COMMITTEE.len() {
            command.args(["--lie", &lie.to_string()]);
        }
        Ok(command)
    }

    fn worker(&self, epoch: &Epoch, order: &WorkOrder) -> anyhow::Result<Service> {
        let mut command = self.program("compute-worker")?;
        command.args(["--account", order.account, "--lease", &order.lease_id.to_string()]);
        command.args(epoch_arguments(epoch));
        if let Some(Fault::WrongElement { row, col }) = order.fault {
            command.args(["--wrong-element", &format!("{row},{col}")]);
        }
        start(command)
    }

    /// Runs the keeper to its end.
    fn keeper(&self, oracles: &[Service], task: &[&str]) -> anyhow::Result<Receipt> {
        let mut command = self.program("keeper")?;
        let urls: Vec<&str> = oracles.iter().map(|oracle| oracle.url.as_str()).collect();
        command.args(["--oracles", &urls.join(",")]).args(task);
        let output = command.stderr(Stdio::inherit()).output()?;
        if !output.status.success() {
            bail!("the keeper failed: {}", output.status);
        }
        let printed: Printed = serde_json::from_slice(&output.stdout).context("the keeper's receipt")?;
        Ok(printed.into())
    }
}

impl Services for Processes {
    fn post_price(&self, stage: &Stage<'_>, round: &PriceRound<'_>) -> anyhow::Result<Receipt> {
        let number = round.round.to_string();
        let task = ["--feed", round.feed, "--round", &number];
        let mut oracles = Vec::new();
        for (member, price) in round.prices.iter().enumerate() {
            let mut command = self.oracle(stage, member, round.lie)?;
            command.arg("price").args(task).args(["--price", &price.to_string()]);
            oracles.push(start(command)?);
        }
        self.keeper(&oracles, &["prices", task[0], task[1], task[2], task[3]])
    }

    fn settle(&self, stage: &Stage<'_>, epoch: &Epoch, orders: &[WorkOrder]) -> anyhow::Result<Settled> {
        let mut workers = Vec::new();
        for order in orders {
            workers.push(self.worker(epoch, order)?);
        }
        let mut receipts = Vec::new();
        for (order, worker) in orders.iter().zip(&mut workers) {
            let printed: Printed = serde_json::from_str(&worker.next_line()?)?;
            receipts.push((format!("{} commits to its result", order.account), printed.into()));
        }
        // They probe until the epoch is over, then read and wait for the keeper.
        let mut oracles = Vec::new();
        for member in 0..COMMITTEE.len() {
            let mut command = self.oracle(stage, member, LIE)?;
            command.arg("settle").args(epoch_arguments(epoch)).args(["--probe-seconds", PROBE_SECONDS]);
            let assigned = orders.iter().zip(&workers);
            command.arg("--workers");
            command.args(assigned.map(|(order, worker)| format!("{}={}", order.lease_id, worker.url)));
            oracles.push(start(command)?);
        }
        stage.chain.wait_until(epoch.ends_at)?;
        let receipt = self.keeper(&oracles, &["settle"])?;
        receipts.push(("keeper posts the root".into(), receipt));
        // One that was too late for the keeper has nothing to say of an epoch that is posted.
        let ask = |oracle: &Service| HttpClient::at(&oracle.url).json("/statement", MAX_STATEMENT).ok();
        let heard: Vec<Attestation> = oracles.iter().filter_map(ask).collect();
        let honest = heard.first().context("no member has signed")?.clone();
        let differs = |said: &&Attestation| said.root != honest.root;
        let dissent = heard.iter().filter(differs).map(|said| said.member).collect();
        let job = DigitsJob::load()?;
        let shape = job.inputs().shape().output();
        let products: Result<Vec<_>, _> =
            workers.iter().map(|worker| HttpWork::at(&worker.url).product(shape)).collect();
        let products = products?;
        let scores = [job.score(&products[0], HELD_OUT_FROM), job.score(&products[0], 0)];
        Ok(Settled { receipts, attestation: honest, dissent, scores, products })
    }
}

fn epoch_arguments(epoch: &Epoch) -> [String; 6] {
    [
        "--epoch".into(),
        epoch.number.to_string(),
        "--epoch-starts-at".into(),
        epoch.starts_at.to_string(),
        "--epoch-ends-at".into(),
        epoch.ends_at.to_string(),
    ]
}

/// Starts a service and waits until it says where it listens.
fn start(mut command: Command) -> anyhow::Result<Service> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{command:?}"))?;
    let stdout = child.stdout.take().context("no output")?;
    let mut service = Service { child, url: String::new(), says: BufReader::new(stdout).lines() };
    while let Some(line) = service.says.next() {
        if let Some(url) = line?.strip_prefix("listening on ") {
            service.url = url.into();
            return Ok(service);
        }
    }
    let status = service.child.wait()?;
    bail!("{command:?} ended before it listened: {status}")
}
