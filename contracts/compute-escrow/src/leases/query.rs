//! Leases, and what belongs to one.

use super::{Lease, load_depositors, load_job_in_force};
use crate::Failure;
use crate::holdings::load_holdings;
use cosmwasm_std::{Deps, Env, Uint128};
use weal_api::compute_escrow::{DepositsResponse, Job, LeaseResponse, LeasesResponse};
use weal_api::page::page_limit;

pub(crate) fn lease(deps: Deps, env: &Env, lease_id: u64) -> Result<LeaseResponse, Failure> {
    let lease = Lease::load(deps, lease_id)?;
    let taken = load_depositors(deps, &lease)?.taken()?;
    lease.describe(env.block.time.seconds(), taken)
}

pub(crate) fn leases(
    deps: Deps,
    env: &Env,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<LeasesResponse, Failure> {
    let first = start_after.unwrap_or_default().saturating_add(1);
    let mut leases = vec![];
    for lease_id in (first..=load_holdings(deps.storage)?.leases).take(page_limit(limit)) {
        leases.push(lease(deps, env, lease_id)?);
    }
    Ok(LeasesResponse { leases })
}

pub(crate) fn accrued(deps: Deps, env: &Env, lease_id: u64) -> Result<Uint128, Failure> {
    Ok(Lease::load(deps, lease_id)?.account.price_until(env.block.time.seconds())?)
}

pub(crate) fn runway_until(deps: Deps, lease_id: u64) -> Result<u64, Failure> {
    Ok(Lease::load(deps, lease_id)?.account.ends_at()?)
}

pub(crate) fn deposits(deps: Deps, env: &Env, lease_id: u64) -> Result<DepositsResponse, Failure> {
    let lease = Lease::load(deps, lease_id)?;
    let free = lease.free(env.block.time.seconds())?;
    let deposits = load_depositors(deps, &lease)?.describe(free)?;
    Ok(DepositsResponse { deposits })
}

pub(crate) fn job(deps: Deps, lease_id: u64, at: Option<u64>) -> Result<Option<Job>, Failure> {
    Ok(load_job_in_force(deps.storage, lease_id, at.unwrap_or(u64::MAX))?)
}
