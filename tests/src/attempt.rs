//! A message that must not work.

use anyhow::{Context, bail, ensure};
use serde::Serialize;
use serde_json::Value;
use weal_client::{Contract, Funds, Receipt};
use weal_testing::{World, refusal};

/// One message of a sender to a contract.
#[derive(Clone, Debug)]
pub struct Attempt {
    signer: String,
    contract: String,
    msg: Value,
    funds: Funds,
}

impl Attempt {
    /// The attempt without coins.
    pub fn new<E: Serialize, Q>(signer: &str, contract: &Contract<E, Q>, msg: &E) -> anyhow::Result<Self> {
        Ok(Self::raw(signer, &contract.address, serde_json::to_value(msg)?))
    }

    /// The attempt without coins; the message need not be one that the contract knows.
    pub fn raw(signer: &str, contract: &str, msg: Value) -> Self {
        Self { signer: signer.into(), contract: contract.into(), msg, funds: Funds::none() }
    }

    /// The same attempt with these coins.
    pub fn paying(mut self, funds: Funds) -> Self {
        self.funds = funds;
        self
    }

    /// Sends it.
    pub fn send(&self, world: &World<'_>) -> anyhow::Result<Receipt> {
        Ok(world.chain.execute(&self.signer, &self.contract, &self.msg, &self.funds)?)
    }

    /// Fails unless the chain refuses it in exactly these words and nothing at all has changed.
    pub fn ensure_refused(&self, world: &World<'_>, words: &str) -> anyhow::Result<()> {
        let found = self.refused(world)?;
        ensure!(found == words, "refused with '{found}', expected '{words}'");
        Ok(())
    }

    /// The chain's words. Fails unless it refuses and nothing at all has changed.
    pub fn refused(&self, world: &World<'_>) -> anyhow::Result<String> {
        let before = world.books()?;
        let error = match self.send(world) {
            Ok(receipt) => bail!("accepted in block {}", receipt.height),
            Err(error) => error,
        };
        let found = refusal(&error).with_context(|| format!("not a refusal: {error}"))?.to_owned();
        let after = world.books()?;
        let changes = after.changes_since(&before);
        ensure!(before == after, "refused with '{found}', but the books changed: {changes:?}");
        Ok(found)
    }
}
