//! JSON-RPC to CometBFT, with fail-over between nodes.
//!
//! Written here because the published clients detect the node's version and misread the one that wasmd 0.70
//! runs. Only what the project uses: status, broadcast, transactions, ABCI queries.

use crate::wasmd::{POLL, encode};
use crate::{Block, ClientError};
use base64::{Engine, prelude::BASE64_STANDARD};
use cosmrs::proto::traits::Message;
use serde_json::{Value, json};
use std::cell::Cell;
use std::thread::sleep;
use std::time::Duration;
use ureq::Agent;

/// The time that one node may take to answer one call.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The largest answer of a node, bytes.
const MAX_ANSWER: u64 = 64 << 20;

/// The nodes of one chain. A node that does not answer is passed over for the next.
pub struct RpcClient {
    chain_id: String,
    agent: Agent,
    nodes: Vec<Node>,
    /// The node that answered last.
    current: Cell<usize>,
}

/// One endpoint.
struct Node {
    url: String,
    /// True once it has said that it is of the configured chain.
    is_of_chain: Cell<bool>,
}

/// One node's answer to one call.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// The node answered with a result.
    Result(Value),
    /// The node answered with an error of its own.
    Error(String),
    /// The node was not asked: no connection came about, or it is another chain's.
    Unconnected(String),
    /// The answer cannot be read: the node may have done what it was asked, or passed it on.
    Lost(String),
}

