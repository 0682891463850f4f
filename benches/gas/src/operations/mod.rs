//! One round of every operation.

mod creation;
mod escrow;
mod governing;
mod lending;
mod pool;
mod router;
mod staking;
mod token;
mod vesting;
mod without_peer;

use crate::ledger::{Ledger, gas};
use crate::stage::{OPERATOR, Stage};
use serde_json::json;
pub(crate) use staking::Staking;
use std::thread::sleep;
use std::time::Duration;
use weal_client::{Chain, Funds, USD, WasmdChain};
pub(crate) use without_peer::WithoutPeer;

/// Measures every operation once; the first round also makes what the later ones change.
pub(crate) fn round(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let empty = stage.chain.execute(OPERATOR, &stage.noop, &json!({}), &Funds::none())?;
    ledger.floor(gas(&empty)?);
    let sent = stage.chain.send(OPERATOR, &stage.address("spare")?, &Funds::one(1, USD))?;
    ledger.ours("bank", "send", gas(&sent)?);
    token::measure(stage, ledger)?;
    pool::measure(stage, ledger)?;
    creation::measure(stage, ledger)?;
    staking::measure(stage, ledger)?;
    router::measure(stage, ledger)?;
    vesting::measure(stage, ledger)?;
    lending::measure(stage, ledger)?;
    escrow::measure(stage, ledger)?;
    without_peer::measure(stage, ledger)?;
    governing::measure(stage, ledger)
}

/// Lets more than a second pass on chain: within one, some contracts skip work that they do once a second.
fn next_second(chain: &WasmdChain) -> anyhow::Result<()> {
    sleep(Duration::from_millis(300));
    chain.wait_until(chain.block()?.time + 2)?;
    Ok(())
}
