//! Answers about the feeds and the settlements; about the members in `members`, about the
//! assets in `appraisals`.

mod appraisals;
mod members;

pub(crate) use appraisals::{appraisal, appraisals};
pub(crate) use members::{bond, challenge, committee, config, holdings, past_committee, rotation};

use crate::feed::StoredFeed;
use crate::history::history;
use crate::settlements::may_load_settlement;
use crate::state::{CONSUMERS, FEEDS, FIXED_READINGS, LATEST_SETTLEMENT, PRICES};
use crate::{ContractError, Failure};
use cosmwasm_std::{Deps, Env, Order};
use weal_api::oracle::{
    ConsumersResponse, FeedChange, FeedResponse, FeedsResponse, FixedReadings, FixedReadingsResponse,
    ListedConsumer, PriceHistoryResponse, PriceRecord, ReadingsRecord, SettlementResponse,
};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn price(deps: Deps, env: &Env, feed: String) -> Result<FeedResponse, Failure> {
    match FEEDS.may_load(deps.storage, &feed)? {
        Some(terms) => feed_response(deps, env, feed, terms),
        None => Err(ContractError::UnknownFeed { feed }.into()),
    }
}

pub(crate) fn feeds(
    deps: Deps,
    env: &Env,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<FeedsResponse, Failure> {
    let start = start_after.map(Bound::exclusive);
    let feeds = FEEDS
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let (name, terms) = row?;
            feed_response(deps, env, name, terms)
        })
        .collect::<Result<_, Failure>>()?;
    Ok(FeedsResponse { feeds })
}

/// The history of a feed; an unknown feed is an error, one without a price has no history.
pub(crate) fn price_history(
    deps: Deps,
    feed: String,
    start_before: Option<u64>,
    limit: Option<u32>,
) -> Result<PriceHistoryResponse, Failure> {
    if !FEEDS.has(deps.storage, &feed) {
        return Err(ContractError::UnknownFeed { feed }.into());
    }
    let is_before = |price: &PriceRecord| start_before.is_none_or(|before| price.round < before);
    let kept = history(deps.storage, &feed)?.into_iter().filter(is_before);
    Ok(PriceHistoryResponse { prices: kept.take(page_limit(limit)).collect() })
}

fn feed_response(deps: Deps, env: &Env, name: String, stored: StoredFeed) -> Result<FeedResponse, Failure> {
    let price = PRICES.may_load(deps.storage, &name)?;
    let now = env.block.time.seconds();
    let StoredFeed { terms, change } = stored.at(now);
    let change = change.map(|change| FeedChange {
        max_age_seconds: change.terms.max_age_seconds,
        max_deviation_bps: change.terms.max_deviation_bps,
        min_observations: change.terms.min_observations,
        effective_at: change.effective_at,
    });
    Ok(FeedResponse {
        name,
        max_age_seconds: terms.max_age_seconds,
        max_deviation_bps: terms.max_deviation_bps,
        min_observations: terms.min_observations,
        is_fresh: price.as_ref().is_some_and(|price| price.is_fresh(now)),
        price,
        change,
    })
}

pub(crate) fn settlement(deps: Deps, consumer: String, epoch: u64) -> Result<SettlementResponse, Failure> {
    let consumer_addr = deps.api.addr_validate(&consumer)?;
    let settlement = may_load_settlement(deps.storage, &consumer_addr, epoch)?;
    Ok(SettlementResponse { epoch, settlement })
}

pub(crate) fn latest_settlement(deps: Deps, consumer: String) -> Result<SettlementResponse, Failure> {
    let consumer_addr = deps.api.addr_validate(&consumer)?;
    let epoch = LATEST_SETTLEMENT.may_load(deps.storage, &consumer_addr)?.unwrap_or_default();
    settlement(deps, consumer, epoch)
}

pub(crate) fn fixed_readings(
    deps: Deps,
    consumer: String,
    epoch: u64,
) -> Result<FixedReadingsResponse, Failure> {
    let consumer = deps.api.addr_validate(&consumer)?;
    let fixed = FIXED_READINGS
        .prefix(&(consumer, epoch))
        .range(deps.storage, None, None, Order::Descending)
        .take(page_limit(Some(u32::MAX)))
        .map(|row| {
            let (committee_epoch, ReadingsRecord { readings_hash, fixed_at, signers }) = row?;
            Ok(FixedReadings { committee_epoch, readings_hash: readings_hash.into(), fixed_at, signers })
        })
        .collect::<Result<_, Failure>>()?;
    Ok(FixedReadingsResponse { epoch, fixed })
}

pub(crate) fn consumers(deps: Deps) -> Result<ConsumersResponse, Failure> {
    let listed = CONSUMERS.range(deps.storage, None, None, Order::Ascending);
    let consumers =
        listed.map(|row| row.map(|(consumer, effective_at)| ListedConsumer { consumer, effective_at }));
    Ok(ConsumersResponse { consumers: consumers.collect::<Result<_, _>>()? })
}
