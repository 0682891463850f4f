//! Failures of a chain to do what was asked.

use thiserror::Error;

/// Failures of a client call.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The chain judged the message and refused it; nothing changed.
    #[error("refused: {reason}")]
    Refused {
        /// The contract's own words (or the chain module's), without the chain's wrapping.
        reason: String,
        /// The transaction that failed on chain; `None` where it was refused before a block.
        tx_hash: Option<String>,
    },
    /// The key is unknown.
    #[error("there is no account named '{name}'; known: {known}")]
    UnknownAccount {
        /// The name that was asked for.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// The code is unknown.
    #[error("there is no code named '{name}': {reason}")]
    UnknownCode {
        /// The name that was asked for.
        name: String,
        /// The place that was searched, and the failure there.
        reason: String,
    },
    /// The chain cannot be reached: no endpoint answered.
    #[error("no endpoint answered {method}: {reason}")]
    Unreachable {
        /// The call.
        method: String,
        /// Each endpoint's failure.
        reason: String,
    },
    /// An endpoint answered with an error of its own.
    #[error("{method} failed: {reason}")]
    Rpc {
        /// The call.
        method: String,
        /// The endpoint's words.
        reason: String,
    },
    /// A node is of another chain than the one configured.
    #[error("the node is of chain '{found}', not of '{expected}'")]
    WrongChain {
        /// The chain configured.
        expected: String,
        /// The chain that the node is of.
        found: String,
    },
    /// A message was signed several times, and each time no block up to the timeout height ran it; nothing changed.
    #[error(
        "no block up to {timeout_height} has run transaction {tx_hash}: nothing changed, and it never will"
    )]
    Expired {
        /// The last transaction.
        tx_hash: String,
        /// The last height at which it could have run.
        timeout_height: u64,
    },
    /// The chain stands still, or cannot be read: the only failure after which a transaction may have changed something, or may still.
    #[error(
        "whether transaction {tx_hash} has an effect is not known: until block {timeout_height} it may come; look it up before you repeat it"
    )]
    Undecided {
        /// The transaction.
        tx_hash: String,
        /// The last height at which it can run.
        timeout_height: u64,
    },
    /// An answer that could not be read.
    #[error("the answer of {from} could not be read: {reason}")]
    Decode {
        /// The contract or service that answered.
        from: String,
        /// The fault in the answer.
        reason: String,
    },
    /// A key, file or message of ours is unusable.
    #[error("{what}: {reason}")]
    Local {
        /// The key, file or message.
        what: String,
        /// The fault in it.
        reason: String,
    },
}

impl ClientError {
    /// Returns `Decode` for an answer of `from`.
    pub fn decode(from: &str, reason: impl ToString) -> Self {
        Self::Decode { from: from.into(), reason: reason.to_string() }
    }

    /// Returns `Local` for a key, file or message.
    pub fn local(what: &str, reason: impl ToString) -> Self {
        Self::Local { what: what.into(), reason: reason.to_string() }
    }
}
