//! Proposes another owner, or withdraws the proposal.

use crate::Failure;
use crate::state::CONFIG;
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};
use weal_api::oracle::OwnershipProposed;

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    info: MessageInfo,
    new_owner: Option<String>,
) -> Result<Response, Failure> {
    let mut config = CONFIG.load(deps.storage)?;
    config.ensure_owner(&info.sender)?;

    config.pending_owner = new_owner.map(|account| deps.api.addr_validate(&account)).transpose()?;

    CONFIG.save(deps.storage, &config);

    let proposed = OwnershipProposed { owner: config.owner, pending_owner: config.pending_owner };
    Ok(Response::new().add_event(Event::from(proposed)))
}
