//! Takes the ownership proposed.

use crate::config::Ownership;
use crate::state::OWNERSHIP;
use crate::{ContractError, Failure};
use api::compute_escrow::OwnershipAccepted;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn accept_ownership(deps: DepsMut, info: MessageInfo) -> Result<Response, Failure> {
    let pending = OWNERSHIP.load(deps.storage)?.pending;
    if pending.as_ref() != Some(&info.sender) {
        return Err(ContractError::NotPendingOwner { sender: info.sender, pending }.into());
    }

    OWNERSHIP.save(deps.storage, &Ownership { owner: info.sender.clone(), pending: None })?;

    Ok(Response::new().add_event(OwnershipAccepted { owner: info.sender }))
}
