//! Ends a request that was not answered in time.

use crate::dispute::Disputed;
use crate::state::{load_parties, load_request};
use crate::{DisputeError, Failure};
use api::compute_escrow::Fault;
use cosmwasm_std::{DepsMut, Env, Response};

/// No sender is asked for: whoever calls, the requester is the finder.
pub(crate) fn resolve_request(deps: DepsMut, env: &Env, lease_id: u64) -> Result<Response, Failure> {
    let request = load_request(deps.as_ref(), lease_id)?;
    let (answer_until, now) = (request.answer_until, env.block.time.seconds());
    if now <= answer_until {
        return Err(DisputeError::StillAnswering { answer_until, now }.into());
    }
    let oracle = load_parties(deps.storage)?.oracle;
    let disputed = Disputed::load(deps.as_ref(), env, &oracle, (lease_id, request.epoch))?;

    let fault = Fault::Unanswered { element: request.element };
    let finder = request.requester.clone();
    let voided = disputed.convict(deps, env, (request.epoch, fault, finder), Some(&request))?;

    Ok(Response::new().add_event(voided))
}
