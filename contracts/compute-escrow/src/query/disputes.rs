//! Jobs, open requests and credits.

use crate::Failure;
use crate::state::{CREDITS, JOBS, REQUESTS};
use api::compute_escrow::{Job, RequestResponse};
use cosmwasm_std::{Deps, Uint128};

pub(crate) fn job(deps: Deps, lease_id: u64) -> Result<Option<Job>, Failure> {
    Ok(JOBS.may_load(deps.storage, lease_id)?)
}

pub(crate) fn request(deps: Deps, lease_id: u64) -> Result<Option<RequestResponse>, Failure> {
    let open = REQUESTS.may_load(deps.storage, lease_id)?;
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
    Ok(CREDITS.may_load(deps.storage, &account)?.unwrap_or_default())
}
