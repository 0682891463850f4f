//! Tokens and grants.

use super::narrator::{Narrator, Refused};
use super::written::{amount, duration};
use crate::services::Stage;
use cosmwasm_std::{Binary, Uint128};
use weal_api::vesting::{
    Cw20HookMsg, ExecuteMsg, GrantResponse, GrantSpec, GrantsResponse, QueryMsg, Schedule,
};
use weal_client::ONE;

/// Seconds until the first token of a grant vests.
const CLIFF: u64 = 15;
/// Seconds until the last token of a grant has vested.
const DURATION: u64 = 600;

/// The two grants of the story.
pub(crate) struct Grants {
    kept: u64,
    cancelled: u64,
}

pub(crate) fn make(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<Grants> {
    narrator.chapter(
        "Tokens and grants",
        &format!(
            "The operator holds a million WEAL. It grants some that vest by the second over {}, after a cliff of {}.",
            duration(DURATION),
            duration(CLIFF)
        ),
    );
    let (chain, economy) = (stage.chain, &stage.economy);
    let start = chain.block()?.time;
    let grant = |recipient: &str| -> anyhow::Result<GrantSpec> {
        Ok(GrantSpec {
            recipient: chain.address(recipient)?,
            amount: Uint128::new(10_000 * ONE),
            schedule: Schedule::CliffLinear { start, cliff_seconds: CLIFF, duration_seconds: DURATION },
            cancellable: true,
        })
    };
    let hook = Cw20HookMsg::CreateGrants { grants: vec![grant("grantee")?, grant("spare")?] };
    let send = weal_api::governance_token::ExecuteMsg::Send {
        contract: economy.vesting.address.clone(),
        amount: Uint128::new(20_000 * ONE),
        msg: Binary::new(serde_json::to_vec(&hook)?),
    };
    let receipt = economy.token.execute(chain, "operator", &send)?;
    narrator.step("the operator grants 10,000 WEAL each to two people, in one message", &receipt);
    let grants = Grants { kept: newest_grant(stage, "grantee")?, cancelled: newest_grant(stage, "spare")? };
    let early = economy.vesting.execute(chain, "grantee", &ExecuteMsg::Claim { grant_id: grants.kept });
    let because = format!("nothing vests in the first {}", duration(CLIFF));
    let refused =
        Refused { attempt: "claiming before the cliff", says: "nothing to claim", because: &because };
    narrator.refused(refused, early)?;
    Ok(grants)
}

/// Returns the number of an account's newest grant.
fn newest_grant(stage: &Stage<'_>, account: &str) -> anyhow::Result<u64> {
    let recipient = stage.chain.address(account)?;
    let query = QueryMsg::GrantsOf { recipient, start_after: None, limit: Some(30) };
    let answer: GrantsResponse = stage.economy.vesting.query(stage.chain, &query)?;
    answer.grants.last().map(|grant| grant.grant_id).ok_or_else(|| anyhow::anyhow!("no grant was made"))
}

pub(crate) fn vest(stage: &Stage<'_>, narrator: &mut Narrator, grants: &Grants) -> anyhow::Result<()> {
    narrator.chapter(
        "The grants vest",
        "What has vested belongs to the grantee, also where the grant is cancelled; the rest goes back.",
    );
    let (chain, vesting) = (stage.chain, &stage.economy.vesting);
    let cancel = ExecuteMsg::Cancel { grant_id: grants.cancelled };
    let receipt = vesting.execute(chain, "operator", &cancel)?;
    narrator.step("the operator cancels the second grant", &receipt);
    for (name, grant_id) in [("grantee", grants.kept), ("spare", grants.cancelled)] {
        let receipt = vesting.execute(chain, name, &ExecuteMsg::Claim { grant_id })?;
        let grant: GrantResponse = vesting.query(chain, &QueryMsg::Grant { grant_id })?;
        let claimed = amount(grant.claimed.u128());
        narrator.step(&format!("{name} claims what has vested: {claimed} WEAL"), &receipt);
    }
    Ok(())
}
