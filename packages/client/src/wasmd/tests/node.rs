//! Nodes of one small chain, over HTTP, that lose answers, hold back transactions and refuse them as the script says.

use base64::{Engine, prelude::BASE64_STANDARD};
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountResponse};
use cosmrs::proto::cosmos::base::abci::v1beta1::GasInfo;
use cosmrs::proto::cosmos::tx::v1beta1::{AuthInfo, SimulateRequest, SimulateResponse, TxBody, TxRaw};
use cosmrs::proto::traits::Message;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

pub(super) const CHAIN_ID: &str = "test-1";
/// Gas that every simulation asks for.
pub(super) const SIMULATED: u64 = 90_000;

/// The node's plan for the next bytes that it is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Checks them as a chain does, takes them and says so.
    Honest,
    /// Does, and the connection breaks before the answer.
    LosesAnswer,
    /// Does, and a proxy answers with a page.
    AnswersWithAPage,
    /// The connection breaks before it has seen them.
    LosesRequest,
    /// Takes them, says so, and forgets them.
    Forgets,
    /// Says that it has them already, in CometBFT's way.
    SaysCached,
    /// The same in the Cosmos SDK's way.
    SaysInMempool,
    /// Says that there is no room.
    SaysFull,
    /// Says that they have a sequence too high: it has not seen the last block yet.
    IsBehind,
    /// Says that the fee is too low.
    WantsAFee,
    /// Says that the gas limit is too low for the checks.
    WantsGas,
    /// Another transaction of the account comes first.
    IsOvertaken,
}

/// The next block's plan for a transaction that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Succeeds,
    OutOfGas,
    Fails,
    /// A check before the message refuses it.
    Refused,
}

/// The chain behind the nodes.
#[derive(Default)]
pub(super) struct Ledger {
    pub(super) sequence: u64,
    /// The blocks from height 1 on, each with its transactions and their results.
    pub(super) blocks: Vec<Vec<(Vec<u8>, Value)>>,
    /// Bytes that come into the next block.
    mempool: Vec<Vec<u8>>,
    /// True if a look at the chain makes it go on by a block.
    pub(super) stands_still: bool,
    /// True if no node has an index of transactions.
    pub(super) has_no_index: bool,
    /// Results of the next transactions; then all succeed.
    pub(super) runs: VecDeque<Run>,
    /// Every bytes that a node was handed, in order.
    pub(super) handed: Vec<Vec<u8>>,
    /// Sequences that the next simulations find taken.
    pub(super) overtaken_simulations: u64,
}

impl Ledger {
    fn height(&self) -> u64 {
        self.blocks.len() as u64
    }

    fn next_block(&mut self) {
        if self.stands_still {
            return;
        }
        let mut block = vec![];
        for bytes in std::mem::take(&mut self.mempool) {
            let height = self.height() + 1;
            let result = if let Some(refusal) = self.check(&bytes, height) { refusal } else { self.run() };
            block.push((bytes, result));
        }
        self.blocks.push(block);
    }

    fn run(&mut self) -> Value {
        let run = self.runs.pop_front().unwrap_or(Run::Succeeds);
        self.sequence += u64::from(run != Run::Refused);
        match run {
            Run::Succeeds => json!({"code": 0, "gas_used": "91000", "events": []}),
            Run::OutOfGas => {
                json!({"code": 11, "codespace": "sdk", "log": "out of gas in location: WritePerByte"})
            }
            Run::Fails => json!({"code": 5, "codespace": "wasm", "log":
                "failed to execute message; message index: 0: alice has 1, 2 are needed: execute wasm contract failed"}),
            Run::Refused => json!({"code": 5, "codespace": "sdk", "log": "insufficient funds for the fee"}),
        }
    }

    /// The chain's own checks at a height.
    fn check(&self, bytes: &[u8], height: u64) -> Option<Value> {
        let found = sequence_of(bytes);
        if timeout_of(bytes) < height {
            return Some(json!({"code": 30, "codespace": "sdk", "log": "tx timeout height"}));
        }
        (found != self.sequence).then(|| mismatch(self.sequence, found))
    }
}

fn mismatch(expected: u64, got: u64) -> Value {
    let log =
        format!("account sequence mismatch, expected {expected}, got {got}: incorrect account sequence");
    json!({"code": 32, "codespace": "sdk", "log": log})
}

