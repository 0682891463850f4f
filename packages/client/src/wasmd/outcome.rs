//! A block's outcome for a transaction.

use super::mempool::ran_out_of_gas;
use super::rpc::{contract_words, integer};
use crate::Receipt;
use cosmwasm_std::{Attribute, Event};
use serde_json::Value;

/// The beginning of the chain's log of a message that ran and failed. Without it a check before the message refused the transaction: the
/// account's sequence is as it was, and a later block can still run the same bytes.
const RAN: &str = "failed to execute message";

/// A block's judgement of a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// The transaction ran and its effect stands.
    Ran(Receipt),
    /// The transaction ran and failed: its changes were undone, its sequence is used up. The chain's own words.
    Failed(String),
    /// The transaction's gas did not suffice and its changes were undone. Its sequence is used up, or else other bytes
    /// will have the same one.
    OutOfGas(String),
}

impl Outcome {
    /// Reads a result as `tx` and `block_results` give it; `None` where the transaction was not run, or where there is
    /// no code.
    pub(crate) fn of(tx_hash: &str, height: u64, result: &Value) -> Option<Self> {
        let log = result["log"].as_str().unwrap_or_default();
        match integer(&result["code"])? {
            0 => Some(Self::Ran(Receipt {
                tx_hash: Some(tx_hash.into()),
                height,
                gas_used: integer(&result["gas_used"]),
                events: result["events"].as_array().into_iter().flatten().map(event).collect(),
            })),
            _ if ran_out_of_gas(result) => Some(Self::OutOfGas(contract_words(log))),
            _ if log.contains(RAN) => Some(Self::Failed(contract_words(log))),
            _ => None,
        }
    }
}

fn event(value: &Value) -> Event {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut event = Event::new(text(&value["type"]));
    for attribute in value["attributes"].as_array().into_iter().flatten() {
        // Pushed, not added: the chain's own keys may begin with '_'.
        event.attributes.push(Attribute { key: text(&attribute["key"]), value: text(&attribute["value"]) });
    }
    event
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_result_becomes_a_receipt_with_the_chains_own_keys() {
        let events =
            json!([{"type": "instantiate", "attributes": [{"key": "_contract_address", "value": "wasm1"}]}]);
        let result = json!({"code": 0, "gas_used": "91000", "events": events});
        let Some(Outcome::Ran(receipt)) = Outcome::of("AB", 7, &result) else { panic!("{result}") };
        assert_eq!(
            (receipt.tx_hash.as_deref(), receipt.height, receipt.gas_used),
            (Some("AB"), 7, Some(91_000))
        );
        assert_eq!(receipt.attribute("instantiate", "_contract_address"), Some("wasm1"));
    }

    #[test]
    fn a_failure_counts_only_where_the_message_ran() {
        let of = |code: u64, codespace: &str, log: &str| {
            Outcome::of("AB", 7, &json!({"code": code, "codespace": codespace, "log": log}))
        };
        let log = "failed to execute message; message index: 0: no: execute wasm contract failed";
        assert!(matches!(of(5, "wasm", log), Some(Outcome::Failed(words)) if words == "no"));
        assert!(
            matches!(of(11, "sdk", "out of gas"), Some(Outcome::OutOfGas(words)) if words == "out of gas")
        );
        for (code, log) in [
            (32, "account sequence mismatch"),
            (30, "tx timeout height"),
            (5, "insufficient funds"),
            (13, "insufficient fee"),
        ] {
            assert!(of(code, "sdk", log).is_none(), "{code}");
        }
        assert!(Outcome::of("AB", 7, &json!({"log": "no code"})).is_none());
    }
}
