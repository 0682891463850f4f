//! The messages of a token's holder and spender beside those that are measured with a peer.

use super::Rows;
use crate::ledger::Ledger;
use crate::stage::{OPERATOR, Stage, hook};
use serde_json::json;
use weal_client::Funds;

/// The spender, the same as for the rows with a peer: each round begins with a new allowance for five of these amounts.
const SPENDER: &str = "keeper";
const AMOUNT: &str = "1000000";

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let (owner, spender) = (stage.address(OPERATOR)?, stage.address(SPENDER)?);
    let address = &stage.economy.token.address;
    let mut rows = Rows { stage, ledger, contract: "governance-token", address };
    let decrease = json!({"decrease_allowance": {"spender": spender, "amount": AMOUNT}});
    rows.row("decrease_allowance", OPERATOR, &decrease, &Funds::none())?;
    let msg = hook(&json!({}))?;
    let send = json!({"send_from": {"owner": owner, "contract": stage.noop, "amount": AMOUNT, "msg": msg}});
    rows.row("send_from", SPENDER, &send, &Funds::none())?;
    let burn = json!({"burn_from": {"owner": owner, "amount": AMOUNT}});
    rows.row("burn_from", SPENDER, &burn, &Funds::none())?;
    Ok(())
}