pub(super) fn sequence_of(bytes: &[u8]) -> u64 {
    let raw = TxRaw::decode(bytes).unwrap();
    AuthInfo::decode(raw.auth_info_bytes.as_slice()).unwrap().signer_infos[0].sequence
}

pub(super) fn gas_of(bytes: &[u8]) -> u64 {
    let raw = TxRaw::decode(bytes).unwrap();
    AuthInfo::decode(raw.auth_info_bytes.as_slice()).unwrap().fee.unwrap().gas_limit
}

pub(super) fn timeout_of(bytes: &[u8]) -> u64 {
    body(bytes).timeout_height
}

fn body(bytes: &[u8]) -> TxBody {
    TxBody::decode(TxRaw::decode(bytes).unwrap().body_bytes.as_slice()).unwrap()
}

/// Nodes of one chain and what they have seen.
pub(super) struct Chain {
    pub(super) ledger: Arc<Mutex<Ledger>>,
    pub(super) urls: Vec<String>,
}

impl Chain {
    /// A chain at height 10 with one node for each script.
    pub(super) fn with_nodes(scripts: &[&[Act]]) -> Self {
        let ledger = Ledger { sequence: 7, blocks: vec![vec![]; 10], ..Ledger::default() };
        let ledger = Arc::new(Mutex::new(ledger));
        let urls = scripts.iter().map(|script| node(ledger.clone(), script.to_vec())).collect();
        Self { ledger, urls }
    }

    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap()
    }

    /// Every bytes that a node was handed, in order.
    pub(super) fn handed(&self) -> Vec<Vec<u8>> {
        self.ledger().handed.clone()
    }

    /// Transactions that had their effect.
    pub(super) fn effects(&self) -> Vec<Vec<u8>> {
        let ledger = self.ledger();
        let all = ledger.blocks.iter().flatten();
        all.filter(|(_, result)| result["code"] == 0).map(|(bytes, _)| bytes.clone()).collect()
    }
}

/// The form in which an answer goes out.
enum Answer {
    Result(Value),
    Error(&'static str),
    Page,
    /// An answer that nobody can read.
    Nothing,
}

fn node(ledger: Arc<Mutex<Ledger>>, script: Vec<Act>) -> String {
    let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.server_addr());
    let mut script = VecDeque::from(script);
    std::thread::spawn(move || {
        while let Ok(mut request) = server.recv() {
            let mut text = String::new();
            request.as_reader().read_to_string(&mut text).unwrap();
            let call: Value = serde_json::from_str(&text).unwrap();
            let answer = answer(&mut ledger.lock().unwrap(), &mut script, &call);
            let reply = |body: Value| tiny_http::Response::from_string(body.to_string());
            let sent = match answer {
                Answer::Result(result) => request.respond(reply(json!({"jsonrpc": "2.0", "id": 1, "result": result}))),
                Answer::Error(data) => request.respond(reply(
                    json!({"jsonrpc": "2.0", "id": 1, "error": {"code": -32603, "message": "Internal error", "data": data}}),
                )),
                Answer::Page => request
                    .respond(tiny_http::Response::from_string("<html>bad gateway</html>").with_status_code(502)),
                // At once what a broken connection is after the time limit.
                Answer::Nothing => request.respond(tiny_http::Response::from_string("")),
            };
            drop(sent);
        }
    });
    url
}

