//! Takes the ownership proposed.

use crate::ContractError;
use crate::config::Ownership;
use crate::state::OWNERSHIP;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::OwnershipAccepted;

pub(crate) fn accept_ownership(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let pending = OWNERSHIP.load(deps.storage)?.pending;
    if pending.as_ref() != Some(&info.sender) {
        return Err(ContractError::NotPendingOwner { sender: info.sender, pending });
    }

    OWNERSHIP.save(deps.storage, &Ownership { owner: info.sender.clone(), pending: None });

    Ok(Response::new().add_event(OwnershipAccepted { owner: info.sender }))
}
