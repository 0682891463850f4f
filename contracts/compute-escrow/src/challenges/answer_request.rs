//! Shows the element asked for.

use super::{Contested, Docket, Finding, RequestId, judge, load_request};
use crate::Failure;
use crate::leases::Lease;
use crate::open_requests::ensure_undecided;
use crate::state::DEPENDENCIES;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::compute_escrow::{ElementOpening, Fault, RequestAnswered};

/// No sender is asked for: only the bytes behind the commitment can be shown.
pub(crate) fn answer_request(
    deps: DepsMut,
    env: &Env,
    id: RequestId,
    opening: &ElementOpening,
) -> Result<Response, Failure> {
    let request = load_request(deps.as_ref(), &id)?;
    let oracle = DEPENDENCIES.load(deps.storage)?.oracle;
    let lease = Lease::load_unclaimed(deps.as_ref(), id.lease_id)?;
    ensure_undecided(id.lease_id, &lease.account, id.epoch)?;
    let contested = Contested::load(deps.as_ref(), env, &oracle, lease, id.epoch)?;

    let element = request.element;
    let (committed, expected) = judge(&contested.job, &contested.commitment, element, opening)?;
    if committed != expected {
        let fault = Fault::WrongElement { element, committed, expected };
        let finding = Finding { fault, finder: id.requester };
        return contested.void_and_slash(deps, env, finding, Some(&request));
    }
    let provider = contested.lease.terms.provider.clone();
    let mut docket = Docket::over(deps.as_ref(), contested.lease, id.epoch)?;
    docket.end(&request, &provider)?;

    docket.save(deps)?;

    let RequestId { lease_id, epoch, requester } = id;
    let fact = RequestAnswered { lease_id, epoch, requester, value: expected, provider, bond: request.bond };
    Ok(Response::new().add_event(fact))
}