impl RpcClient {
    /// Returns a client for the chain with this id at these URLs.
    pub fn new(chain_id: &str, urls: &[String]) -> Self {
        let config = Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false);
        Self {
            chain_id: chain_id.into(),
            agent: config.build().into(),
            nodes: urls.iter().map(|url| Node { url: url.clone(), is_of_chain: Cell::new(false) }).collect(),
            current: Cell::new(0),
        }
    }

    /// The chain's id.
    pub fn chain_id(&self) -> &str {
        &self.chain_id
    }

    /// Returns the number of nodes.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Calls `method` at the node that answered last, then at the others. A node of another chain is passed over.
    ///
    /// Errors: `Unreachable` where no node answers; `Rpc` where a node answers with an error, which another
    /// node would repeat.
    pub fn call(&self, method: &str, params: Value) -> Result<Value, ClientError> {
        let mut failures = Vec::new();
        for _ in 0..self.nodes.len() {
            match self.ask_one(method, &params) {
                Reply::Result(result) => return Ok(result),
                Reply::Error(reason) => return Err(ClientError::Rpc { method: method.into(), reason }),
                Reply::Unconnected(reason) | Reply::Lost(reason) => failures.push(reason),
            }
        }
        Err(ClientError::Unreachable { method: method.into(), reason: failures.join("; ") })
    }

    /// Calls `method` at one node, the one that answered last; where it does not answer, the next is asked next time.
    pub(crate) fn ask_one(&self, method: &str, params: &Value) -> Reply {
        let Some(node) = self.nodes.get(self.current.get()) else {
            return Reply::Unconnected("no endpoint is configured".into());
        };
        let reply = match self.ensure_of_chain(node) {
            Ok(()) => self.post(&node.url, method, params),
            Err(error) => Reply::Unconnected(format!("{}: {error}", node.url)),
        };
        if matches!(reply, Reply::Unconnected(_) | Reply::Lost(_)) {
            self.current.set((self.current.get() + 1) % self.nodes.len());
        }
        reply
    }

    /// Every node that answers is of the configured chain, and one answers. Errors: `WrongChain`, `Unreachable`.
    pub(crate) fn ensure_chain(&self) -> Result<(), ClientError> {
        let mut failures = Vec::new();
        for node in &self.nodes {
            match self.ensure_of_chain(node) {
                Ok(()) => {}
                Err(error @ ClientError::WrongChain { .. }) => return Err(error),
                Err(error) => failures.push(error.to_string()),
            }
        }
        if failures.len() == self.nodes.len() {
            return Err(ClientError::Unreachable { method: "status".into(), reason: failures.join("; ") });
        }
        Ok(())
    }

    /// Asked once of each node, before anything else. Errors: `WrongChain`, `Unreachable`.
    fn ensure_of_chain(&self, node: &Node) -> Result<(), ClientError> {
        if node.is_of_chain.get() {
            return Ok(());
        }
        match self.post(&node.url, "status", &json!({})) {
            Reply::Result(status) => self.ensure_network(&status)?,
            Reply::Error(reason) | Reply::Unconnected(reason) | Reply::Lost(reason) => {
                return Err(ClientError::Unreachable { method: "status".into(), reason });
            }
        }
        node.is_of_chain.set(true);
        Ok(())
    }

    fn ensure_network(&self, status: &Value) -> Result<(), ClientError> {
        let found = status["node_info"]["network"].as_str().unwrap_or_default();
        if found != self.chain_id {
            return Err(ClientError::WrongChain { expected: self.chain_id.clone(), found: found.into() });
        }
        Ok(())
    }

    fn post(&self, url: &str, method: &str, params: &Value) -> Reply {
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let answer =
            self.agent.post(url).send_json(request).and_then(|mut answer| {
                answer.body_mut().with_config().limit(MAX_ANSWER).read_json::<Value>()
            });
        match answer {
            Ok(answer) if answer.get("error").is_some() => Reply::Error(answer["error"].to_string()),
            Ok(mut answer) => match answer.get_mut("result") {
                Some(result) => Reply::Result(result.take()),
                None => Reply::Lost(format!("{url}: neither a result nor an error")),
            },
            Err(error) if has_not_connected(&error) => Reply::Unconnected(format!("{url}: {error}")),
            Err(error) => Reply::Lost(format!("{url}: {error}")),
        }
    }

    /// The newest block that the node has, which it may still be applying. Errors: as `call`; `Decode`; `WrongChain` where another chain
    /// has taken the node's place.
    pub fn newest_block(&self) -> Result<Block, ClientError> {
        let status = self.call("status", json!({}))?;
        self.ensure_network(&status)?;
        let sync = &status["sync_info"];
        let height = integer(&sync["latest_block_height"]);
        let time = sync["latest_block_time"].as_str().and_then(unix_seconds);
        match (height, time) {
            (Some(height), Some(time)) => Ok(Block { height, time }),
            _ => Err(ClientError::decode("status", status)),
        }
    }

    /// Returns once a block of `time` (Unix seconds) or later is applied, with the one after it. A node names a block before it
    /// has applied it: until then a simulation is still at the block before. Errors: as [`Self::newest_block`].
    pub fn wait_until(&self, time: u64) -> Result<Block, ClientError> {
        let mut reached = None;
        loop {
            let block = self.newest_block()?;
            if reached.is_some_and(|height| block.height > height) {
                return Ok(block);
            }
            if block.time >= time {
                reached.get_or_insert(block.height);
            }
            sleep(POLL);
        }
    }

    /// The hash of block 1. Errors: as `call`; `Decode`.
    pub fn first_block(&self) -> Result<String, ClientError> {
        let block = self.call("block", json!({"height": "1"}))?;
        let hash = block["block_id"]["hash"].as_str().map(str::to_owned);
        hash.ok_or_else(|| ClientError::decode("block", block))
    }

    /// Asks the application. Errors: as `call`; `Refused` with the application's own words.
    pub fn abci_query<Q: Message, A: Message + Default>(
        &self,
        path: &str,
        request: &Q,
    ) -> Result<A, ClientError> {
        let params = json!({"path": path, "data": hex::encode(encode(request)), "prove": false});
        let answer = self.call("abci_query", params)?;
        let response = &answer["response"];
        if response["code"].as_u64().unwrap_or_default() != 0 {
            let log = response["log"].as_str().unwrap_or_default();
            return Err(ClientError::Refused { reason: contract_words(log), tx_hash: None });
        }
        let value = response["value"].as_str().unwrap_or_default();
        let bytes = BASE64_STANDARD.decode(value).map_err(|error| ClientError::decode(path, error))?;
        A::decode(bytes.as_slice()).map_err(|error| ClientError::decode(path, error))
    }
}

/// Returns true if a call ended before anything could be sent.
fn has_not_connected(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => true,
        ureq::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        _ => false,
    }
}

