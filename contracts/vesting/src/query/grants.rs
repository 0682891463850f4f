//! Grants as a person sees them: terms, status and money in this block.

use crate::ContractError;
use crate::grant::{Grant, MAX_GRANTS_PER_MESSAGE, newest};
use crate::state::{CONFIG, GRANTS_OF};
use cosmwasm_std::{Deps, Env, Order};
use weal_api::page::page_limit;
use weal_api::vesting::{ClaimableResponse, ConfigResponse, GrantResponse, GrantsResponse};
use weal_records::{Account, Bound};

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    Ok(ConfigResponse {
        owner: CONFIG.load(deps.storage)?.owner,
        grant_count: newest(deps.storage)?,
        max_grants_per_message: u32::try_from(MAX_GRANTS_PER_MESSAGE).unwrap_or(u32::MAX),
    })
}

pub(crate) fn grant(deps: Deps, env: Env, grant_id: u64) -> Result<GrantResponse, ContractError> {
    shown(&env, grant_id, Grant::load(deps.storage, deps.api, grant_id)?)
}

pub(crate) fn grants(
    deps: Deps,
    env: Env,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<GrantsResponse, ContractError> {
    let (numbers, _) = numbers(deps, start_after, limit)?;
    let grants = numbers.map(|id| grant(deps, env.clone(), id)).collect::<Result<_, _>>()?;
    Ok(GrantsResponse { grants })
}

/// The numbers of a page, and the last of them where another page follows. Grants are numbered without a gap.
pub(crate) fn numbers(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<(impl Iterator<Item = u64>, Option<u64>), ContractError> {
    let count = newest(deps.storage)?;
    let after = start_after.unwrap_or_default().min(count);
    let rows = u64::try_from(page_limit(limit)).unwrap_or(u64::MAX);
    let last = after.saturating_add(rows).min(count);
    let numbers = (after..last).map(|before| before.saturating_add(1));
    Ok((numbers, (last < count).then_some(last)))
}

pub(crate) fn grants_of(
    deps: Deps,
    env: Env,
    recipient: String,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<GrantsResponse, ContractError> {
    let recipient_addr = deps.api.addr_validate(&recipient)?;
    let grants = GRANTS_OF
        .prefix(&Account::of(deps.api, &recipient_addr)?)
        .range(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| grant(deps, env.clone(), row?.0))
        .collect::<Result<_, _>>()?;
    Ok(GrantsResponse { grants })
}

pub(crate) fn claimable(deps: Deps, env: Env, grant_id: u64) -> Result<ClaimableResponse, ContractError> {
    let grant = Grant::load(deps.storage, deps.api, grant_id)?;
    let position = grant.position(env.block.time.seconds())?;
    Ok(ClaimableResponse {
        recipient: grant.recipient,
        token: grant.token.info(),
        claimable: position.claimable,
    })
}

fn shown(env: &Env, grant_id: u64, grant: Grant) -> Result<GrantResponse, ContractError> {
    let position = grant.position(env.block.time.seconds())?;
    Ok(GrantResponse {
        grant_id,
        ends_at: grant.schedule.end()?,
        token: grant.token.info(),
        grantor: grant.grantor,
        recipient: grant.recipient,
        amount: grant.amount,
        schedule: grant.schedule,
        cancellable: grant.cancellable,
        status: grant.status,
        vested: position.vested,
        claimed: position.claimed,
        claimable: position.claimable,
        unvested: position.unvested,
    })
}
