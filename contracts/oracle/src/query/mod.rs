//! Answers about the committee, the feeds and the settlements.

use crate::ContractError;
use crate::committee::Committee;
use crate::feed::{Feed, seats};
use crate::state::{CONFIG, FEEDS, OPERATORS};
use api::oracle::{
    ChallengeResponse, CommitteeResponse, ConfigResponse, FIRST_COMMITTEE_EPOCH, FeedResponse, FeedsResponse,
    LATEST_SETTLEMENT, MAX_CLOCK_SKEW_SECONDS, MAX_OBSERVATION_SPREAD_SECONDS, MemberResponse, PRICES,
    SETTLEMENTS, SettlementResponse,
};
use api::page::page_limit;
use cosmwasm_std::{Binary, Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    Ok(ConfigResponse {
        owner: CONFIG.load(deps.storage)?.owner,
        max_clock_skew_seconds: MAX_CLOCK_SKEW_SECONDS,
        max_observation_spread_seconds: MAX_OBSERVATION_SPREAD_SECONDS,
    })
}

pub(crate) fn committee(deps: Deps) -> Result<CommitteeResponse, ContractError> {
    let committee = Committee::load(deps.storage)?;
    let quorum = committee.quorum()?;
    let member = |(seat, operator)| MemberResponse {
        member: seats(seat),
        operator,
        public_key: committee.key(seat).map(Binary::from),
    };
    Ok(CommitteeResponse {
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        members: OPERATORS.load(deps.storage)?.into_iter().enumerate().map(member).collect(),
        active: committee.is_active(),
        quorum: seats(quorum.required()),
        faulty: seats(quorum.faulty()),
    })
}

pub(crate) fn challenge(deps: Deps) -> Result<ChallengeResponse, ContractError> {
    let challenge = CONFIG.load(deps.storage)?.challenge;
    Ok(ChallengeResponse { challenge, committee_epoch: FIRST_COMMITTEE_EPOCH })
}

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
