//! The governance token beside cw20-base: the same messages to both.

use crate::ledger::{Ledger, gas};
use crate::stage::{OPERATOR, Stage, hook};
use serde_json::{Value, json};
use weal_client::{Chain, Funds};

const CONTRACT: &str = "governance-token";
const PEER: &str = "cw20-base 2.0.0";
/// The account that spends the operator's tokens.
const SPENDER: &str = "keeper";

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let (operator, spender) = (stage.address(OPERATOR)?, stage.address(SPENDER)?);
    let recipient = stage.address("spare")?;
    let messages: [(&'static str, &str, Value); 6] = [
        ("transfer", OPERATOR, json!({"transfer": {"recipient": recipient, "amount": "1000000"}})),
        (
            "increase_allowance",
            OPERATOR,
            json!({"increase_allowance": {"spender": spender, "amount": "5000000"}}),
        ),
        (
            "transfer_from",
            SPENDER,
            json!({"transfer_from": {"owner": operator, "recipient": recipient, "amount": "1000000"}}),
        ),
        ("mint", OPERATOR, json!({"mint": {"recipient": recipient, "amount": "1000000"}})),
        ("burn", OPERATOR, json!({"burn": {"amount": "1000000"}})),
        // Into a contract that does nothing: what the token itself costs, and one contract more to load.
        (
            "send",
            OPERATOR,
            json!({"send": {"contract": stage.noop, "amount": "1000000", "msg": hook(&json!({}))?}}),
        ),
    ];
    for (operation, signer, message) in messages {
        let ours = stage.chain.execute(signer, &stage.economy.token.address, &message, &Funds::none())?;
        ledger.ours(CONTRACT, operation, gas(&ours)?);
        let theirs = stage.chain.execute(signer, &stage.cw20, &message, &Funds::none())?;
        ledger.theirs(CONTRACT, operation, PEER, gas(&theirs)?);
    }
    Ok(())
}
