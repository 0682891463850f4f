//! Sending transactions to a chain and reading what became of them.

use crate::{Wallet, send_many};
use anyhow::{Context, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use cosmrs::Any;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};
use weal_client::{Chain, Endpoints, Funds, RpcClient, WasmdChain};

/// The gas limit, above what any transaction here uses. The same for all, so that its digits cost the same.
const GAS_LIMIT: u64 = 900_000_000;
const FAUCET: &str = "faucet";
/// The longest that a transaction may take into a block.
const INCLUSION: Duration = Duration::from_secs(90);

/// A running chain.
pub struct Net {
    /// The client for the acts of the named accounts.
    pub chain: WasmdChain,
    /// The client for everything else.
    pub rpc: RpcClient,
}

/// The outcome of a transaction.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The chain's code: zero where the transaction succeeded.
    pub code: u64,
    /// The chain's words where the transaction did not succeed.
    pub log: String,
    /// The gas used.
    pub gas: u64,
    /// The block's height.
    pub height: u64,
}

impl Net {
    /// Connects to the chain that `scripts/localnet` described; `artifacts` holds the wasm.
    pub fn connect(endpoints: &Path, artifacts: &Path) -> anyhow::Result<Self> {
        let endpoints = Endpoints::read(endpoints)?;
        let chain = WasmdChain::connect(&endpoints, artifacts)?;
        Ok(Self { chain, rpc: RpcClient::new(&endpoints.chain_id, &endpoints.rpc) })
    }

    /// Gives each wallet coins out of the faucet, which makes its account, and reads the account.
    pub fn fund<'a>(
        &self,
        wallets: impl IntoIterator<Item = &'a mut Wallet>,
        funds: &Funds,
    ) -> anyhow::Result<()> {
        let mut wallets: Vec<_> = wallets.into_iter().collect();
        let to: Vec<&str> = wallets.iter().map(|wallet| wallet.address.as_str()).collect();
        for some in to.chunks(500) {
            self.chain.transact(FAUCET, send_many(&self.chain.address(FAUCET)?, some, funds))?;
        }
        wallets.iter_mut().try_for_each(|wallet| wallet.refresh(&self.rpc))
    }

    /// Signs, sends and waits. Errors: a transaction that the chain refused.
    pub fn run(&self, wallet: &mut Wallet, messages: &[Any]) -> anyhow::Result<Outcome> {
        let outcome = self.attempt(wallet, messages)?;
        if outcome.code != 0 {
            bail!("refused: {}", outcome.log);
        }
        Ok(outcome)
    }

    /// The same as [`Self::run`], but a refusal is an outcome.
    pub fn attempt(&self, wallet: &mut Wallet, messages: &[Any]) -> anyhow::Result<Outcome> {
        let hash = self.submit(wallet, messages)?;
        self.outcome(&hash)
    }

    /// Signs and sends without waiting; returns the transaction's hash.
    pub fn submit(&self, wallet: &mut Wallet, messages: &[Any]) -> anyhow::Result<Vec<u8>> {
        broadcast(&self.rpc, &wallet.sign(self.rpc.chain_id(), messages, GAS_LIMIT)?)
    }

    /// Waits for the block that has the transaction.
    pub fn outcome(&self, hash: &[u8]) -> anyhow::Result<Outcome> {
        let started = Instant::now();
        while started.elapsed() < INCLUSION {
            if let Ok(found) = self.rpc.call("tx", json!({"hash": BASE64_STANDARD.encode(hash)})) {
                let result = &found["tx_result"];
                return Ok(Outcome {
                    code: result["code"].as_u64().unwrap_or_default(),
                    log: result["log"].as_str().unwrap_or_default().into(),
                    gas: integer(&result["gas_used"])?,
                    height: integer(&found["height"])?,
                });
            }
            sleep(Duration::from_millis(50));
        }
        bail!("no block had the transaction within {INCLUSION:?}")
    }

    /// Waits for each; every one must have succeeded.
    pub fn outcomes(&self, hashes: &[Vec<u8>]) -> anyhow::Result<Vec<Outcome>> {
        let one = |hash: &Vec<u8>| {
            let outcome = self.outcome(hash)?;
            if outcome.code != 0 {
                bail!("refused: {}", outcome.log);
            }
            Ok(outcome)
        };
        hashes.iter().map(one).collect()
    }

    /// Lets more than a second pass on chain; returns its time.
    pub fn next_second(&self) -> anyhow::Result<u64> {
        let now = self.chain.block()?.time;
        Ok(self.chain.wait_until(now + 2)?.time)
    }
}

/// Hands signed bytes to the mempool; returns the transaction's hash.
pub fn broadcast(rpc: &RpcClient, signed: &[u8]) -> anyhow::Result<Vec<u8>> {
    let answer = rpc.call("broadcast_tx_sync", json!({"tx": BASE64_STANDARD.encode(signed)}))?;
    if answer["code"].as_u64() != Some(0) {
        bail!("the mempool refused: {}", answer["log"]);
    }
    Ok(Sha256::digest(signed).to_vec())
}

/// An integer that the node writes as text.
fn integer(value: &Value) -> anyhow::Result<u64> {
    let found = value.as_u64().or_else(|| value.as_str()?.parse().ok());
    found.with_context(|| format!("{value} is no integer"))
}
