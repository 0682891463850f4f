//! Leases, and what belongs to one.

use crate::lease::Lease;
use crate::state::OUTPUT_COMMITMENTS;
use crate::store::{load_depositors, load_holdings};
use crate::{Failure, settlement};
use cosmwasm_std::{Addr, Deps, Env, Uint128};
use weal_api::compute_escrow::{
    ClaimMsg, ClaimableResponse, DepositsResponse, LeaseResponse, LeasesResponse, OutputCommitmentResponse,
};
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

pub(crate) fn claimable(deps: Deps, env: &Env, claim: &ClaimMsg) -> Result<ClaimableResponse, Failure> {
    let decided = settlement::decide_one(deps, env, claim)?;
    Ok(ClaimableResponse {
        charged: decided.total.charged,
        protocol_fee: decided.total.protocol_fee,
        paid: decided.total.paid,
        claimed: decided.last.claimed(),
    })
}

pub(crate) fn accrued(deps: Deps, env: &Env, lease_id: u64) -> Result<Uint128, Failure> {
    Lease::load(deps, lease_id)?.account.price_until(env.block.time.seconds())
}

pub(crate) fn payee(deps: Deps, lease_id: u64) -> Result<Addr, Failure> {
    Lease::load(deps, lease_id)?.payee(deps)
}

pub(crate) fn runway_until(deps: Deps, lease_id: u64) -> Result<u64, Failure> {
    Lease::load(deps, lease_id)?.account.ends_at()
}

pub(crate) fn output_commitment(
    deps: Deps,
    lease_id: u64,
    epoch: u64,
) -> Result<Option<OutputCommitmentResponse>, Failure> {
    Ok(OUTPUT_COMMITMENTS.may_load(deps.storage, &(lease_id, epoch))?)
}

pub(crate) fn deposits(deps: Deps, env: &Env, lease_id: u64) -> Result<DepositsResponse, Failure> {
    let lease = Lease::load(deps, lease_id)?;
    let free = lease.free(env.block.time.seconds())?;
    let deposits = load_depositors(deps, &lease)?.describe(free)?;
    Ok(DepositsResponse { deposits })
}
