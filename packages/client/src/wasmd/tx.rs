//! Making, sending and following one transaction.

use super::POLL;
use super::rpc::{RpcClient, contract_words, integer};
use crate::{ClientError, Funds, Receipt};
use base64::{Engine, prelude::BASE64_STANDARD};
use cosmrs::crypto::secp256k1::SigningKey;
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::tx::v1beta1::{SimulateRequest, SimulateResponse};
use cosmrs::proto::traits::Message;
use cosmrs::tx::{Body, Fee, SignDoc, SignerInfo};
use cosmrs::{Any, ErrorReport};
use cosmwasm_std::Event;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a broadcast transaction may take into a block.
const INCLUSION: Duration = Duration::from_secs(60);
/// The mempool's code for a transaction that it already holds.
const ALREADY_IN_MEMPOOL: &str = "tx already exists in cache";

/// A protobuf message with its type.
pub(crate) fn any(type_url: &str, message: &impl Message) -> Any {
    Any { type_url: type_url.into(), value: message.encode_to_vec() }
}

/// The chain's form of coins.
pub(crate) fn coins(funds: &Funds) -> Vec<Coin> {
    let coin = |(denom, amount): &(String, u128)| Coin { denom: denom.clone(), amount: amount.to_string() };
    funds.coins().iter().map(coin).collect()
}

/// Signed bytes for one message. The local chains ask no fee.
pub(crate) fn sign(
    key: &SigningKey,
    chain_id: &str,
    (number, sequence): (u64, u64),
    message: &Any,
    gas_limit: u64,
) -> Result<Vec<u8>, ClientError> {
    let signed = || -> Result<Vec<u8>, ErrorReport> {
        let body = Body::new(vec![message.clone()], "", 0u32);
        let fee = Fee { amount: vec![], gas_limit, payer: None, granter: None };
        let auth = SignerInfo::single_direct(Some(key.public_key()), sequence).auth_info(fee);
        SignDoc::new(&body, &auth, &chain_id.parse()?, number)?.sign(key)?.to_bytes()
    };
    signed().map_err(|error| ClientError::local("transaction", error))
}

/// An account's number and next sequence.
pub(crate) fn account(rpc: &RpcClient, address: &str) -> Result<(u64, u64), ClientError> {
    let path = "/cosmos.auth.v1beta1.Query/Account";
    let request = QueryAccountRequest { address: address.into() };
    let answer: QueryAccountResponse = rpc.abci_query(path, &request)?;
    let bytes = answer.account.map(|account| account.value).unwrap_or_default();
    let account = BaseAccount::decode(bytes.as_slice()).map_err(|error| ClientError::decode(path, error))?;
    Ok((account.account_number, account.sequence))
}

/// Gas that the transaction would use now. Errors: `Refused` where it would fail.
pub(crate) fn simulate(rpc: &RpcClient, signed: &[u8]) -> Result<u64, ClientError> {
    #[allow(deprecated)] // the field `tx` must be named; only the bytes are sent
    let request = SimulateRequest { tx: None, tx_bytes: signed.to_vec() };
    let answer: SimulateResponse = rpc.abci_query("/cosmos.tx.v1beta1.Service/Simulate", &request)?;
    Ok(answer.gas_info.map(|gas| gas.gas_used).unwrap_or_default())
}

/// A fifth more than simulated, and a little for what a simulation does not see.
pub(crate) fn with_margin(gas: u64) -> u64 {
    gas + gas / 5 + 20_000
}

/// Hands the bytes to the mempool and returns the transaction's hash. Errors: `Refused`.
pub(crate) fn broadcast(rpc: &RpcClient, signed: &[u8]) -> Result<String, ClientError> {
    let tx_hash = hex::encode_upper(Sha256::digest(signed));
    let sent = rpc.call("broadcast_tx_sync", json!({"tx": BASE64_STANDARD.encode(signed)}));
    let answer = match sent {
        // The bytes came before: the hash is the same, so they are one transaction.
        Err(ClientError::Rpc { reason, .. }) if reason.contains(ALREADY_IN_MEMPOOL) => return Ok(tx_hash),
        answer => answer?,
    };
    if answer["code"].as_u64().unwrap_or_default() != 0 {
        let log = answer["log"].as_str().unwrap_or_default();
        return Err(ClientError::Refused { reason: contract_words(log), tx_hash: Some(tx_hash) });
    }
    Ok(tx_hash)
}

/// Polls for the transaction; every few seconds the same bytes are sent again, in case the node that took
/// them died with them. Errors: `Refused` where the block says it failed; `NotIncluded`.
pub(crate) fn wait_for_block(rpc: &RpcClient, tx_hash: &str, signed: &[u8]) -> Result<Receipt, ClientError> {
    let hash = hex::decode(tx_hash).map_err(|error| ClientError::local("hash", error))?;
    let params = json!({"hash": BASE64_STANDARD.encode(hash), "prove": false});
    let started = Instant::now();
    let mut sent_at = started;
    while started.elapsed() < INCLUSION {
        sleep(POLL);
        match rpc.call("tx", params.clone()) {
            Ok(found) => return receipt(tx_hash, &found),
            Err(ClientError::Rpc { .. } | ClientError::Unreachable { .. }) => {}
            Err(error) => return Err(error),
        }
        if sent_at.elapsed() > Duration::from_secs(5) {
            sent_at = Instant::now();
            // Refused means that it is in a block already; the next poll finds it.
            let _ = broadcast(rpc, signed);
        }
    }
    Err(ClientError::NotIncluded { tx_hash: tx_hash.into(), seconds: INCLUSION.as_secs() })
}

fn receipt(tx_hash: &str, found: &Value) -> Result<Receipt, ClientError> {
    let result = &found["tx_result"];
    if result["code"].as_u64().unwrap_or_default() != 0 {
        let log = result["log"].as_str().unwrap_or_default();
        return Err(ClientError::Refused { reason: contract_words(log), tx_hash: Some(tx_hash.into()) });
    }
    let height = integer(&found["height"]);
    Ok(Receipt {
        tx_hash: Some(tx_hash.into()),
        height: height.ok_or_else(|| ClientError::decode("tx", "no height"))?,
        gas_used: integer(&result["gas_used"]),
        events: result["events"].as_array().into_iter().flatten().map(event).collect(),
    })
}

fn event(value: &Value) -> Event {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut event = Event::new(text(&value["type"]));
    for attribute in value["attributes"].as_array().into_iter().flatten() {
        // Pushed, not added: the chain's own keys may begin with '_'.
        event
            .attributes
            .push(cosmwasm_std::Attribute { key: text(&attribute["key"]), value: text(&attribute["value"]) });
    }
    event
}
