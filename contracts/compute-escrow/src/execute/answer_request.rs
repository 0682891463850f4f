//! Shows the element asked for.

use super::end_request::{BondGoesTo, end_request};
use crate::Failure;
use crate::dispute::Disputed;
use crate::job::judge;
use crate::state::load_request;
use api::compute_escrow::{ElementOpening, Fault, RequestAnswered};
use cosmwasm_std::{DepsMut, Env, Response};

/// No sender is asked for: only the bytes behind the commitment can be shown.
pub(crate) fn answer_request(
    mut deps: DepsMut,
    env: &Env,
    lease_id: u64,
    opening: &ElementOpening,
) -> Result<Response, Failure> {
    let request = load_request(deps.as_ref(), lease_id)?;
    let (epoch, element) = (request.epoch, request.element);
    let mut disputed = Disputed::load(deps.as_ref(), env, lease_id, epoch)?;
    let (committed, expected) = judge(&disputed.job, &disputed.commitment, element, opening)?;

    if committed == expected {
        let provider = disputed.lease.terms.provider.clone();
        end_request(&mut deps, &mut disputed.lease, &request, BondGoesTo::Provider)?;
        let fact = RequestAnswered { lease_id, epoch, value: expected, provider, bond: request.bond };
        return Ok(Response::new().add_event(fact));
    }
    end_request(&mut deps, &mut disputed.lease, &request, BondGoesTo::Requester)?;
    let fault = Fault::WrongElement { element, committed, expected };
    let voided = disputed.convict(deps, env, (epoch, fault, request.requester))?;
    Ok(Response::new().add_event(voided))
}
