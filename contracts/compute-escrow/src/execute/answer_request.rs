//! Shows the element asked for.

use crate::Failure;
use crate::dispute::Disputed;
use crate::job::judge;
use crate::judgement::Judgement;
use crate::state::{load_parties, load_request};
use api::compute_escrow::{ElementOpening, Fault, RequestAnswered};
use cosmwasm_std::{DepsMut, Env, Response};

/// No sender is asked for: only the bytes behind the commitment can be shown.
pub(crate) fn answer_request(
    deps: DepsMut,
    env: &Env,
    lease_id: u64,
    opening: &ElementOpening,
) -> Result<Response, Failure> {
    let request = load_request(deps.as_ref(), lease_id)?;
    let (epoch, element) = (request.epoch, request.element);
    let oracle = load_parties(deps.storage)?.oracle;
    let disputed = Disputed::load(deps.as_ref(), env, &oracle, (lease_id, epoch))?;
    let (committed, expected) = judge(&disputed.job, &disputed.commitment, element, opening)?;

    if committed == expected {
        let provider = disputed.lease.terms.provider.clone();
        let mut judgement = Judgement::over(deps.as_ref(), disputed.lease)?;
        judgement.end_request(&request, &provider)?;
        judgement.save(deps)?;
        let fact = RequestAnswered { lease_id, epoch, value: expected, provider, bond: request.bond };
        return Ok(Response::new().add_event(fact));
    }
    let fault = Fault::WrongElement { element, committed, expected };
    let finder = request.requester.clone();
    let voided = disputed.convict(deps, env, (epoch, fault, finder), Some(&request))?;
    Ok(Response::new().add_event(voided))
}
