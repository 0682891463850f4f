//! Puts an offer on the market.

use super::{
    MAX_LIVE_OFFERS, Offer, check_terms, ensure_sku, load_provider, next_offer, save_offer, save_provider,
};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::{OfferPublished, OfferTerms};

pub(crate) fn publish_offer(deps: DepsMut, sender: Addr, terms: OfferTerms) -> Result<Response, Failure> {
    let mut provider = load_provider(deps.as_ref(), &sender)?;

    provider.ensure_bonded()?;
    check_terms(&terms)?;
    ensure_sku(deps.as_ref(), &terms.sku)?;
    if provider.live_offers >= MAX_LIVE_OFFERS {
        return Err(ContractError::TooManyOffers { found: provider.live_offers, max: MAX_LIVE_OFFERS }.into());
    }
    provider.live_offers = provider.live_offers.saturating_add(1);

    let offer_id = next_offer(deps.storage)?;
    let offer = Offer { provider: sender, terms, gpus_in_use: 0, live: true };
    save_offer(deps.storage, deps.api, offer_id, &offer)?;
    save_provider(deps.storage, deps.api, &offer.provider, &provider)?;

    Ok(Response::new().add_event(OfferPublished {
        offer_id,
        provider: offer.provider,
        sku: offer.terms.sku,
        gpus: offer.terms.gpus,
        region: offer.terms.region,
        rate: offer.terms.rate,
    }))
}
