//! Takes the ownership proposed.

use crate::state::CONFIG;
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};
use weal_api::oracle::OwnershipAccepted;

pub(crate) fn accept_ownership(deps: DepsMut, info: MessageInfo) -> Result<Response, Failure> {
    let mut config = CONFIG.load(deps.storage)?;
    if config.pending_owner.as_ref() != Some(&info.sender) {
        return Err(
            ContractError::NotPendingOwner { sender: info.sender, pending: config.pending_owner }.into()
        );
    }

    config.owner = info.sender;
    config.pending_owner = None;

    CONFIG.save(deps.storage, &config);

    Ok(Response::new().add_event(Event::from(OwnershipAccepted { owner: config.owner })))
}
