//! Publishes the medians of a round.

use crate::committee::domain;
use crate::history::remember;
use crate::rotation::active;
use crate::round::price_after;
use crate::state::{FEEDS, PRICES};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Env, Event, Response};
use weal_api::oracle::{Observation, PricePublished};
use weal_attestation::{Domain, Hash, PriceObservation, Statement};

pub(crate) fn submit_prices(
    deps: DepsMut,
    env: Env,
    feed: String,
    round: u64,
    observations: Vec<Observation>,
) -> Result<Response, Failure> {
    let members: Vec<u8> = observations.iter().map(|observation| observation.member).collect();
    let signatures: Vec<&[u8]> =
        observations.iter().map(|observation| observation.signature.as_slice()).collect();
    let now = env.block.time.seconds();
    let committee = active(deps.storage)?;
    let domain = domain(&env, env.contract.address.as_str(), committee.epoch());
    let digests = digests(&domain, &feed, round, &observations);
    let signers = committee.verify(deps.api, &members, &digests, &signatures)?;

    let terms = FEEDS.may_load(deps.storage, &feed)?;
    let terms = terms.ok_or_else(|| ContractError::UnknownFeed { feed: feed.clone() })?;
    let terms = terms.at(now).terms.for_members(committee.quorum()?.members());
    let last = PRICES.may_load(deps.storage, &feed)?;

    let price = price_after(&terms, last.as_ref(), round, &observations, now)?;

    PRICES.save(deps.storage, &feed, &price);
    remember(deps.storage, &feed, &price);

    let published = PricePublished { feed, price, signers: signers.bits() };
    Ok(Response::new().add_event(Event::from(published)))
}

/// The digests of the observations, each the one that its member signed.
fn digests(domain: &Domain<'_>, feed: &str, round: u64, observations: &[Observation]) -> Vec<Hash> {
    let digest = |observation: &Observation| {
        let (observed_at, price_atomics) = (observation.observed_at, observation.price.atomics().u128());
        PriceObservation { feed, round, observed_at, price_atomics }.digest(domain)
    };
    observations.iter().map(digest).collect()
}
