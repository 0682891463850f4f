//! Opens a sealed bid.

use crate::holdings::{credit, load_holdings};
use crate::order::Order;
use crate::orders::{load_bid, load_without_bids, remove_bid, save_bid, save_standing};
use crate::parties::Parties;
use crate::qualification::unattested;
use crate::state::{HOLDINGS, PARTIES};
use crate::{ContractError, error::Disqualification};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, MessageInfo, Response, Storage, Uint128};
use weal_api::compute_escrow::{LeaseRequest, OfferResponse, QueryMsg};
use weal_api::compute_market::{BidOpening, BidPassed, BidRevealed, RevealedBid};
use weal_api::oracle::hash_from;

pub(crate) fn reveal_bid(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    opening: BidOpening,
) -> Result<Response, ContractError> {
    let (provider, order_id) = (info.sender, opening.order_id);
    hash_from("salt", &opening.salt)?;
    let (order, bids) = load_without_bids(deps.storage, order_id)?;
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
    let parties = PARTIES.load(deps.storage)?;
    ensure_qualified(deps.as_ref(), &parties, &order, &provider, (offer_id, rate))?;
    if let Some(lapsed) = unattested(deps.as_ref(), &parties, &order, &provider)? {
        let lapse = Lapse { order_id, provider, offer_id, reason: lapsed.to_string() };
        return release(deps.storage, &order, bids, lapse);
    }

    save_bid(deps.storage, order_id, place, &bid)?;

    Ok(Response::new().add_event(BidRevealed { order_id, provider, offer_id, rate }))
}

/// Refuses a reveal outside its time. Errors: `NotRevealing`.
fn ensure_revealing(order: &Order, now: u64) -> Result<(), ContractError> {
    if (order.bids_until..order.reveals_until).contains(&now) {
        return Ok(());
    }
    let (bids_until, reveals_until) = (order.bids_until, order.reveals_until);
    Err(ContractError::NotRevealing { bids_until, reveals_until, now })
}

/// Refuses an offer and rate that cannot carry the order; whether the GPUs are free is the escrow's to say, at the
/// award. Errors: `ZeroRate`, `NotQualified`.
fn ensure_qualified(
    deps: Deps,
    parties: &Parties,
    order: &Order,
    provider: &Addr,
    (offer_id, rate): (u64, Uint128),
) -> Result<(), ContractError> {
    if rate.is_zero() {
        return Err(ContractError::ZeroRate);
    }
    let offer: OfferResponse =
        weal_wire::ask(&deps.querier, &parties.escrow.0, &QueryMsg::Offer { offer_id })?;
    if let Some(reason) = disqualification(order, provider, &offer, rate) {
        return Err(ContractError::NotQualified { reason });
    }
    ensure_affordable(deps, parties, order, (offer_id, rate))
}

/// A bid whose attestations were withdrawn since it was placed.
struct Lapse {
    order_id: u64,
    provider: Addr,
    offer_id: u64,
    reason: String,
}

/// Takes the bid off its order and gives its deposit back: whoever withdrew an attestation, it was not the bidder. Bids
/// are no longer taken, so the places of the others stay.
fn release(
    storage: &mut dyn Storage,
    order: &Order,
    bids: usize,
    lapse: Lapse,
) -> Result<Response, ContractError> {
    let Lapse { order_id, provider, offer_id, reason } = lapse;
    let left = bids.checked_sub(1).ok_or(ContractError::Invariant { what: "the number of bids" })?;
    let returned = order.bid_deposit;
    let mut holdings = load_holdings(storage)?;
    holdings.bids = holdings.bids.checked_sub(returned)?;

    remove_bid(storage, order_id, &provider);
    save_standing(storage, order_id, order, left)?;
    credit(storage, &mut holdings, &provider, returned)?;
    HOLDINGS.save(storage, &holdings);

    Ok(Response::new().add_event(BidPassed { order_id, provider, offer_id, returned, reason }))
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
