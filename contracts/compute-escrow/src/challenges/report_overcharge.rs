//! Puts on record that an attested leaf charges more than its lease can owe.

use crate::leases::Lease;
use crate::settlement::charge_and_bound;
use crate::state::OVERCHARGES;
use crate::{DisputeError, Failure};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::{ClaimMsg, OverchargeRecord, OverchargeShown};

pub(crate) fn report_overcharge(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    claim: ClaimMsg,
) -> Result<Response, Failure> {
    let (lease_id, epoch) = (claim.lease_id, claim.epoch);
    if OVERCHARGES.has(deps.storage, &(epoch, lease_id)) {
        return Err(DisputeError::AlreadyShown { lease_id, epoch }.into());
    }
    let lease = Lease::load(deps.as_ref(), lease_id)?;
    let (charge, max) = charge_and_bound(deps.as_ref(), env, &lease.account, &claim)?;
    if charge <= max {
        return Err(DisputeError::NotOvercharged { charge, max }.into());
    }

    let (finder, victim) = (sender, lease.terms.tenant);
    let record = OverchargeRecord { finder, victim };

    OVERCHARGES.save(deps.storage, &(epoch, lease_id), &record);

    let OverchargeRecord { finder, victim } = record;
    Ok(Response::new().add_event(OverchargeShown { lease_id, epoch, charge, max, finder, victim }))
}
