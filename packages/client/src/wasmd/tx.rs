//! One transaction: made, handed to a node, looked for.

use super::mempool::Verdict;
use super::outcome::Outcome;
use super::rpc::{RpcClient, integer};
use super::sending::Heard;
use crate::{ClientError, Funds};
use base64::{Engine, prelude::BASE64_STANDARD};
use cosmrs::crypto::secp256k1::SigningKey;
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::tx::v1beta1::{SimulateRequest, SimulateResponse};
use cosmrs::proto::traits::Message;
use cosmrs::tendermint::block::Height;
use cosmrs::tx::{Body, Fee, SignDoc, SignerInfo};
use cosmrs::{Any, ErrorReport};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The call that hands bytes to a node.
pub(crate) const BROADCAST: &str = "broadcast_tx_sync";

/// An account as a signature needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    /// The chain's number for it.
    pub(crate) number: u64,
    /// The sequence of its next transaction.
    pub(crate) sequence: u64,
}

impl Account {
    /// The account once its next transaction has run.
    pub(crate) fn after(self) -> Self {
        Self { sequence: self.sequence + 1, ..self }
    }
}

/// Bytes that carry a signature.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) bytes: Vec<u8>,
    /// SHA-256 of the bytes, hex: one transaction is one hash.
    pub(crate) tx_hash: String,
    /// The account whose sequence it uses.
    pub(crate) account: Account,
    pub(crate) heights: Heights,
}

/// The blocks that can run a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heights {
    /// The first height after the transaction's signing.
    pub(crate) first: u64,
    /// The transaction's timeout height; zero for a draft, which is only simulated.
    pub(crate) last: u64,
}

impl Heights {
    /// The heights of a draft.
    pub(crate) const ANY: Self = Self { first: 0, last: 0 };

    /// The `blocks` after `newest`.
    pub(crate) fn after(newest: u64, blocks: u64) -> Self {
        Self { first: newest + 1, last: newest + blocks }
    }
}

/// A protobuf message with its type.
pub(crate) fn any(type_url: &str, message: &impl Message) -> Any {
    Any { type_url: type_url.into(), value: message.encode_to_vec() }
}

/// The chain's form of coins.
pub(crate) fn coins(funds: &Funds) -> Vec<Coin> {
    let coin = |(denom, amount): &(String, u128)| Coin { denom: denom.clone(), amount: amount.to_string() };
    funds.coins().iter().map(coin).collect()
}

/// Signed bytes for one message, which no block after `heights` runs. The local chains ask no fee.
pub(crate) fn sign(
    key: &SigningKey,
    chain_id: &str,
    account: Account,
    message: &Any,
    gas_limit: u64,
    heights: Heights,
) -> Result<Signed, ClientError> {
    let signed = || -> Result<Vec<u8>, ErrorReport> {
        let body = Body::new(vec![message.clone()], "", Height::try_from(heights.last)?);
        let fee = Fee { amount: vec![], gas_limit, payer: None, granter: None };
        let auth = SignerInfo::single_direct(Some(key.public_key()), account.sequence).auth_info(fee);
        SignDoc::new(&body, &auth, &chain_id.parse()?, account.number)?.sign(key)?.to_bytes()
    };
    let bytes = signed().map_err(|error| ClientError::local("transaction", error))?;
    Ok(Signed { tx_hash: hex::encode_upper(Sha256::digest(&bytes)), bytes, account, heights })
}

/// An account's number and next sequence.
pub(crate) fn account(rpc: &RpcClient, address: &str) -> Result<Account, ClientError> {
    let path = "/cosmos.auth.v1beta1.Query/Account";
    let request = QueryAccountRequest { address: address.into() };
    let answer: QueryAccountResponse = rpc.abci_query(path, &request)?;
    let found = answer.account.ok_or_else(|| ClientError::decode(path, format!("no account {address}")))?;
    let BaseAccount { account_number: number, sequence, .. } =
        BaseAccount::decode(found.value.as_slice()).map_err(|error| ClientError::decode(path, error))?;
    Ok(Account { number, sequence })
}

/// Gas that the transaction would use now. Errors: `Refused` where it would fail.
pub(crate) fn simulate(rpc: &RpcClient, signed: &[u8]) -> Result<u64, ClientError> {
    #[allow(deprecated)] // the field `tx` must be named; only the bytes are sent
    let request = SimulateRequest { tx: None, tx_bytes: signed.to_vec() };
    let answer: SimulateResponse = rpc.abci_query("/cosmos.tx.v1beta1.Service/Simulate", &request)?;
    let gas = answer.gas_info.ok_or_else(|| ClientError::decode("simulation", "no gas in it"))?;
    Ok(gas.gas_used)
}

/// A fifth more than simulated, and a little for what a simulation does not see; a third more again for each time that was too little.
pub(crate) fn with_margin(gas: u64, shortages: u32) -> u64 {
    (0..shortages).fold(gas + gas / 5 + 20_000, |gas, _| gas + gas * 3 / 10)
}

/// Hands the bytes to one node. The next call takes the next node where this one did not answer.
pub(crate) fn broadcast(rpc: &RpcClient, signed: &Signed) -> Verdict {
    Verdict::of(rpc.ask_one(BROADCAST, &json!({"tx": BASE64_STANDARD.encode(&signed.bytes)})))
}

/// Returns the outcome of a transaction; `None` where no node that answers knows of one.
pub(crate) fn look_up(rpc: &RpcClient, signed: &Signed) -> Option<Outcome> {
    let hash = Sha256::digest(&signed.bytes);
    let found = rpc.call("tx", json!({"hash": BASE64_STANDARD.encode(hash), "prove": false})).ok()?;
    Outcome::of(&signed.tx_hash, integer(&found["height"])?, &found["tx_result"])
}

/// Reads every block that can have the bytes: a node's index of transactions may be late, or not there at all.
pub(crate) fn read_blocks(rpc: &RpcClient, signed: &Signed) -> Heard {
    for height in signed.heights.first..=signed.heights.last {
        match outcome_at(rpc, signed, height) {
            Some(None) => {}
            Some(Some(outcome)) => return Heard::Found(outcome),
            None => return Heard::Unread,
        }
    }
    Heard::Absent
}

/// Returns the outcome of the bytes in the block at `height`, if it ran them; `None` where the block or its results cannot be read.
fn outcome_at(rpc: &RpcClient, signed: &Signed, height: u64) -> Option<Option<Outcome>> {
    let at = json!({"height": height.to_string()});
    let block = rpc.call("block", at.clone()).ok()?;
    let header = &block["block"]["header"];
    let transactions = block["block"]["data"]["txs"].as_array();
    // An empty block may have `null` for its transactions; something that is no block has no header either.
    if integer(&header["height"]) != Some(height) {
        return None;
    }
    let encoded = Value::from(BASE64_STANDARD.encode(&signed.bytes));
    let places: Vec<usize> = transactions
        .into_iter()
        .flatten()
        .enumerate()
        .filter_map(|(place, transaction)| (*transaction == encoded).then_some(place))
        .collect();
    if places.is_empty() {
        return Some(None);
    }
    let results = rpc.call("block_results", at).ok()?;
    let results = results["txs_results"].as_array()?;
    let mut outcomes = vec![];
    for place in places {
        let result = results.get(place)?;
        integer(&result["code"])?;
        outcomes.push(Outcome::of(&signed.tx_hash, height, result));
    }
    Some(outcomes.into_iter().flatten().next())
}
