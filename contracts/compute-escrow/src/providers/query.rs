//! The configuration, providers, offers and totals.

use super::{Priced, last_offer, load_offer, load_profile, load_provider, min_deposit};
use crate::governing::load_config;
use crate::{Failure, LeaseError};
use cosmwasm_std::{Deps, Uint128};
use weal_api::compute_escrow::{
    LeaseKind, LeaseRequest, OfferResponse, OffersResponse, ProviderResponse, QuoteResponse, QuotesResponse,
};
use weal_api::page::page_limit;
use weal_fixed_point::Rounding;
use weal_lease_math::lease_rate;

pub(crate) fn provider(deps: Deps, provider: &str) -> Result<ProviderResponse, Failure> {
    let address = deps.api.addr_validate(provider)?;
    let record = load_provider(deps, &address)?;
    let profile = load_profile(deps, &address)?;
    Ok(record.describe(address, profile))
}

pub(crate) fn offer(deps: Deps, offer_id: u64) -> Result<OfferResponse, Failure> {
    Ok(load_offer(deps, offer_id)?.describe(offer_id))
}

pub(crate) fn offers(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<OffersResponse, Failure> {
    let first = start_after.unwrap_or_default().saturating_add(1);
    let mut offers = vec![];
    for offer_id in (first..=last_offer(deps.storage)?).take(page_limit(limit)) {
        offers.push(offer(deps, offer_id)?);
    }
    Ok(OffersResponse { offers })
}

/// The same functions that a lease is opened and charged by, so that the two cannot differ.
pub(crate) fn quote(deps: Deps, request: &LeaseRequest) -> Result<QuoteResponse, Failure> {
    let LeaseRequest { offer_id, gpus, seconds, .. } = *request;
    let offer = load_offer(deps, offer_id)?;
    let priced = Priced::of(&offer, request)?;
    let rate = lease_rate(priced.rate, gpus)?;
    let charge = weal_lease_math::price(rate, seconds, Rounding::Down)?;
    let split = weal_lease_math::split(Uint128::zero(), charge, load_config(deps.storage)?.rules.fee()?)?;
    let terms = &offer.terms;
    Ok(QuoteResponse {
        rate: priced.rate,
        charge,
        protocol_fee: split.protocol_fee,
        provider_payout: split.paid,
        deposit: weal_lease_math::price(rate, seconds, Rounding::Up)?,
        min_deposit: min_deposit(rate, terms)?,
        energy_wh: weal_lease_math::energy_wh(terms.watts, gpus, seconds)?,
        grams_co2: weal_lease_math::grams_co2(terms.watts, gpus, seconds, terms.grams_co2_per_kwh)?,
        gpus_free: offer.gpus_free(),
        tier: priced.tier,
        sla: priced.sla,
        notice_seconds: if request.kind == LeaseKind::Reserved { terms.notice_seconds } else { 0 },
        accept_seconds: terms.accept_seconds,
    })
}

/// Each on its own: one that is refused leaves the others as they are. Errors: `TooManyLeases`.
pub(crate) fn quotes(deps: Deps, requests: &[LeaseRequest]) -> Result<QuotesResponse, Failure> {
    let (found, max) = (requests.len(), page_limit(Some(u32::MAX)));
    if found > max {
        return Err(LeaseError::TooManyLeases { found, max }.into());
    }
    Ok(QuotesResponse { quotes: requests.iter().map(|request| quote(deps, request).ok()).collect() })
}