fn answer(ledger: &mut Ledger, script: &mut VecDeque<Act>, call: &Value) -> Answer {
    let params = &call["params"];
    let height = params["height"].as_str().map(|height| height.parse::<usize>().unwrap());
    match call["method"].as_str().unwrap() {
        "status" => {
            ledger.next_block();
            Answer::Result(json!({
                "node_info": {"network": CHAIN_ID},
                "sync_info": {
                    "latest_block_height": ledger.height().to_string(),
                    "latest_block_time": "2026-01-01T00:00:00Z",
                },
            }))
        }
        "abci_query" => query(ledger, params),
        "broadcast_tx_sync" => {
            let bytes = BASE64_STANDARD.decode(params["tx"].as_str().unwrap()).unwrap();
            broadcast(ledger, script.pop_front().unwrap_or(Act::Honest), bytes)
        }
        "tx" => {
            let hash = BASE64_STANDARD.decode(params["hash"].as_str().unwrap()).unwrap();
            let found = ledger.blocks.iter().enumerate().find_map(|(index, block)| {
                let one = block.iter().find(|(bytes, _)| Sha256::digest(bytes)[..] == hash[..])?;
                Some(json!({"height": (index + 1).to_string(), "tx_result": one.1}))
            });
            match found {
                Some(found) if !ledger.has_no_index => Answer::Result(found),
                _ => Answer::Error("tx not found"),
            }
        }
        "block" => match ledger.blocks.get(height.unwrap() - 1) {
            None => Answer::Error("height must be less than or equal to the current blockchain height"),
            Some(block) => {
                let txs: Vec<String> = block.iter().map(|(bytes, _)| BASE64_STANDARD.encode(bytes)).collect();
                let header = json!({"height": height.unwrap().to_string()});
                Answer::Result(json!({"block": {"header": header, "data": {"txs": txs}}}))
            }
        },
        "block_results" => {
            let results: Vec<&Value> =
                ledger.blocks[height.unwrap() - 1].iter().map(|(_, result)| result).collect();
            Answer::Result(json!({"txs_results": results}))
        }
        other => panic!("{other}"),
    }
}

fn query(ledger: &mut Ledger, params: &Value) -> Answer {
    let ok = |bytes: Vec<u8>| {
        Answer::Result(json!({"response": {"code": 0, "value": BASE64_STANDARD.encode(bytes)}}))
    };
    if params["path"].as_str().unwrap().ends_with("Account") {
        let sequence = ledger.sequence;
        let account = BaseAccount { address: "x".into(), pub_key: None, account_number: 1, sequence };
        let type_url = "/cosmos.auth.v1beta1.BaseAccount".into();
        let account = cosmrs::proto::Any { type_url, value: account.encode_to_vec() };
        return ok(QueryAccountResponse { account: Some(account) }.encode_to_vec());
    }
    if ledger.overtaken_simulations > 0 {
        ledger.overtaken_simulations -= 1;
        ledger.sequence += 1;
    }
    let request = hex::decode(params["data"].as_str().unwrap()).unwrap();
    let found = sequence_of(&SimulateRequest::decode(request.as_slice()).unwrap().tx_bytes);
    if found != ledger.sequence {
        return Answer::Result(json!({"response": mismatch(ledger.sequence, found)}));
    }
    let gas_info = Some(GasInfo { gas_wanted: 0, gas_used: SIMULATED });
    ok(SimulateResponse { gas_info, result: None }.encode_to_vec())
}

fn broadcast(ledger: &mut Ledger, act: Act, bytes: Vec<u8>) -> Answer {
    if act == Act::LosesRequest {
        return Answer::Nothing;
    }
    ledger.handed.push(bytes.clone());
    let refused =
        |code: u64, log: &str| Answer::Result(json!({"code": code, "codespace": "sdk", "log": log}));
    match act {
        Act::SaysFull => return Answer::Error("mempool is full: number of txs 5000"),
        Act::WantsAFee => {
            return refused(13, "insufficient fees; got: 0uusd required: 1uusd: insufficient fee");
        }
        Act::WantsGas => return refused(11, "out of gas in location: ReadFlat: out of gas"),
        Act::IsBehind => return Answer::Result(mismatch(ledger.sequence - 1, sequence_of(&bytes))),
        Act::IsOvertaken => ledger.sequence += 1,
        _ => {}
    }
    if let Some(refusal) = ledger.check(&bytes, ledger.height() + 1) {
        return Answer::Result(refusal);
    }
    if act != Act::Forgets && !ledger.mempool.contains(&bytes) {
        ledger.mempool.push(bytes);
    }
    match act {
        Act::LosesAnswer => {
            // The chain goes on while the client still waits.
            ledger.next_block();
            Answer::Nothing
        }
        Act::AnswersWithAPage => {
            ledger.next_block();
            Answer::Page
        }
        Act::SaysCached => Answer::Error("tx already exists in cache"),
        Act::SaysInMempool => refused(19, "tx already in mempool"),
        _ => Answer::Result(json!({"code": 0, "log": ""})),
    }
}
