//! The configuration, providers, offers and totals.

use crate::Failure;
use crate::state::{DEPENDENCIES, OWNERSHIP};
use crate::store::{
    fee_recipient, last_offer, load_config, load_holdings, load_offer, load_profile, load_provider,
};
use cosmwasm_std::Deps;
use weal_api::compute_escrow::{
    ConfigResponse, HoldingsRecord, HoldingsResponse, OfferResponse, OffersResponse, ProviderResponse,
};
use weal_api::page::page_limit;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, Failure> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    let parties = DEPENDENCIES.load(deps.storage)?;
    let config = load_config(deps.storage)?;
    Ok(ConfigResponse {
        owner: ownership.owner,
        pending_owner: ownership.pending,
        oracle: parties.oracle.addr().clone(),
        payment_asset: parties.token.info(),
        fee_recipient: fee_recipient(deps.storage)?,
        min_bond: config.min_bond,
        protocol_fee_bps: config.rules.protocol_fee_bps,
        challenge_window_seconds: config.rules.challenge_window_seconds,
        silence_seconds: config.rules.silence_seconds,
        registry: parties.registry,
        market: config.market,
        request_bond: config.request_bond,
        answer_seconds: config.rules.answer_seconds,
    })
}

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

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, Failure> {
    let HoldingsRecord { bonds, deposits, fees, paid_in, credits, requests, .. } =
        load_holdings(deps.storage)?;
    Ok(HoldingsResponse { bonds, deposits, fees, paid_in, credits, requests })
}
