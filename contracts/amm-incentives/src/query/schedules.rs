//! Schedules as a person sees them: terms and money in this second.

use crate::ContractError;
use crate::schedule::{Payouts, Schedule, ensure_list};
use crate::state::SCHEDULES;
use cosmwasm_std::{Deps, Env, Order};
use weal_api::amm_incentives::{ClaimableResponse, ClaimableReward, ScheduleResponse, SchedulesResponse};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn schedule(deps: Deps, env: &Env, schedule_id: u64) -> Result<ScheduleResponse, ContractError> {
    shown(deps, env, schedule_id, Schedule::load(deps.storage, schedule_id)?)
}

pub(crate) fn schedules(
    deps: Deps,
    env: &Env,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<SchedulesResponse, ContractError> {
    let schedules = SCHEDULES
        .range(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map_err(ContractError::from).and_then(|(id, terms)| shown(deps, env, id, terms)))
        .collect::<Result<_, _>>()?;
    Ok(SchedulesResponse { schedules })
}

pub(crate) fn claimable(
    deps: Deps,
    env: &Env,
    account: String,
    schedules: Vec<u64>,
) -> Result<ClaimableResponse, ContractError> {
    ensure_list(&schedules)?;
    let account = deps.api.addr_validate(&account)?;
    let now = env.block.time.seconds();
    let reward = |schedule_id: u64| {
        let schedule = Schedule::load(deps.storage, schedule_id)?;
        let (amount, _) = schedule.claimable(deps, schedule_id, &account, now)?;
        Ok(ClaimableReward { schedule_id, reward: schedule.token.info(), amount })
    };
    let rewards = schedules.into_iter().map(reward).collect::<Result<_, ContractError>>()?;
    Ok(ClaimableResponse { rewards })
}

fn shown(
    deps: Deps,
    env: &Env,
    schedule_id: u64,
    terms: Schedule,
) -> Result<ScheduleResponse, ContractError> {
    let payouts = Payouts::load(deps.storage, schedule_id)?;
    let orphaned = terms.orphaned(deps, env.block.time.seconds())?;
    Ok(ScheduleResponse {
        schedule_id,
        pool: terms.pool,
        funder: terms.funder,
        reward: terms.token.info(),
        amount: terms.amount,
        starts_at: terms.starts_at,
        ends_at: terms.ends_at,
        paid: payouts.paid,
        orphaned,
        orphaned_returned: payouts.returned,
    })
}
