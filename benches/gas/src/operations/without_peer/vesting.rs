//! Many grants at once, and one of a cw20 taken back.

use super::Rows;
use crate::ledger::Ledger;
use crate::operations::vesting::{Money, create_ours};
use crate::stage::{OPERATOR, Stage};
use weal_api::vesting::{ExecuteMsg, GrantSpec, Schedule};
use weal_client::{Chain, Funds, ONE, USD};

const CONTRACT: &str = "vesting";
/// The most in one message.
const GRANTS: u64 = 50;
const GRANTED: u128 = 10 * ONE;

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let (grant_id, _) = create_ours(stage, Money::Cw20)?;
    let address = &stage.economy.vesting.address;
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address };
    rows.row("cancel, cw20", OPERATOR, &ExecuteMsg::Cancel { grant_id }, &Funds::none())?;
    let (recipient, start) = (stage.address("grantee")?, stage.chain.block()?.time);
    let grant = |_| GrantSpec {
        recipient: recipient.clone(),
        amount: GRANTED.into(),
        schedule: Schedule::CliffLinear { start, cliff_seconds: 0, duration_seconds: 100_000 },
        cancellable: true,
    };
    let create = ExecuteMsg::CreateGrants { grants: (0..GRANTS).map(grant).collect() };
    let all = Funds::one(GRANTED * u128::from(GRANTS), USD);
    rows.row("create 50 grants, native", OPERATOR, &create, &all)?;
    Ok(())
}
