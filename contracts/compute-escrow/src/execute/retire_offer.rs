//! Takes an offer off the market; its leases go on.

use crate::state::{load_offer, load_provider, save_offer_use, save_provider};
use crate::{ContractError, Failure};
use api::compute_escrow::OfferRetired;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn retire_offer(deps: DepsMut, info: MessageInfo, offer_id: u64) -> Result<Response, Failure> {
    let mut offer = load_offer(deps.storage, offer_id)?;
    if offer.provider != info.sender {
        return Err(ContractError::NotProvider { sender: info.sender, provider: offer.provider }.into());
    }
    if !offer.live {
        return Err(ContractError::OfferRetired { offer_id }.into());
    }

    let mut provider = load_provider(deps.storage, &offer.provider)?;
    offer.live = false;
    provider.live_offers = provider.live_offers.saturating_sub(1);

    save_offer_use(deps.storage, offer_id, &offer);
    save_provider(deps.storage, &offer.provider, &provider);

    Ok(Response::new().add_event(OfferRetired {
        offer_id,
        provider: offer.provider,
        gpus_in_use: offer.gpus_in_use,
    }))
}
