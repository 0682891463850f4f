//! Hands ownership over in two steps.

use crate::ContractError;
use crate::state::{OWNERSHIP, Ownership};
use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response, Storage};
use weal_api::lending_market::{OwnershipAccepted, OwnershipProposed, OwnershipStep};
use weal_contract_kit::payment::no_funds;

/// Hands ownership over; nothing is accrued, because the ledger is not touched.
pub(crate) fn update_ownership(
    deps: DepsMut,
    info: MessageInfo,
    step: OwnershipStep,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    match step {
        OwnershipStep::Propose { new_owner } => propose(deps, info, new_owner),
        OwnershipStep::Accept {} => accept(deps, info),
    }
}

fn propose(deps: DepsMut, info: MessageInfo, new_owner: String) -> Result<Response, ContractError> {
    let owner = ensure_owner(deps.storage, &info.sender)?;
    let pending_owner = deps.api.addr_validate(&new_owner)?;

    let pending = Some(pending_owner.clone()).filter(|named| *named != owner);

    OWNERSHIP.save(deps.storage, &Ownership { owner: owner.clone(), pending_owner: pending });

    Ok(Response::new().add_event(OwnershipProposed { owner, pending_owner }))
}

fn accept(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let owner = info.sender;
    if OWNERSHIP.load(deps.storage)?.pending_owner.as_ref() != Some(&owner) {
        return Err(ContractError::NotPendingOwner { sender: owner });
    }

    OWNERSHIP.save(deps.storage, &Ownership { owner: owner.clone(), pending_owner: None });

    Ok(Response::new().add_event(OwnershipAccepted { owner }))
}

/// The owner, who must be `sender`. Errors: `NotOwner`.
pub(crate) fn ensure_owner(storage: &dyn Storage, sender: &Addr) -> Result<Addr, ContractError> {
    let owner = OWNERSHIP.load(storage)?.owner;
    if owner != *sender {
        return Err(ContractError::NotOwner { sender: sender.clone(), owner });
    }
    Ok(owner)
}
