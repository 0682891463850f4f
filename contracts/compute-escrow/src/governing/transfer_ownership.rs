//! Names the next owner, or withdraws the proposal.

use crate::Failure;
use crate::state::{OWNERSHIP, Ownership};
use crate::validate_optional::validate_optional;
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::OwnershipProposed;

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    sender: Addr,
    new_owner: Option<String>,
) -> Result<Response, Failure> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&sender)?;

    let pending = validate_optional(deps.api, new_owner.as_deref())?;

    OWNERSHIP.save(deps.storage, &Ownership { owner: sender.clone(), pending: pending.clone() });

    Ok(Response::new().add_event(OwnershipProposed { owner: sender, pending_owner: pending }))
}
