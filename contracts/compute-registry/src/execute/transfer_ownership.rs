//! Names the next owner, or withdraws the proposal.

use crate::ContractError;
use crate::config::Ownership;
use crate::state::OWNERSHIP;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::OwnershipProposed;

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    info: MessageInfo,
    new_owner: Option<String>,
) -> Result<Response, ContractError> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&info.sender)?;

    let pending = new_owner.map(|account| deps.api.addr_validate(&account)).transpose()?;

    OWNERSHIP.save(deps.storage, &Ownership { owner: info.sender.clone(), pending: pending.clone() });

    Ok(Response::new().add_event(OwnershipProposed { owner: info.sender, pending_owner: pending }))
}
