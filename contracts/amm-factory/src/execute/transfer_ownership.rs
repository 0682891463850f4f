//! Names the next owner, or withdraws the proposal.

use crate::ContractError;
use crate::state::OWNERSHIP;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::amm_factory::OwnershipProposed;

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    info: &MessageInfo,
    new_owner: Option<String>,
) -> Result<Response, ContractError> {
    let mut ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&info.sender)?;

    let pending_owner = new_owner.map(|account| deps.api.addr_validate(&account)).transpose()?;

    ownership.pending_owner = pending_owner.clone();
    OWNERSHIP.save(deps.storage, &ownership);

    let owner = ownership.owner;
    Ok(Response::new().add_event(OwnershipProposed { owner, pending_owner }))
}
