//! The configuration, providers, offers and totals.

use crate::Failure;
use crate::state::{
    CONFIG, OFFERS, OWNERSHIP, PARTIES, PROFILES, fee_recipient, load_holdings, load_offer, load_provider,
    offer_of,
};
use api::compute_escrow::{
    ConfigResponse, HoldingsResponse, OfferResponse, OffersResponse, ProviderResponse,
};
use api::page::page_limit;
use cosmwasm_std::{Deps, Order};
use cw_storage_plus::Bound;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, Failure> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    let parties = PARTIES.load(deps.storage)?;
    let config = CONFIG.load(deps.storage)?;
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
        request_bond: config.requests.bond,
        answer_seconds: config.requests.answer_seconds,
    })
}

pub(crate) fn provider(deps: Deps, provider: &str) -> Result<ProviderResponse, Failure> {
    let address = deps.api.addr_validate(provider)?;
    let record = load_provider(deps.storage, &address)?;
    let profile = PROFILES.load(deps.storage, &address)?;
    Ok(record.describe(address, profile))
}

pub(crate) fn offer(deps: Deps, offer_id: u64) -> Result<OfferResponse, Failure> {
    Ok(load_offer(deps.storage, offer_id)?.describe(offer_id))
}

pub(crate) fn offers(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<OffersResponse, Failure> {
    let offers = OFFERS
        .range(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| {
            let (offer_id, published) = row?;
            Ok(offer_of(deps.storage, offer_id, published)?.describe(offer_id))
        })
        .collect::<Result<_, Failure>>()?;
    Ok(OffersResponse { offers })
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, Failure> {
    Ok(load_holdings(deps.storage)?.into())
}
