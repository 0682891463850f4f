//! Names the next owner, or withdraws the proposal.

use crate::Failure;
use crate::config::Ownership;
use crate::named::named;
use crate::state::{load_ownership, save_ownership};
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::OwnershipProposed;

pub(crate) fn transfer_ownership(
    deps: DepsMut,
    sender: Addr,
    new_owner: Option<String>,
) -> Result<Response, Failure> {
    let ownership = load_ownership(deps.storage)?;
    ownership.ensure_owner(&sender)?;

    let pending = named(deps.api, new_owner.as_deref())?;

    save_ownership(deps.storage, &Ownership { owner: sender.clone(), pending: pending.clone() });

    Ok(Response::new().add_event(OwnershipProposed { owner: sender, pending_owner: pending }))
}
