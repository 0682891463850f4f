//! Adds a feed.

use crate::feed::{Feed, StoredFeed};
use crate::rotation::present;
use crate::state::{CONFIG, FEEDS};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response, Storage};
use weal_api::oracle::{FeedAdded, FeedSpec};
use weal_attestation::Quorum;

pub(crate) fn add_feed(deps: DepsMut, info: MessageInfo, spec: FeedSpec) -> Result<Response, Failure> {
    CONFIG.load(deps.storage)?.ensure_owner(&info.sender)?;
    let quorum = present(deps.storage)?.quorum()?;

    let added = create_feed(deps.storage, quorum, spec)?;

    Ok(Response::new().add_event(Event::from(added)))
}

/// Stores a new feed. Errors: `FeedName`, `FeedTerm`, `DuplicateFeed`.
pub(crate) fn create_feed(
    storage: &mut dyn Storage,
    quorum: Quorum,
    spec: FeedSpec,
) -> Result<FeedAdded, Failure> {
    let feed = Feed::check(&spec, quorum)?;
    if FEEDS.has(storage, &spec.name) {
        return Err(ContractError::DuplicateFeed { name: spec.name }.into());
    }
    FEEDS.save(storage, &spec.name, &StoredFeed::new(feed.clone()));
    Ok(feed.added(spec.name))
}