/// An integer that JSON carries as a number or as text.
pub(crate) fn integer(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Seconds since 1970 of an RFC 3339 time in UTC, as the node writes it.
fn unix_seconds(text: &str) -> Option<u64> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hours, minutes, seconds) = (number(11..13)?, number(14..16)?, number(17..19)?);
    // Days since 1970 of a civil date, with March as the year's first month (so that leap days come last).
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * month + 2) / 5 + day - 1;
    let days = (era * 146_097 + day_of_era).checked_sub(719_468)?;
    Some(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
}

/// Takes the contract's words out of the chain's log line.
pub(crate) fn contract_words(log: &str) -> String {
    let mut words = log;
    for start in ["message index: 0: ", "dispatch: submessages: "] {
        words = words.rsplit_once(start).map_or(words, |(_, rest)| rest);
    }
    // A message that a contract sends when it hears of another one's end.
    while let Some(rest) = words.strip_prefix("reply: ").or_else(|| words.strip_prefix("dispatch: ")) {
        words = rest;
    }
    for end in [
        ": execute wasm contract failed",
        ": instantiate wasm contract failed",
        ": query wasm contract failed",
        " [CosmWasm/wasmd",
        " With gas wanted",
    ] {
        words = words.split_once(end).map_or(words, |(rest, _)| rest);
    }
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_times_are_read_as_unix_seconds() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:30:15.123456789Z", 951_827_415),
            ("2026-11-22T18:41:07.5Z", 1_795_372_867),
        ] {
            assert_eq!(unix_seconds(text), Some(seconds), "{text}");
        }
        assert_eq!(unix_seconds("yesterday"), None);
    }

    #[test]
    fn the_contracts_own_words_are_kept() {
        let log = "failed to execute message; message index: 0: alice has 1, 2 are needed: execute wasm contract failed";
        assert_eq!(contract_words(log), "alice has 1, 2 are needed");
        assert_eq!(contract_words("insufficient funds"), "insufficient funds");
        let log = "failed to execute message; message index: 0: dispatch: submessages: reply: dispatch: \
                   the swap receives 1, at least 2 is required: execute wasm contract failed";
        assert_eq!(contract_words(log), "the swap receives 1, at least 2 is required");
    }

    #[test]
    fn a_block_counts_as_reached_once_the_next_one_is_named() {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let node = format!("http://{}", server.server_addr());
        let answering = std::thread::spawn(move || {
            // The first is asked for the chain's id.
            for (height, second) in [(4, 9), (4, 9), (5, 10), (5, 10), (6, 11)] {
                let request = server.recv().unwrap();
                let body = json!({"jsonrpc": "2.0", "id": 1, "result": {
                    "node_info": {"network": "test-1"},
                    "sync_info": {
                        "latest_block_height": height.to_string(),
                        "latest_block_time": format!("1970-01-01T00:00:{second:02}Z"),
                    },
                }});
                request.respond(tiny_http::Response::from_string(body.to_string())).unwrap();
            }
        });
        let block = RpcClient::new("test-1", &[node]).wait_until(10).unwrap();
        assert_eq!((block.height, block.time), (6, 11));
        answering.join().unwrap();
    }

    #[test]
    fn an_endpoint_that_is_down_is_passed_over() {
        let server = tiny_http::Server::http("127.0.0.1:0").unwrap();
        let alive = format!("http://{}", server.server_addr());
        let answering = std::thread::spawn(move || {
            let status = r#"{"jsonrpc":"2.0","id":1,"result":{"node_info":{"network":"test-1"}}}"#;
            for body in [status, r#"{"jsonrpc":"2.0","id":1,"result":{"ok":true}}"#] {
                let request = server.recv().unwrap();
                request.respond(tiny_http::Response::from_string(body)).unwrap();
            }
        });
        let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let refused = format!("http://{}", dead.local_addr().unwrap());
        drop(dead);
        let rpc = RpcClient::new("test-1", &[refused.clone(), alive]);
        assert_eq!(rpc.call("health", json!({})).unwrap()["ok"], true);
        answering.join().unwrap();

        let error = RpcClient::new("test-1", &[refused]).call("health", json!({})).unwrap_err();
        assert!(matches!(error, ClientError::Unreachable { .. }), "{error}");
    }
}
