//! A chain whose connection breaks, and that remembers what went over it.

use serde_json::Value;
use std::cell::RefCell;
use weal_client::{Block, Chain, ClientError, Code, Funds, Receipt, StoredCode};

/// A transaction that the chain has executed.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    /// Code by name.
    Stored(String),
    /// A contract by label, with its address and the message that created it.
    Created {
        /// The contract's name in the deployment.
        label: String,
        /// The contract's address.
        address: String,
        /// The message that created it.
        msg: Value,
    },
    /// A message to a contract.
    Executed {
        /// Its address.
        contract: String,
        /// The message itself.
        msg: Value,
    },
    /// Coins.
    Coins,
}

/// The moment at which the connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Never.
    Never,
    /// The connection breaks after this many transactions; the next is not sent.
    BeforeSending(usize),
    /// The connection breaks after this many transactions; the next is executed, but its answer is lost.
    BeforeAnswer(usize),
}

/// Passes everything on until it breaks.
pub struct Wire<'a> {
    chain: &'a dyn Chain,
    breaks: Break,
    sent: RefCell<Vec<Sent>>,
}

impl<'a> Wire<'a> {
    /// The wire to `chain`.
    pub fn to(chain: &'a dyn Chain, breaks: Break) -> Self {
        Self { chain, breaks, sent: RefCell::default() }
    }

    /// The transactions that the chain has executed, in order, answered or not.
    pub fn sent(&self) -> Vec<Sent> {
        self.sent.borrow().clone()
    }

    fn transaction<T>(
        &self,
        send: impl FnOnce() -> Result<T, ClientError>,
        name: impl FnOnce(&T) -> Sent,
    ) -> Result<T, ClientError> {
        let sent_before = self.sent.borrow().len();
        if matches!(self.breaks, Break::BeforeSending(after) if sent_before >= after) {
            return Err(broken());
        }
        let answer = send()?;
        self.sent.borrow_mut().push(name(&answer));
        if matches!(self.breaks, Break::BeforeAnswer(after) if sent_before >= after) {
            return Err(broken());
        }
        Ok(answer)
    }
}

fn broken() -> ClientError {
    ClientError::Unreachable { method: "broadcast".into(), reason: "the connection broke".into() }
}

impl Chain for Wire<'_> {
    fn chain_id(&self) -> &str {
        self.chain.chain_id()
    }

    fn genesis(&self) -> Result<String, ClientError> {
        self.chain.genesis()
    }

    fn address(&self, account: &str) -> Result<String, ClientError> {
        self.chain.address(account)
    }

    fn block(&self) -> Result<Block, ClientError> {
        self.chain.block()
    }

    fn store(&self, signer: &str, code: &Code) -> Result<StoredCode, ClientError> {
        self.transaction(|| self.chain.store(signer, code), |_| Sent::Stored(code.name.clone()))
    }

    fn instantiate(
        &self,
        signer: &str,
        code_id: u64,
        label: &str,
        msg: &Value,
    ) -> Result<(String, Receipt), ClientError> {
        let created = |(address, _): &(String, Receipt)| Sent::Created {
            label: label.into(),
            address: address.clone(),
            msg: msg.clone(),
        };
        self.transaction(|| self.chain.instantiate(signer, code_id, label, msg), created)
    }

    fn execute(
        &self,
        signer: &str,
        contract: &str,
        msg: &Value,
        funds: &Funds,
    ) -> Result<Receipt, ClientError> {
        let executed = |_: &Receipt| Sent::Executed { contract: contract.into(), msg: msg.clone() };
        self.transaction(|| self.chain.execute(signer, contract, msg, funds), executed)
    }

    fn send(&self, signer: &str, recipient: &str, funds: &Funds) -> Result<Receipt, ClientError> {
        self.transaction(|| self.chain.send(signer, recipient, funds), |_| Sent::Coins)
    }

    fn query(&self, contract: &str, msg: &Value) -> Result<Value, ClientError> {
        self.chain.query(contract, msg)
    }

    fn balance(&self, address: &str, denom: &str) -> Result<u128, ClientError> {
        self.chain.balance(address, denom)
    }

    fn wait_until(&self, time: u64) -> Result<Block, ClientError> {
        self.chain.wait_until(time)
    }
}
