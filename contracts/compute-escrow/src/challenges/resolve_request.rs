//! Ends a request that was not answered in time, or that nothing is left to decide of.

use super::{Contested, Docket, Finding, Request, RequestId, load_request};
use crate::leases::Lease;
use crate::state::DEPENDENCIES;
use crate::{DisputeError, Failure};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::{Fault, RequestReleased};
use weal_lease_math::Funds;

/// No sender is asked for: whoever calls, the requester is the finder.
pub(crate) fn resolve_request(deps: DepsMut, env: &Env, id: RequestId) -> Result<Response, Failure> {
    let request = load_request(deps.as_ref(), &id)?;
    let lease = Lease::load_unclaimed(deps.as_ref(), id.lease_id)?;
    if lease.account.is_moot(id.epoch) {
        return release(deps, lease, &request);
    }
    let (answer_until, now) = (request.answer_until, env.block.time.seconds());
    if now <= answer_until {
        return Err(DisputeError::StillAnswering { answer_until, now }.into());
    }

    let oracle = DEPENDENCIES.load(deps.storage)?.oracle;
    let contested = Contested::load(deps.as_ref(), env, &oracle, lease, id.epoch)?;
    let finding = Finding { fault: Fault::Unanswered { element: request.element }, finder: id.requester };
    contested.void_and_slash(deps, env, finding, Some(&request))
}

/// Credits the bond to the requester, without a verdict: one fault of an epoch is judged once.
fn release(deps: DepsMut, lease: Lease<Funds>, request: &Request) -> Result<Response, Failure> {
    let RequestId { lease_id, epoch, requester } = request.id.clone();
    let mut docket = Docket::over(deps.as_ref(), lease, epoch)?;
    docket.end(request, &requester)?;

    docket.save(deps)?;

    Ok(Response::new().add_event(RequestReleased { lease_id, epoch, requester, bond: request.bond }))
}
