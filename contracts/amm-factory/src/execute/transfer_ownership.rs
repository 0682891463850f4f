//! Names the next owner, or withdraws the proposal.

use crate::ContractError;
use crate::state::{OWNERSHIP, Ownership};
use api::amm_factory::OwnershipProposed;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    info: MessageInfo,
    new_owner: Option<String>,
) -> Result<Response, ContractError> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&info.sender)?;

    let owner = ownership.owner;
    let pending_owner = new_owner.map(|account| deps.api.addr_validate(&account)).transpose()?;

    OWNERSHIP
        .save(deps.storage, &Ownership { owner: owner.clone(), pending_owner: pending_owner.clone() })?;

    Ok(Response::new().add_event(OwnershipProposed { owner, pending_owner }))
}
