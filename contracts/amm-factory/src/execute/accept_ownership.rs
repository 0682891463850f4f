//! Takes the ownership proposed.

use crate::ContractError;
use crate::state::{OWNERSHIP, Ownership};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::amm_factory::OwnershipAccepted;

pub(crate) fn accept_ownership(deps: DepsMut, info: &MessageInfo) -> Result<Response, ContractError> {
    let owner = info.sender.clone();
    let Ownership { pending_owner, guardian, .. } = OWNERSHIP.load(deps.storage)?;
    if pending_owner.as_ref() != Some(&owner) {
        return Err(ContractError::NotPendingOwner { sender: owner });
    }

    OWNERSHIP.save(deps.storage, &Ownership { owner: owner.clone(), pending_owner: None, guardian });

    Ok(Response::new().add_event(OwnershipAccepted { owner }))
}
