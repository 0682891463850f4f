//! The shipped binary as four processes, with machines behind HTTP and three endpoints of which one lies.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use compute_worker::{DigitsJob, Epoch, Fault, Machine, WorkService, Worker};
use cosmwasm_std::Binary;
use http_service::{Answer, HttpServer, Limits, Request};
use keeper::{
    ApprovedBundle, HttpMembers, Members, agreeing, bundle, fix_readings, post_settlement, verified,
    verified_readings,
};
use oracle_node::{Attestation, Committee, Witnesses};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;
use weal_client::{Chain, Endpoints, HttpClient};
use weal_embedded::EmbeddedChain;
use weal_testing::{World, embedded_chain};

const FIRST_BLOCK: &str = "FIRST";

/// A server on a thread until it is dropped.
struct Served {
    server: Arc<HttpServer>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    fn start(limits: Limits, answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let server = Arc::new(HttpServer::bind("127.0.0.1:0", limits).unwrap());
        let serving = Arc::clone(&server);
        Self { server, thread: Some(spawn(move || serving.run(&answer))) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.stop();
        self.thread.take().unwrap().join().unwrap();
    }
}

struct Asked {
    request: Value,
    reply: Sender<Value>,
}

/// The embedded chain behind CometBFT's JSON-RPC, as far as a node asks: its calls are answered on the chain's thread,
/// while that thread waits for something else.
struct Bridge<'a> {
    chain: &'a EmbeddedChain,
    calls: Receiver<Asked>,
    endpoints: Vec<Served>,
}

impl<'a> Bridge<'a> {
    fn open(chain: &'a EmbeddedChain) -> Self {
        let (sender, calls) = channel();
        let limits = Limits { body_bytes: 1 << 20, callers_of_one_address: 64, ..Limits::default() };
        let honest = || {
            let sender = Mutex::new(sender.clone());
            Served::start(limits, move |request| {
                let (reply, answer) = channel();
                let request = serde_json::from_slice(&request.body).unwrap();
                sender.lock().unwrap().send(Asked { request, reply }).unwrap();
                Answer::json(&json!({"result": answer.recv_timeout(Duration::from_secs(9)).unwrap()}))
            })
        };
        // Far ahead in time, and of contracts it knows nothing.
        let lying = Served::start(limits, move |request| {
            let request: Value = serde_json::from_slice(&request.body).unwrap();
            Answer::json(&json!({"result": match request["method"].as_str().unwrap() {
                "status" => status("commonweal-embedded-1", 9_999, 4_000_000_000),
                "block" => json!({"block_id": {"hash": FIRST_BLOCK}}),
                _ => json!({"response": {"code": 1, "log": "no such contract"}}),
            }}))
        });
        Self { chain, calls, endpoints: vec![honest(), lying, honest(), honest()] }
    }

    fn urls(&self) -> Vec<String> {
        self.endpoints.iter().map(|endpoint| endpoint.server.url()).collect()
    }

    /// Runs `work` on a thread of its own and answers calls until it is done.
    fn while_serving<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let working = spawn(work);
        while !working.is_finished() {
            if let Ok(Asked { request, reply }) = self.calls.recv_timeout(Duration::from_millis(10)) {
                // Who has hung up does not hear it.
                let _ = reply.send(self.answer(&request));
            }
        }
        working.join().unwrap()
    }

    fn answer(&self, request: &Value) -> Value {
        match request["method"].as_str().unwrap() {
            "status" => {
                let block = self.chain.block().unwrap();
                status(self.chain.chain_id(), block.height, block.time)
            }
            "block" => json!({"block_id": {"hash": FIRST_BLOCK}}),
            "abci_query" => {
                let bytes = unhex(request["params"]["data"].as_str().unwrap());
                let [contract, message] = two_fields(&bytes);
                let message = serde_json::from_slice(message).unwrap();
                match self.chain.query(std::str::from_utf8(contract).unwrap(), &message) {
                    Ok(answer) => {
                        let value = one_field(answer.to_string().as_bytes());
                        json!({"response": {"code": 0, "value": Binary::new(value).to_base64()}})
                    }
                    Err(error) => json!({"response": {"code": 1, "log": error.to_string()}}),
                }
            }
            other => panic!("{other}"),
        }
    }
}

