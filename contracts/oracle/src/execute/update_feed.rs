//! Lets a feed have other terms after a delay.

use crate::feed::{Change, Feed, StoredFeed};
use crate::rotation::present;
use crate::state::{CONFIG, FEEDS};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};
use weal_api::oracle::{FeedSpec, FeedUpdateScheduled};

pub(crate) fn update_feed(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    spec: FeedSpec,
) -> Result<Response, Failure> {
    let config = CONFIG.load(deps.storage)?;
    config.ensure_owner(&info.sender)?;
    let now = env.block.time.seconds();
    let stored = FEEDS.may_load(deps.storage, &spec.name)?;
    let stored = stored.ok_or_else(|| ContractError::UnknownFeed { feed: spec.name.clone() })?;

    let terms = Feed::check(&spec, present(deps.storage)?.quorum()?)?;
    let effective_at = now.saturating_add(config.terms.rotation_delay_seconds);
    let change = Change { terms: terms.clone(), effective_at };

    FEEDS.save(deps.storage, &spec.name, &StoredFeed { change: Some(change), ..stored.at(now) });

    let Feed { max_age_seconds, max_deviation_bps, min_observations } = terms;
    let feed = spec.name;
    let scheduled =
        FeedUpdateScheduled { feed, max_age_seconds, max_deviation_bps, min_observations, effective_at };
    Ok(Response::new().add_event(Event::from(scheduled)))
}
