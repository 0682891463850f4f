//! Takes an offer off the market; its leases go on.

use super::{load_offer, load_provider, save_offer_use, save_provider};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::OfferRetired;

pub(crate) fn retire_offer(deps: DepsMut, sender: Addr, offer_id: u64) -> Result<Response, Failure> {
    let mut offer = load_offer(deps.as_ref(), offer_id)?;
    if offer.provider != sender {
        return Err(ContractError::NotProvider { sender, provider: offer.provider }.into());
    }
    if !offer.live {
        return Err(ContractError::OfferRetired { offer_id }.into());
    }

    let mut provider = load_provider(deps.as_ref(), &offer.provider)?;
    offer.live = false;
    provider.live_offers = provider.live_offers.saturating_sub(1);

    save_offer_use(deps.storage, offer_id, &offer);
    save_provider(deps.storage, deps.api, &offer.provider, &provider)?;

    Ok(Response::new().add_event(OfferRetired {
        offer_id,
        provider: offer.provider,
        gpus_in_use: offer.gpus_in_use,
    }))
}
