//! The price calculator.

use crate::execute::min_deposit;
use crate::lease::lease_rate;
use crate::state::{CONFIG, load_offer};
use crate::{ContractError, meter};
use api::compute_escrow::QuoteResponse;
use cosmwasm_std::{Deps, Uint128};
use fixed_point::Rounding;

/// The same functions that a lease is charged by, so that the two cannot differ.
pub(crate) fn quote(
    deps: Deps,
    offer_id: u64,
    gpus: u32,
    seconds: u64,
) -> Result<QuoteResponse, ContractError> {
    let offer = load_offer(deps.storage, offer_id)?;
    offer.ensure_leasable(offer_id, gpus, seconds)?;
    let rate = lease_rate(offer.terms.rate, gpus)?;
    let charge = meter::price(rate, seconds, Rounding::Down)?;
    let split = meter::split(Uint128::zero(), charge, CONFIG.load(deps.storage)?.rules.fee()?)?;
    let terms = &offer.terms;
    Ok(QuoteResponse {
        charge,
        protocol_fee: split.protocol_fee,
        provider_payout: split.paid,
        deposit: meter::price(rate, seconds, Rounding::Up)?,
        min_deposit: min_deposit(terms, gpus)?,
        energy_wh: meter::energy_wh(terms.watts, gpus, seconds)?,
        grams_co2: meter::grams_co2(terms.watts, gpus, seconds, terms.grams_co2_per_kwh)?,
        gpus_free: offer.gpus_free(),
    })
}
