//! The chain as a program sees it.

use crate::ClientError;
use cosmwasm_std::Event;
use serde_json::Value;

/// A block: its height and its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The height.
    pub height: u64,
    /// The block's time, Unix seconds.
    pub time: u64,
}

/// Coins that go with a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funds(Vec<(String, u128)>);

impl Funds {
    /// Returns empty funds.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns funds of one kind of coin, base units.
    pub fn one(amount: u128, denom: &str) -> Self {
        Self(vec![(denom.into(), amount)])
    }

    /// Several kinds, in the order the chain wants (by denomination).
    pub fn many(coins: impl IntoIterator<Item = (u128, String)>) -> Self {
        let mut coins: Vec<_> = coins.into_iter().map(|(amount, denom)| (denom, amount)).collect();
        coins.sort();
        Self(coins)
    }

    /// (denomination, base units), by denomination.
    pub fn coins(&self) -> &[(String, u128)] {
        &self.0
    }
}

/// A transaction's outcome.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The transaction's hash; none on the embedded chain, which has no transactions.
    pub tx_hash: Option<String>,
    /// The block it is in.
    pub height: u64,
    /// Gas; none on the embedded chain, which does not meter.
    pub gas_used: Option<u64>,
    /// Events of the contracts.
    pub events: Vec<Event>,
}

impl Receipt {
    /// The first value of `key` in the first event of type `ty`.
    pub fn attribute(&self, ty: &str, key: &str) -> Option<&str> {
        let event = self.events.iter().find(|event| event.ty == ty)?;
        event.attributes.iter().find(|attribute| attribute.key == key).map(|a| a.value.as_str())
    }
}

/// A contract's code by the contract's name; each chain knows where to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The contract's name, which is its crate's.
    pub name: String,
}

/// Code on the chain.
#[derive(Clone, Debug)]
pub struct StoredCode {
    /// The chain's number for it.
    pub code_id: u64,
    /// SHA-256 of the wasm, hex; none on the embedded chain.
    pub sha256: Option<String>,
    /// The transaction.
    pub receipt: Receipt,
}

/// A chain with named keys. Every call blocks until the chain has answered; a message that the chain refuses
/// is `ClientError::Refused` with the contract's own words.
///
/// A message has its effect once or never. After `Refused`, `Unreachable`, `Expired`, `WrongChain` and `Local` it has none and never will;
/// after `Undecided` alone that is open; after `Decode` it has it, and only what the chain said of it could not be read.
pub trait Chain {
    /// The chain's id.
    fn chain_id(&self) -> &str;

    /// Returns a text that tells this chain from another one with the same id: a development chain is often begun anew.
    fn genesis(&self) -> Result<String, ClientError>;

    /// The address of a named key. Errors: `UnknownAccount`.
    fn address(&self, account: &str) -> Result<String, ClientError>;

    /// The newest block.
    fn block(&self) -> Result<Block, ClientError>;

    /// Stores a contract's code. Errors: `UnknownCode`, `Refused`.
    fn store(&self, signer: &str, code: &Code) -> Result<StoredCode, ClientError>;

    /// Creates a contract whose admin is the signer; returns its address. Errors: `Refused`.
    fn instantiate(
        &self,
        signer: &str,
        code_id: u64,
        label: &str,
        msg: &Value,
    ) -> Result<(String, Receipt), ClientError>;

    /// Sends a message to a contract. Errors: `Refused`.
    fn execute(
        &self,
        signer: &str,
        contract: &str,
        msg: &Value,
        funds: &Funds,
    ) -> Result<Receipt, ClientError>;

    /// Sends coins. Errors: `Refused`.
    fn send(&self, signer: &str, recipient: &str, funds: &Funds) -> Result<Receipt, ClientError>;

    /// Asks a contract. Errors: `Refused` with the contract's own words.
    fn query(&self, contract: &str, msg: &Value) -> Result<Value, ClientError>;

    /// An account's coins of one kind, base units.
    fn balance(&self, address: &str, denom: &str) -> Result<u128, ClientError>;

    /// Returns once the chain's time is at least `time` (Unix seconds).
    fn wait_until(&self, time: u64) -> Result<Block, ClientError>;
}
