//! Shows a wrong element of a committed output: one transaction, judged by recomputing one dot product.

use super::{Contested, Finding, judge};
use crate::leases::Lease;
use crate::open_requests::{Act, ensure_lease_free};
use crate::state::DEPENDENCIES;
use crate::{DisputeError, Failure};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::{ElementDispute, Fault};

pub(crate) fn dispute_element(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    dispute: ElementDispute,
) -> Result<Response, Failure> {
    let ElementDispute { lease_id, epoch, element, opening } = dispute;
    let oracle = DEPENDENCIES.load(deps.storage)?.oracle;
    let lease = Lease::load_unclaimed(deps.as_ref(), lease_id)?;
    let contested = Contested::load(deps.as_ref(), env, &oracle, lease, epoch)?;
    contested.ensure_open(env)?;
    ensure_lease_free(deps.storage, lease_id, &contested.lease.account, Act::Dispute)?;

    let (committed, expected) = judge(&contested.job, &contested.commitment, element, &opening)?;
    if committed == expected {
        return Err(DisputeError::ElementRight { element, value: expected }.into());
    }

    let fault = Fault::WrongElement { element, committed, expected };
    contested.void_and_slash(deps, env, Finding { fault, finder: sender }, None)
}
