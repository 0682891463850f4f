//! A node's answer to bytes that it is handed.

use super::rpc::{Reply, contract_words, integer};
use serde_json::Value;

/// The application's name for its own codes.
const SDK: &str = "sdk";
/// CometBFT's words for bytes that it holds, or held a moment ago.
const IN_CACHE: &str = "tx already exists in cache";
/// CometBFT's words for no room.
const FULL: &str = "mempool is full";

/// The Cosmos SDK's codes that mean something to a sender.
mod code {
    pub(super) const OUT_OF_GAS: u64 = 11;
    pub(super) const IN_MEMPOOL_CACHE: u64 = 19;
    pub(super) const MEMPOOL_FULL: u64 = 20;
    pub(super) const TIMEOUT_HEIGHT: u64 = 30;
    pub(super) const WRONG_SEQUENCE: u64 = 32;
}

/// A node's answer to signed bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The node has the bytes in its mempool now.
    Taken,
    /// The node had them before: the bytes are the same, so they are one transaction.
    Held,
    /// Another sequence is the account's next.
    WrongSequence {
        /// The account's next, where the node says it.
        expected: Option<u64>,
        /// The node's words.
        words: String,
    },
    /// The timeout height has passed.
    TooLate,
    /// The mempool has no room now.
    Full(String),
    /// The gas limit does not even cover the checks.
    OutOfGas(String),
    /// Anything else, such as a fee too low (13) or an account without coins for it (5): the same bytes would be refused again.
    Refused(String),
    /// The connection did not come about: the node has not seen the bytes.
    Unconnected(String),
    /// A connection came about and no answer that can be read: the node may hold the bytes.
    Lost,
}

impl Verdict {
    /// Reads an answer to `broadcast_tx_sync`.
    pub(crate) fn of(reply: Reply) -> Self {
        match reply {
            Reply::Unconnected(reason) => Self::Unconnected(reason),
            Reply::Lost(_) => Self::Lost,
            Reply::Error(error) if error.contains(IN_CACHE) => Self::Held,
            Reply::Error(error) if error.contains(FULL) => Self::Full(error),
            // Some errors come after the bytes were taken, such as a confirmation that did not arrive.
            Reply::Error(_) => Self::Lost,
            Reply::Result(answer) => Self::of_check(&answer),
        }
    }

    fn of_check(answer: &Value) -> Self {
        let Some(code) = integer(&answer["code"]) else { return Self::Lost };
        let words = contract_words(answer["log"].as_str().unwrap_or_default());
        if code == 0 {
            return Self::Taken;
        }
        match code {
            _ if !is_sdk(answer) => Self::Refused(words),
            code::IN_MEMPOOL_CACHE => Self::Held,
            code::WRONG_SEQUENCE => Self::WrongSequence { expected: expected_sequence(&words), words },
            code::TIMEOUT_HEIGHT => Self::TooLate,
            code::MEMPOOL_FULL => Self::Full(words),
            code::OUT_OF_GAS => Self::OutOfGas(words),
            _ => Self::Refused(words),
        }
    }
}

/// Returns true if a result needed more gas than its limit.
pub(crate) fn ran_out_of_gas(result: &Value) -> bool {
    is_sdk(result) && integer(&result["code"]) == Some(code::OUT_OF_GAS)
}

/// Returns `Some` if words, of a simulation say, are about the sequence: with the account's next one, where they name it.
pub(crate) fn sequence_mismatch(words: &str) -> Option<Option<u64>> {
    words.contains("account sequence mismatch").then(|| expected_sequence(words))
}

fn expected_sequence(words: &str) -> Option<u64> {
    let (_, rest) = words.split_once("expected ")?;
    let digits = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..digits)?.parse().ok()
}

fn is_sdk(answer: &Value) -> bool {
    matches!(answer["codespace"].as_str(), None | Some("" | SDK))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    const MISMATCH: &str = "account sequence mismatch, expected 15, got 14: incorrect account sequence";

    fn checked(code: u64, codespace: &str, log: &str) -> Verdict {
        Verdict::of(Reply::Result(json!({"code": code, "codespace": codespace, "log": log})))
    }

    #[test]
    fn every_code_that_a_sender_knows_has_its_meaning() {
        assert_eq!(checked(0, "", ""), Verdict::Taken);
        assert_eq!(checked(19, "sdk", "tx already in mempool"), Verdict::Held);
        assert_eq!(
            checked(32, "sdk", MISMATCH),
            Verdict::WrongSequence { expected: Some(15), words: MISMATCH.into() }
        );
        assert_eq!(
            checked(32, "sdk", "incorrect account sequence"),
            Verdict::WrongSequence { expected: None, words: "incorrect account sequence".into() }
        );
        assert_eq!(checked(30, "sdk", "tx timeout height"), Verdict::TooLate);
        assert_eq!(checked(20, "sdk", "mempool is full"), Verdict::Full("mempool is full".into()));
        assert_eq!(checked(11, "sdk", "out of gas"), Verdict::OutOfGas("out of gas".into()));
        assert_eq!(checked(13, "sdk", "insufficient fee"), Verdict::Refused("insufficient fee".into()));
        assert_eq!(checked(5, "sdk", "insufficient funds"), Verdict::Refused("insufficient funds".into()));
    }

    #[test]
    fn a_contracts_code_is_not_taken_for_the_chains() {
        for code in [11, 19, 20, 30, 32] {
            assert_eq!(checked(code, "wasm", "no"), Verdict::Refused("no".into()), "{code}");
        }
    }

    #[test]
    fn errors_of_a_node_are_held_or_full_or_leave_open_whether_it_has_the_bytes() {
        let error = |text: &str| Verdict::of(Reply::Error(text.into()));
        assert_eq!(error(r#"{"code":-32603,"data":"tx already exists in cache"}"#), Verdict::Held);
        assert_eq!(error("mempool is full: 5000 txs"), Verdict::Full("mempool is full: 5000 txs".into()));
        assert_eq!(error("broadcast confirmation not received: context deadline exceeded"), Verdict::Lost);
        assert_eq!(Verdict::of(Reply::Result(json!({"log": "no code"}))), Verdict::Lost);
        assert_eq!(Verdict::of(Reply::Lost("reset".into())), Verdict::Lost);
        let refused = Reply::Unconnected("refused".into());
        assert_eq!(Verdict::of(refused), Verdict::Unconnected("refused".into()));
    }

    #[test]
    fn the_expected_sequence_is_read_out_of_the_words() {
        assert_eq!(sequence_mismatch(MISMATCH), Some(Some(15)));
        assert_eq!(sequence_mismatch("account sequence mismatch"), Some(None));
        assert_eq!(sequence_mismatch("account sequence mismatch, expected x, got 1"), Some(None));
        assert_eq!(sequence_mismatch("expected 15"), None);
        assert_eq!(expected_sequence("expected 7"), Some(7));
    }

    #[test]
    fn only_the_chains_own_code_means_out_of_gas() {
        let result = |code: u64, codespace: &str| json!({"code": code, "codespace": codespace});
        assert!(ran_out_of_gas(&result(11, "sdk")));
        for not in [result(0, ""), result(12, "sdk"), result(11, "wasm")] {
            assert!(!ran_out_of_gas(&not), "{not}");
        }
    }
}
