//! Messages as the chain takes them.

use cosmrs::Any;
use cosmrs::proto::cosmos::bank::v1beta1::{Input, MsgMultiSend, MsgSend, Output};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmwasm::wasm::v1::MsgExecuteContract;
use cosmrs::proto::traits::Message;
use serde::Serialize;
use serde_json::Value;
use weal_client::Funds;

/// A call of a contract, as a wallet writes it: without the fields that are null.
pub fn execute(sender: &str, contract: &str, message: &impl Serialize, funds: &Funds) -> anyhow::Result<Any> {
    let message = MsgExecuteContract {
        sender: sender.into(),
        contract: contract.into(),
        msg: lean(serde_json::to_value(message)?).to_string().into_bytes(),
        funds: coins(funds),
    };
    Ok(any("/cosmwasm.wasm.v1.MsgExecuteContract", &message))
}

/// Coins from one account to another.
pub fn send(from: &str, to: &str, funds: &Funds) -> Any {
    let message = MsgSend { from_address: from.into(), to_address: to.into(), amount: coins(funds) };
    any("/cosmos.bank.v1beta1.MsgSend", &message)
}

/// The same coins from one account to each of many.
pub fn send_many(from: &str, to: &[&str], funds: &Funds) -> Any {
    let all =
        Funds::many(funds.coins().iter().map(|(denom, amount)| (amount * to.len() as u128, denom.clone())));
    let output = |address: &&str| Output { address: (*address).into(), coins: coins(funds) };
    let message = MsgMultiSend {
        inputs: vec![Input { address: from.into(), coins: coins(&all) }],
        outputs: to.iter().map(output).collect(),
    };
    any("/cosmos.bank.v1beta1.MsgMultiSend", &message)
}

fn any(type_url: &str, message: &impl Message) -> Any {
    Any { type_url: type_url.into(), value: message.encode_to_vec() }
}

fn coins(funds: &Funds) -> Vec<Coin> {
    let coin = |(denom, amount): &(String, u128)| Coin { denom: denom.clone(), amount: amount.to_string() };
    funds.coins().iter().map(coin).collect()
}

fn lean(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            kept.map(|(key, value)| (key, lean(value))).collect()
        }
        Value::Array(values) => values.into_iter().map(lean).collect(),
        other => other,
    }
}
