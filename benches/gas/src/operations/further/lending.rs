//! What the owner of a lending market changes.

use super::Rows;
use crate::ledger::Ledger;
use crate::stage::{OPERATOR, Stage};
use api::lending_market::{ConfigResponse, ExecuteMsg, QueryMsg};
use client::Funds;

/// Terms that are those it has: what is written is as long.
pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let market = &stage.economy.market;
    let config: ConfigResponse = market.query(stage.chain, &QueryMsg::Config {})?;
    let mut rows = Rows { stage, ledger, contract: "lending-market", address: &market.address };
    rows.row("update rate", OPERATOR, &ExecuteMsg::UpdateRate { rate: config.rate }, &Funds::none())?;
    rows.row("update risk", OPERATOR, &ExecuteMsg::UpdateRisk { risk: config.risk }, &Funds::none())?;
    Ok(())
}
