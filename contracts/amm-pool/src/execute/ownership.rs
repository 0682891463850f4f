//! Moves the ownership in two steps.

use crate::error::{ContractError, Failure};
use crate::roles::ensure_owner;
use crate::state::ROLES;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::amm_pool::{OwnershipAccepted, OwnershipProposed};

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    info: MessageInfo,
    new_owner: Option<String>,
) -> Result<Response, Failure> {
    let mut roles = ensure_owner(deps.storage, &info)?;
    let new_owner = new_owner.map(|account| deps.api.addr_validate(&account)).transpose()?;

    roles.pending_owner.clone_from(&new_owner);
    ROLES.save(deps.storage, &roles);

    Ok(Response::new().add_event(OwnershipProposed { new_owner }))
}

pub(crate) fn accept_ownership(deps: DepsMut, info: MessageInfo) -> Result<Response, Failure> {
    let mut roles = ROLES.load(deps.storage)?;
    if roles.pending_owner.as_ref() != Some(&info.sender) {
        return Err(ContractError::NotPendingOwner { sender: info.sender }.into());
    }

    (roles.owner, roles.pending_owner) = (info.sender.clone(), None);
    ROLES.save(deps.storage, &roles);

    Ok(Response::new().add_event(OwnershipAccepted { owner: info.sender }))
}
