//! Jobs, open requests and credits.

use crate::Failure;
use crate::state::{load_credit, load_job, may_load_request};
use api::compute_escrow::{Job, RequestResponse};
use cosmwasm_std::{Deps, Uint128};

pub(crate) fn job(deps: Deps, lease_id: u64) -> Result<Option<Job>, Failure> {
    load_job(deps.storage, lease_id)
}

pub(crate) fn request(deps: Deps, lease_id: u64) -> Result<Option<RequestResponse>, Failure> {
    let open = may_load_request(deps, lease_id)?;
    Ok(open.map(|request| RequestResponse {
        epoch: request.epoch,
        element: request.element,
        requester: request.requester,
        bond: request.bond,
        answer_until: request.answer_until,
    }))
}

pub(crate) fn credit(deps: Deps, account: &str) -> Result<Uint128, Failure> {
    let account = deps.api.addr_validate(account)?;
    Ok(load_credit(deps, &account)?.unwrap_or_default())
}
