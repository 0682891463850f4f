//! Says what a lease is to compute.

use crate::Failure;
use crate::job::check_job;
use crate::lease::Lease;
use crate::state::JOBS;
use api::compute_escrow::{Job, JobDeclared};
use cosmwasm_std::{DepsMut, MessageInfo, Response};

pub(crate) fn declare_job(
    deps: DepsMut,
    info: MessageInfo,
    lease_id: u64,
    job: Job,
) -> Result<Response, Failure> {
    let lease = Lease::load(deps.storage, lease_id)?;
    lease.ensure_tenant(&info.sender)?;
    lease.ensure_unsettled()?;
    check_job(&job)?;

    JOBS.save(deps.storage, lease_id, &job)?;

    let Job { rows, inner, cols, .. } = job;
    Ok(Response::new().add_event(JobDeclared { lease_id, rows, inner, cols }))
}
