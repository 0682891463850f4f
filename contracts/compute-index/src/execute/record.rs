//! Adds what is new of some leases.

use crate::ContractError;
use crate::lease::News;
use crate::state::{CONFIG, LEASES, TOTALS};
use crate::{prices, provider, usage};
use cosmwasm_std::{DepsMut, Env, Response, Storage};
use weal_api::compute_escrow::{QueryMsg as EscrowQuery, SettledWork, SettledWorkResponse};
use weal_api::compute_index::{MAX_RECORDED_LEASES, TotalsResponse, WorkRecorded};
use weal_contract_kit::batch::Batch;

/// Records leases with one call of the escrow for all of them. A lease twice in the list adds nothing the second time.
pub(crate) fn record(deps: DepsMut, env: Env, lease_ids: Vec<u64>) -> Result<Response, ContractError> {
    if !(1..=MAX_RECORDED_LEASES).contains(&lease_ids.len()) {
        let number = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let (found, max) = (number(lease_ids.len()), number(MAX_RECORDED_LEASES));
        return Err(ContractError::OutOfRange { field: "lease_ids", found, min: 1, max });
    }
    let escrow = CONFIG.load(deps.storage)?.escrow;
    let answer: SettledWorkResponse =
        weal_wire::ask(&deps.querier, escrow, &EscrowQuery::SettledWork { lease_ids })?;

    let before = TOTALS.may_load(deps.storage)?.unwrap_or_default();
    let mut totals = before;
    let mut batch = Batch::over(deps.storage);
    for work in &answer.work {
        let news = advance(&mut batch, work, env.block.time.seconds())?;
        totals = plus(totals, work, &news)?;
    }
    batch.save();
    TOTALS.save(deps.storage, &totals);

    Ok(Response::new().add_event(WorkRecorded {
        leases: u32::try_from(answer.work.len()).unwrap_or(u32::MAX),
        fees: totals.fees.checked_sub(before.fees)?,
        settled: u32::try_from(totals.settled_leases.saturating_sub(before.settled_leases))
            .unwrap_or(u32::MAX),
        volume: totals.settled_volume.checked_sub(before.settled_volume)?,
    }))
}

/// Adds a lease's news: usage grows with every claim; score and price count the lease once, when it has become final.
// Kept apart: the chain's engine refuses functions with more than 100 locals, and all of `record` in one has 101.
#[inline(never)]
fn advance(storage: &mut dyn Storage, work: &SettledWork, now: u64) -> Result<News, ContractError> {
    let recorded = LEASES.may_load(storage, &work.lease_id)?.unwrap_or_default();
    let (next, news) = recorded.advance(work)?;
    if next == recorded {
        return Ok(news);
    }

    LEASES.save(storage, &work.lease_id, &next);
    usage::add(storage, &work.tenant, &news, now)?;
    if let Some(ended_at) = news.final_since {
        let number = provider::add(storage, work)?;
        prices::add(storage, work, number, ended_at)?;
    }
    Ok(news)
}

fn plus(
    mut totals: TotalsResponse,
    work: &SettledWork,
    news: &News,
) -> Result<TotalsResponse, ContractError> {
    totals.fees = totals.fees.checked_add(news.fees)?;
    totals.volume = totals.volume.checked_add(news.claimed)?;
    if news.final_since.is_some() {
        totals.settled_leases = totals.settled_leases.saturating_add(1);
        totals.settled_volume = totals.settled_volume.checked_add(work.claimed)?;
    }
    Ok(totals)
}
