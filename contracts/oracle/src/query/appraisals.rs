//! Answers about the assets and their appraisals.

use crate::Failure;
use crate::appraisal::AppraisedAsset;
use crate::assets::{load_asset, with_state};
use crate::state::{APPRAISALS, ASSETS};
use cosmwasm_std::{Deps, Env, Order, Uint128};
use weal_api::oracle::{AppraisalRecord, AppraisalResponse, AppraisalsResponse, OpenMarkDown};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn appraisal(deps: Deps, env: &Env, asset: String) -> Result<AppraisalResponse, Failure> {
    let appraised = load_asset(deps.storage, &asset)?;
    response(deps, env, appraised)
}

pub(crate) fn appraisals(
    deps: Deps,
    env: &Env,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<AppraisalsResponse, Failure> {
    let start = start_after.map(Bound::exclusive);
    let appraisals = ASSETS
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| response(deps, env, with_state(deps.storage, row?.1)?))
        .collect::<Result<_, Failure>>()?;
    Ok(AppraisalsResponse { appraisals })
}

fn response(deps: Deps, env: &Env, asset: AppraisedAsset) -> Result<AppraisalResponse, Failure> {
    let appraisal = APPRAISALS.may_load(deps.storage, &asset.spec.asset)?;
    let now = env.block.time.seconds();
    let worth = |record: &AppraisalRecord| record.value_at(now);
    let open = asset.open.filter(|open| now <= open.overturn_until).map(|open| OpenMarkDown {
        operator: open.operator,
        previous: open.previous,
        marked_at: open.marked_at,
        overturn_until: open.overturn_until,
        stake: open.stake,
    });
    let value = appraisal.as_ref().map_or(Uint128::zero(), worth);
    Ok(AppraisalResponse { spec: asset.spec, appraisal, value, open })
}
