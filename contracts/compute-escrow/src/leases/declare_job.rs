//! Says what a lease is to compute.

use super::{Lease, check_job};
use crate::Failure;
use crate::state::JOBS;
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::{Job, JobDeclared};

/// It binds epochs that start from now on: whoever has begun an epoch, or sees this message first, keeps the job it began with.
pub(crate) fn declare_job(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    lease_id: u64,
    job: Job,
) -> Result<Response, Failure> {
    let mut lease = Lease::load(deps.as_ref(), lease_id)?;
    lease.ensure_tenant(&sender)?;
    lease.ensure_unsettled()?;
    check_job(&job)?;

    let declared_at = env.block.time.seconds();
    JOBS.save(deps.storage, &(lease_id, declared_at), &job);
    if !lease.account.declared {
        lease.account.declared = true;
        lease.save_account(deps.storage);
    }

    let Job { rows, inner, cols, .. } = job;
    Ok(Response::new().add_event(JobDeclared { lease_id, declared_at, rows, inner, cols }))
}