fn status(chain_id: &str, height: u64, time: u64) -> Value {
    json!({
        "node_info": {"network": chain_id},
        "sync_info": {"latest_block_height": height.to_string(), "latest_block_time": rfc3339(time)},
    })
}

/// Civil time of Unix seconds.
fn rfc3339(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days since 0000-03-01; years begin in March, so that leap days come last.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The two fields of a protobuf message, both of bytes.
fn two_fields(bytes: &[u8]) -> [&[u8]; 2] {
    let (first, rest) = field(bytes);
    [first, field(rest).0]
}

fn field(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (mut length, mut place) = (0usize, 1);
    for shift in (0..).step_by(7) {
        let byte = bytes[place];
        place += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    bytes[place..].split_at(length)
}

fn one_field(bytes: &[u8]) -> Vec<u8> {
    let (mut message, mut length) = (vec![0x0a], bytes.len());
    while length > 0x7f {
        message.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
        length >>= 7;
    }
    message.push(u8::try_from(length).unwrap());
    message.extend_from_slice(bytes);
    message
}

/// A process that is stopped, by its id, when the test is done with it.
struct Process {
    child: Child,
    url: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Files in which the nodes find the chain and their keys.
struct Place {
    folder: PathBuf,
    urls: Vec<String>,
}

impl Place {
    fn prepare(world: &World<'_>, urls: Vec<String>) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("processes");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let chain_id = world.chain.chain_id().to_owned();
        let contracts: serde_json::Map<String, Value> = world
            .economy
            .addresses()
            .iter()
            .map(|(label, address)| ((*label).into(), json!(address)))
            .collect();
        let book = json!({"chain_id": chain_id, "genesis": FIRST_BLOCK, "codes": {}, "contracts": contracts});
        fs::write(folder.join(format!("{chain_id}.json")), book.to_string()).unwrap();
        let mnemonic =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
        let endpoints =
            Endpoints { chain_id, rpc: urls.clone(), mnemonic: mnemonic.into(), accounts: vec![] };
        fs::write(folder.join("endpoints.json"), serde_json::to_vec(&endpoints).unwrap()).unwrap();
        for member in 0u8..4 {
            let path = folder.join(format!("{member}.key"));
            // As `testing` seats them.
            fs::write(&path, format!("{:02x}", member + 1).repeat(32)).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        Self { folder, urls }
    }

    fn node(&self, member: u8, epoch: &Epoch, workers: &[String]) -> Command {
        let path = |name: &str| self.folder.join(name).into_os_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_oracle-node"));
        command.arg("--endpoints").arg(path("endpoints.json")).arg("--deployments").arg(path(""));
        // Three of five say the truth, one lies and one is down.
        let urls = format!("{},http://127.0.0.1:1", self.urls.join(","));
        command.args(["--rpc", &urls, "--member", &member.to_string()]);
        if member == 3 {
            command.args(["--lie", "10"]);
        }
        command.arg("--key-file").arg(path(&format!("{member}.key"))).arg("settle");
        command.args(["--epoch", &epoch.number.to_string(), "--probe-seconds", "1"]);
        command.args(["--epoch-starts-at", &epoch.starts_at.to_string()]);
        command.args(["--epoch-ends-at", &epoch.ends_at.to_string(), "--workers"]).args(workers);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Waits until it says where it listens.
fn start(mut command: Command) -> Process {
    let mut child = command.stderr(Stdio::inherit()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
    Process { child, url }
}

#[test]
fn four_processes_probe_agree_and_sign_one_root() {
    let chain = embedded_chain();
    let world = World::found(&chain).unwrap();
    let leases = ["gpu_one", "gpu_two"].map(|gpu| world.lease(world.offer(gpu).unwrap()).unwrap());
    let (starts_at, ends_at) = (leases[0].starts_at, leases[1].starts_at + 40);
    let epoch = Epoch { number: 1, starts_at, ends_at };
    let job = DigitsJob::load().unwrap();
    let faults = [None, Some(Fault::WrongElement { row: 7, col: 3 })];
    let mut workers = Vec::new();
    for (which, account) in ["gpu_one", "gpu_two"].into_iter().enumerate() {
        let (escrow, lease_id) = (world.economy.escrow.clone(), leases[which].lease_id);
        let worker = Worker { escrow, account: account.into(), lease_id, fault: faults[which] };
        let work = worker.work(&chain, &job, &epoch).unwrap();
        worker.commit(&chain, &work).unwrap();
        let service = WorkService::new(Machine::of(&job).unwrap());
        service.publish(&work);
        workers.push(Served::start(WorkService::limits(), move |request| service.answer(request)));
    }
    let assigned: Vec<String> = workers
        .iter()
        .zip(&leases)
        .map(|(worker, lease)| format!("{}={}", lease.lease_id, worker.server.url()))
        .collect();
    let bridge = Bridge::open(&chain);
    let place = Place::prepare(&world, bridge.urls());
    let nodes: Vec<Process> = (0u8..4)
        .map(|member| {
            let command = place.node(member, &epoch, &assigned);
            bridge.while_serving(move || start(command))
        })
        .collect();

    let mut second = place.node(0, &epoch, &assigned);
    let refused = bridge.while_serving(move || second.output().unwrap());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("another process signs with this key"), "{said}");

    // The chain goes on while the nodes probe.
    while chain.block().unwrap().time < ends_at {
        bridge.while_serving(|| std::thread::sleep(Duration::from_millis(300)));
        chain.wait_until(ends_at.min(chain.block().unwrap().time + 4)).unwrap();
    }
    let urls: Vec<String> = nodes.iter().map(|node| node.url.clone()).collect();
    let members = Arc::new(HttpMembers::at(urls.clone()));
    let asking = Arc::clone(&members);
    let readings = bridge.while_serving(move || {
        for _ in 0..200 {
            let readings = asking.readings();
            if readings.len() == 4 {
                return readings;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("too few members have read");
    });
    let (oracle, escrow) = (&world.economy.oracle, &world.economy.escrow.address);
    let committee = Committee::present(&Witnesses::one(&chain), oracle).unwrap();
    let made = bundle(&verified_readings(&chain, &committee, escrow, readings), 3).unwrap();
    assert_eq!(made.readings.len(), 4);
    for signed in &made.readings {
        let lease = &signed.readings.leases[0];
        assert_eq!(lease.uptime_seconds, ends_at - leases[0].starts_at, "the machine was up");
        assert!(lease.latency_p95_ms > 0, "it was probed");
    }
    let (asking, bringing) = (Arc::clone(&members), made.clone());
    let approvals = bridge.while_serving(move || asking.approvals(&bringing));
    fix_readings(&chain, oracle, "keeper", escrow, ApprovedBundle { bundle: &made, approvals: &approvals })
        .unwrap();
    let asking = Arc::clone(&members);
    let (kept, brought) = bridge.while_serving(move || {
        let kept = asking.kept();
        let brought = asking.bundle(&kept[0][0]);
        (kept, brought)
    });
    assert_eq!((kept.len(), brought), (4, Some(made)));
    let asking = Arc::clone(&members);
    let heard = bridge.while_serving(move || asking.attestations());
    let signed = agreeing(&verified(&chain, oracle, escrow, heard).unwrap(), 3).unwrap();
    assert_eq!(
        (signed.members.as_slice(), signed.dissent.as_slice()),
        ([0, 1, 2].as_slice(), [3].as_slice())
    );
    post_settlement(&chain, oracle, "keeper", escrow, &signed).unwrap();

    let said: Attestation =
        bridge.while_serving(move || HttpClient::at(&urls[2]).json("/statement", 1 << 20).unwrap());
    assert_eq!(said.leaves.len(), 1);
    assert_eq!(said.rejected[0].reason, "element (7, 3) of the product is wrong");
    drop(nodes);
    fs::remove_dir_all(&place.folder).unwrap();
}
