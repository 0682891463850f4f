//! The price calculator.

use crate::execute::min_deposit;
use crate::lease::lease_rate;
use crate::store::{load_config, load_offer};
use crate::{Failure, LeaseError, meter, pricing};
use cosmwasm_std::{Deps, Uint128};
use weal_api::compute_escrow::{LeaseKind, LeaseRequest, QuoteResponse, QuotesResponse};
use weal_api::page::page_limit;
use weal_fixed_point::Rounding;

/// The same functions that a lease is opened and charged by, so that the two cannot differ.
pub(crate) fn quote(deps: Deps, request: &LeaseRequest) -> Result<QuoteResponse, Failure> {
    let LeaseRequest { offer_id, gpus, seconds, .. } = *request;
    let offer = load_offer(deps, offer_id)?;
    let priced = pricing::price(&offer, request)?;
    let rate = lease_rate(priced.rate, gpus)?;
    let charge = meter::price(rate, seconds, Rounding::Down)?;
    let split = meter::split(Uint128::zero(), charge, load_config(deps.storage)?.rules.fee()?)?;
    let terms = &offer.terms;
    Ok(QuoteResponse {
        rate: priced.rate,
        charge,
        protocol_fee: split.protocol_fee,
        provider_payout: split.paid,
        deposit: meter::price(rate, seconds, Rounding::Up)?,
        min_deposit: min_deposit(rate, terms)?,
        energy_wh: meter::energy_wh(terms.watts, gpus, seconds)?,
        grams_co2: meter::grams_co2(terms.watts, gpus, seconds, terms.grams_co2_per_kwh)?,
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
