//! Says what a lease is to compute.

use crate::Failure;
use crate::job::check_job;
use crate::lease::Lease;
use crate::state::save_job;
use api::compute_escrow::{Job, JobDeclared};
use cosmwasm_std::{Addr, DepsMut, Response};

pub(crate) fn declare_job(deps: DepsMut, sender: Addr, lease_id: u64, job: Job) -> Result<Response, Failure> {
    let lease = Lease::load(deps.as_ref(), lease_id)?;
    lease.ensure_tenant(&sender)?;
    lease.ensure_unsettled()?;
    check_job(&job)?;

    save_job(deps.storage, lease_id, &job);

    let Job { rows, inner, cols, .. } = job;
    Ok(Response::new().add_event(JobDeclared { lease_id, rows, inner, cols }))
}
