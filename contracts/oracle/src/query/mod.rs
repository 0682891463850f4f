//! Answers about the feeds and the settlements; about the members in `members`, about the
//! assets in `appraisals`.

mod appraisals;
mod members;

pub(crate) use appraisals::{appraisal, appraisals};
pub(crate) use members::{bond, challenge, committee, config, holdings, past_committee, rotation};

use crate::ContractError;
use crate::feed::Feed;
use crate::state::FEEDS;
use api::oracle::{FeedResponse, FeedsResponse, LATEST_SETTLEMENT, PRICES, SETTLEMENTS, SettlementResponse};
use api::page::page_limit;
use cosmwasm_std::{Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;

pub(crate) fn price(deps: Deps, env: &Env, feed: String) -> Result<FeedResponse, ContractError> {
    match FEEDS.may_load(deps.storage, &feed)? {
        Some(terms) => Ok(feed_response(deps, env, feed, terms)?),
        None => Err(ContractError::UnknownFeed { feed }),
    }
}

pub(crate) fn feeds(
    deps: Deps,
    env: &Env,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<FeedsResponse, ContractError> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let feeds = FEEDS
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.and_then(|(name, terms)| feed_response(deps, env, name, terms)))
        .collect::<StdResult<_>>()?;
    Ok(FeedsResponse { feeds })
}

fn feed_response(deps: Deps, env: &Env, name: String, terms: Feed) -> StdResult<FeedResponse> {
    let price = PRICES.may_load(deps.storage, &name)?;
    let now = env.block.time.seconds();
    Ok(FeedResponse {
        name,
        max_age_seconds: terms.max_age_seconds,
        max_deviation_bps: terms.max_deviation_bps,
        min_observations: terms.min_observations,
        is_fresh: price.as_ref().is_some_and(|price| price.is_fresh(now)),
        price,
    })
}

pub(crate) fn settlement(
    deps: Deps,
    consumer: String,
    epoch: u64,
) -> Result<SettlementResponse, ContractError> {
    let consumer_addr = deps.api.addr_validate(&consumer)?;
    let settlement = SETTLEMENTS.may_load(deps.storage, (&consumer_addr, epoch))?;
    Ok(SettlementResponse { epoch, settlement })
}

pub(crate) fn latest_settlement(deps: Deps, consumer: String) -> Result<SettlementResponse, ContractError> {
    let consumer_addr = deps.api.addr_validate(&consumer)?;
    let epoch = LATEST_SETTLEMENT.may_load(deps.storage, &consumer_addr)?.unwrap_or_default();
    settlement(deps, consumer, epoch)
}
