//! Jobs, open requests and credits.

use super::{RequestId, load_credit, load_requests, may_load_request};
use crate::Failure;
use crate::leases::load_account;
use crate::state::OUTPUT_COMMITMENTS;
use cosmwasm_std::{Deps, StdResult, Uint128};
use weal_api::compute_escrow::{OutputCommitmentResponse, RequestName, RequestResponse, RequestsResponse};
use weal_api::page::page_limit;

pub(crate) fn request(
    deps: Deps,
    lease_id: u64,
    name: RequestName,
) -> Result<Option<RequestResponse>, Failure> {
    let account = load_account(deps.storage, lease_id)?;
    let open = may_load_request(deps, &identified(deps, lease_id, name)?)?;
    Ok(open.map(|request| {
        let is_moot = account.is_moot(request.id.epoch);
        request.describe(is_moot)
    }))
}

pub(crate) fn requests(
    deps: Deps,
    lease_id: u64,
    start_after: Option<RequestName>,
    limit: Option<u32>,
) -> Result<RequestsResponse, Failure> {
    let account = load_account(deps.storage, lease_id)?;
    let last = start_after.map(|name| identified(deps, lease_id, name)).transpose()?;
    let open = load_requests(deps, lease_id, last.as_ref(), page_limit(limit))?;
    let described = open.into_iter().map(|request| {
        let is_moot = account.is_moot(request.id.epoch);
        request.describe(is_moot)
    });
    Ok(RequestsResponse { requests: described.collect() })
}

fn identified(deps: Deps, lease_id: u64, name: RequestName) -> StdResult<RequestId> {
    let requester = deps.api.addr_validate(&name.requester)?;
    Ok(RequestId { lease_id, epoch: name.epoch, requester })
}

pub(crate) fn credit(deps: Deps, account: &str) -> Result<Uint128, Failure> {
    let account = deps.api.addr_validate(account)?;
    Ok(load_credit(deps, &account)?.unwrap_or_default())
}

pub(crate) fn output_commitment(
    deps: Deps,
    lease_id: u64,
    epoch: u64,
) -> Result<Option<OutputCommitmentResponse>, Failure> {
    Ok(OUTPUT_COMMITMENTS.may_load(deps.storage, &(lease_id, epoch))?)
}
