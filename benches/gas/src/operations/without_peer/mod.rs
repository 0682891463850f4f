//! The messages of which no published contract has the like, so that every one that a user or a demonstration sends has
//! its row.
//!
//! These messages work on contracts of their own, so that what they leave behind moves no other figure.

mod auction;
mod committee;
mod index;
mod lease;
mod lending;
mod pool;
mod provider;
mod registry;
mod router;
mod token;
mod vesting;

use crate::ledger::{Ledger, gas};
use crate::stage::{Builder, Stage};
use anyhow::Context;
use provider::Compute;
use serde::Serialize;
use weal_client::{Economy, Funds, Receipt};

/// The contracts that only these messages use.
pub(crate) struct WithoutPeer {
    pools: pool::Pools,
    compute: Compute,
}

impl WithoutPeer {
    /// Deploys and funds the contracts.
    pub(crate) fn build(builder: &Builder<'_>, economy: &Economy) -> anyhow::Result<Self> {
        Ok(Self { pools: pool::Pools::build(builder)?, compute: Compute::build(builder, economy)? })
    }
}

/// The auction comes first and is finished last: its bids are sealed for a minute.
pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let order_id = auction::open(stage, ledger)?;
    pool::measure(stage, ledger)?;
    registry::measure(stage, ledger)?;
    index::measure(stage, ledger)?;
    provider::measure(stage, ledger)?;
    lease::measure(stage, ledger)?;
    committee::measure(stage, ledger)?;
    lending::measure(stage, ledger)?;
    token::measure(stage, ledger)?;
    vesting::measure(stage, ledger)?;
    router::measure(stage, ledger)?;
    auction::close(stage, ledger, order_id)
}

/// Sends `message` as a wallet writes it.
fn send(
    stage: &Stage<'_>,
    signer: &str,
    contract: &str,
    message: &impl Serialize,
    funds: &Funds,
) -> anyhow::Result<Receipt> {
    let call = driver::execute(&stage.address(signer)?, contract, message, funds)?;
    Ok(stage.chain.transact(signer, call)?)
}

/// The number that an event of the contract gives.
fn number(receipt: &Receipt, event: &str, key: &str) -> anyhow::Result<u64> {
    let value = receipt.attribute(event, key).with_context(|| format!("no {key} in {event}"))?;
    Ok(value.parse()?)
}

/// One contract's rows.
struct Rows<'a, 'b> {
    stage: &'a Stage<'b>,
    ledger: &'a mut Ledger,
    contract: &'static str,
    address: &'a str,
}

impl Rows<'_, '_> {
    /// Sends a message that has a row.
    fn row(
        &mut self,
        operation: &'static str,
        signer: &str,
        message: &impl Serialize,
        funds: &Funds,
    ) -> anyhow::Result<Receipt> {
        let sent = self.send(signer, message, funds).with_context(|| operation)?;
        self.ledger.ours(self.contract, operation, gas(&sent)?);
        Ok(sent)
    }

    /// Sends a message that prepares others.
    fn send(&self, signer: &str, message: &impl Serialize, funds: &Funds) -> anyhow::Result<Receipt> {
        send(self.stage, signer, self.address, message, funds)
    }
}
