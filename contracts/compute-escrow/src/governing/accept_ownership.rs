//! Takes the ownership proposed.

use crate::state::{OWNERSHIP, Ownership};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::OwnershipAccepted;

pub(crate) fn accept_ownership(deps: DepsMut, sender: Addr) -> Result<Response, Failure> {
    let pending = OWNERSHIP.load(deps.storage)?.pending;
    if pending.as_ref() != Some(&sender) {
        return Err(ContractError::NotPendingOwner { sender, pending }.into());
    }

    OWNERSHIP.save(deps.storage, &Ownership { owner: sender.clone(), pending: None });

    Ok(Response::new().add_event(OwnershipAccepted { owner: sender }))
}
