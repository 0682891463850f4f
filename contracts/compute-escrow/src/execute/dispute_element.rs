//! Shows a wrong element of a committed output: one transaction, judged by recomputing one dot product.

use crate::dispute::Disputed;
use crate::job::judge;
use crate::lease::ensure_unrequested;
use crate::state::load_parties;
use crate::{DisputeError, Failure};
use api::compute_escrow::{ElementDispute, Fault};
use cosmwasm_std::{Addr, DepsMut, Env, Response};

pub(crate) fn dispute_element(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    dispute: ElementDispute,
) -> Result<Response, Failure> {
    let ElementDispute { lease_id, epoch, element, opening } = dispute;
    let oracle = load_parties(deps.storage)?.oracle;
    let disputed = Disputed::load(deps.as_ref(), env, &oracle, (lease_id, epoch))?;
    disputed.ensure_open(env, epoch)?;
    ensure_unrequested(deps.as_ref(), lease_id, &disputed.lease.account, epoch)?;
    let (committed, expected) = judge(&disputed.job, &disputed.commitment, element, &opening)?;
    if committed == expected {
        return Err(DisputeError::ElementRight { element, value: expected }.into());
    }

    let fault = Fault::WrongElement { element, committed, expected };
    let voided = disputed.convict(deps, env, (epoch, fault, sender), None)?;

    Ok(Response::new().add_event(voided))
}
