//! Opens a sealed bid.

use crate::order::Order;
use crate::state::{PARTIES, Parties, load_bid, load_without_bids, save_bid};
use crate::{ContractError, error::Disqualification};
use api::compute_escrow::{LeaseRequest, OfferResponse, QueryMsg};
use api::compute_market::{BidOpening, BidRevealed, RevealedBid};
use api::oracle::hash_from;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, MessageInfo, Response, Uint128};

pub(crate) fn reveal_bid(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    opening: BidOpening,
) -> Result<Response, ContractError> {
    let (provider, order_id) = (info.sender, opening.order_id);
    hash_from("salt", &opening.salt)?;
    let (order, _) = load_without_bids(deps.storage, order_id)?;
    order.ensure_open(order_id)?;
    ensure_revealing(&order, env.block.time.seconds())?;
    let (place, mut bid) = load_bid(deps.storage, order_id, &provider)?;
    if bid.revealed.is_some() {
        return Err(ContractError::AlreadyRevealed { provider });
    }
    let commitment = opening.commitment(&env.block.chain_id, &env.contract.address, &provider);
    if bid.commitment.as_slice() != commitment {
        return Err(ContractError::WrongOpening { provider });
    }
    let BidOpening { offer_id, rate, .. } = opening;
    bid.revealed = Some(RevealedBid { offer_id, rate });
    ensure_qualified(deps.as_ref(), &order, &provider, offer_id, rate)?;

    save_bid(deps.storage, order_id, place, &bid)?;

    Ok(Response::new().add_event(BidRevealed { order_id, provider, offer_id, rate }))
}

/// Errors: `NotRevealing`.
fn ensure_revealing(order: &Order, now: u64) -> Result<(), ContractError> {
    if (order.bids_until..order.reveals_until).contains(&now) {
        return Ok(());
    }
    let (bids_until, reveals_until) = (order.bids_until, order.reveals_until);
    Err(ContractError::NotRevealing { bids_until, reveals_until, now })
}

/// Whether the GPUs are free is the escrow's to say, at the award. Errors: `ZeroRate`, `NotQualified`.
fn ensure_qualified(
    deps: Deps,
    order: &Order,
    provider: &Addr,
    offer_id: u64,
    rate: Uint128,
) -> Result<(), ContractError> {
    if rate.is_zero() {
        return Err(ContractError::ZeroRate);
    }
    let parties = PARTIES.load(deps.storage)?;
    let offer: OfferResponse = wire::ask(&deps.querier, &parties.escrow.0, &QueryMsg::Offer { offer_id })?;
    if let Some(reason) = disqualification(order, provider, &offer, rate) {
        return Err(ContractError::NotQualified { reason });
    }
    ensure_affordable(deps, &parties, order, (offer_id, rate))?;
    ensure_attested(deps, &parties, order, provider)
}

/// The escrow opens no lease above the offer's own price. Errors: `NotQualified`.
fn ensure_affordable(
    deps: Deps,
    parties: &Parties,
    order: &Order,
    (offer_id, rate): (u64, Uint128),
) -> Result<(), ContractError> {
    let request = LeaseRequest::new(offer_id, order.terms.gpus, order.terms.seconds);
    let max = parties.escrow.quote(&deps.querier, request)?.rate;
    if rate <= max {
        return Ok(());
    }
    Err(ContractError::NotQualified { reason: Disqualification::RateAboveOffer { found: rate, max } })
}

fn disqualification(
    order: &Order,
    provider: &Addr,
    offer: &OfferResponse,
    rate: Uint128,
) -> Option<Disqualification> {
    let (wanted, terms) = (&order.terms, &offer.terms);
    let OfferResponse { offer_id, .. } = *offer;
    let duration = terms.min_seconds..=terms.max_seconds;
    if offer.provider != *provider {
        Some(Disqualification::OtherProvider { offer_id, provider: offer.provider.clone() })
    } else if !offer.live {
        Some(Disqualification::Retired { offer_id })
    } else if terms.sku != wanted.sku {
        Some(Disqualification::OtherSku { found: terms.sku.clone(), required: wanted.sku.clone() })
    } else if !wanted.regions.is_empty() && !wanted.regions.contains(&terms.region) {
        Some(Disqualification::OtherRegion { found: terms.region.clone() })
    } else if terms.gpus < wanted.gpus {
        Some(Disqualification::TooFewGpus { found: terms.gpus, required: wanted.gpus })
    } else if !duration.contains(&wanted.seconds) {
        let (min, max) = (terms.min_seconds, terms.max_seconds);
        Some(Disqualification::Duration { found: wanted.seconds, min, max })
    } else if terms.accept_seconds > 0 {
        Some(Disqualification::NeedsAcceptance { offer_id })
    } else if rate > wanted.max_rate {
        Some(Disqualification::RateAboveMaximum { found: rate, max: wanted.max_rate })
    } else {
        None
    }
}

/// The attestations must hold until the lease's latest end, if every bid before it has its turn. Errors: `NotQualified`, `NoRegistry`.
fn ensure_attested(
    deps: Deps,
    parties: &Parties,
    order: &Order,
    provider: &Addr,
) -> Result<(), ContractError> {
    if order.terms.requirements.is_empty() {
        return Ok(());
    }
    let registry = parties.registry.as_ref().ok_or(ContractError::NoRegistry)?;
    let until = order.latest_award().saturating_add(order.terms.seconds);
    if registry.qualifies(&deps.querier, provider, &order.terms.requirements, until)? {
        return Ok(());
    }
    Err(ContractError::NotQualified { reason: Disqualification::Unattested { until } })
}
