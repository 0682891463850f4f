//! Names the next owner, or withdraws the proposal.

use crate::Failure;
use crate::config::Ownership;
use crate::state::OWNERSHIP;
use api::compute_escrow::OwnershipProposed;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    info: MessageInfo,
    new_owner: Option<String>,
) -> Result<Response, Failure> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&info.sender)?;

    let pending = new_owner.map(|account| deps.api.addr_validate(&account)).transpose()?;

    OWNERSHIP.save(deps.storage, &Ownership { owner: info.sender.clone(), pending: pending.clone() })?;

    Ok(Response::new().add_event(OwnershipProposed { owner: info.sender, pending_owner: pending }))
}
