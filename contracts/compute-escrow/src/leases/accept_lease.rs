//! Starts a lease that waits for its provider.

use super::Lease;
use crate::{Failure, LeaseError};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::LeaseAccepted;

/// Begins a lease that waits for its provider. From the end of the wait on the deposit is the tenant's again, and an acceptance refused.
pub(crate) fn accept_lease(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    lease_id: u64,
) -> Result<Response, Failure> {
    let mut lease = Lease::load_unclaimed(deps.as_ref(), lease_id)?;
    lease.ensure_provider(&sender)?;
    if !(lease.account.is_open() && lease.account.pending) {
        return Err(LeaseError::NotPending { lease_id }.into());
    }
    let now = env.block.time.seconds();
    lease.ensure_running(now)?;

    lease.account.pending = false;
    lease.account.starts_at = now;
    lease.save_account(deps.storage);

    Ok(Response::new().add_event(LeaseAccepted {
        lease_id,
        starts_at: now,
        agreed_end: lease.account.agreed_end(),
        runway_until: lease.account.ends_at()?,
    }))
}
