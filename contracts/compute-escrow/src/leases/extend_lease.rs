//! Lengthens a running lease at its own rate.

use super::Lease;
use crate::Failure;
use crate::providers::{in_range, load_offer};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::LeaseExtended;

/// Takes no money: what the deposit does not carry, a top-up does.
pub(crate) fn extend_lease(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    lease_id: u64,
    seconds: u64,
) -> Result<Response, Failure> {
    let mut lease = Lease::load_unclaimed(deps.as_ref(), lease_id)?;
    lease.ensure_tenant(&sender)?;
    lease.ensure_changeable(env.block.time.seconds())?;

    let offer = load_offer(deps.as_ref(), lease.terms.offer_id)?;
    offer.ensure_live(lease.terms.offer_id)?;
    let left = offer.terms.max_seconds.saturating_sub(lease.account.seconds);
    in_range("seconds", seconds, 1, left)?;
    lease.account.seconds = lease.account.seconds.saturating_add(seconds);
    lease.save_account(deps.storage);

    Ok(Response::new().add_event(LeaseExtended {
        lease_id,
        agreed_end: lease.account.agreed_end(),
        runway_until: lease.account.ends_at()?,
    }))
}
