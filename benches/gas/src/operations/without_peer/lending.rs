//! The changes of a lending market's owner.

use super::Rows;
use crate::ledger::Ledger;
use crate::stage::{OPERATOR, Stage};
use weal_api::lending_market::{ConfigResponse, ExecuteMsg, QueryMsg};
use weal_client::Funds;

/// Terms that are those it has: what is written is as long.
pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let market = &stage.economy.market;
    let config: ConfigResponse = market.query(stage.chain, &QueryMsg::Config {})?;
    let mut rows = Rows { stage, ledger, contract: "lending-market", address: &market.address };
    let cap = Some(config.risk.borrow_cap);
    let tighten = ExecuteMsg::TightenLimits { max_ltv: None, supply_cap: None, borrow_cap: cap };
    let propose = ExecuteMsg::ProposeTerms { rate: Some(config.rate), risk: Some(config.risk) };
    rows.row("tighten limits", OPERATOR, &tighten, &Funds::none())?;
    rows.row("propose terms", OPERATOR, &propose, &Funds::none())?;
    rows.row("cancel terms", OPERATOR, &ExecuteMsg::CancelTerms {}, &Funds::none())?;
    Ok(())
}
