//! Leases, and what belongs to one.

use crate::lease::Lease;
use crate::state::{LEASE_DEPOSITS, LEASES, OUTPUT_COMMITMENTS};
use crate::{Failure, settlement};
use api::compute_escrow::{
    ClaimMsg, ClaimableResponse, DepositsResponse, LeaseResponse, LeasesResponse, OutputCommitmentResponse,
};
use api::page::page_limit;
use cosmwasm_std::{Addr, Deps, Env, Order, Uint128};
use cw_storage_plus::Bound;

pub(crate) fn lease(deps: Deps, env: &Env, lease_id: u64) -> Result<LeaseResponse, Failure> {
    let lease = Lease::load(deps.storage, lease_id)?;
    let taken = LEASE_DEPOSITS.load(deps.storage, lease_id)?.taken()?;
    lease.describe(env.block.time.seconds(), taken)
}

pub(crate) fn leases(
    deps: Deps,
    env: &Env,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<LeasesResponse, Failure> {
    let leases = LEASES
        .keys(deps.storage, start_after.map(Bound::exclusive), None, Order::Ascending)
        .take(page_limit(limit))
        .map(|lease_id| lease(deps, env, lease_id?))
        .collect::<Result<_, Failure>>()?;
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
    Lease::load(deps.storage, lease_id)?.account.price_until(env.block.time.seconds())
}

pub(crate) fn payee(deps: Deps, lease_id: u64) -> Result<Addr, Failure> {
    Lease::load(deps.storage, lease_id)?.payee(deps.storage)
}

pub(crate) fn runway_until(deps: Deps, lease_id: u64) -> Result<u64, Failure> {
    Lease::load(deps.storage, lease_id)?.account.ends_at()
}

pub(crate) fn output_commitment(
    deps: Deps,
    lease_id: u64,
    epoch: u64,
) -> Result<Option<OutputCommitmentResponse>, Failure> {
    Ok(OUTPUT_COMMITMENTS.may_load(deps.storage, (lease_id, epoch))?)
}

pub(crate) fn deposits(deps: Deps, env: &Env, lease_id: u64) -> Result<DepositsResponse, Failure> {
    let free = Lease::load(deps.storage, lease_id)?.free(env.block.time.seconds())?;
    let deposits = LEASE_DEPOSITS.load(deps.storage, lease_id)?.describe(free)?;
    Ok(DepositsResponse { deposits })
}
