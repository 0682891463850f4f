//! Closing a lease: what `stop_lease` and the first `refund` have in common.

use crate::Failure;
use crate::lease::Lease;
use crate::offer::Offer;
use crate::state::{load_provider, save_offer_use, save_provider};
use api::compute_escrow::LeaseEnded;
use cosmwasm_std::{Addr, DepsMut};

/// Fixes the lease's end, frees its GPUs and saves all of it but the lease's account, which the caller does. The lease must be open; the caller has checked.
pub(super) fn close(
    deps: &mut DepsMut<'_>,
    (lease, mut offer): (&mut Lease, Offer),
    ended_by: Addr,
    ended_at: u64,
) -> Result<LeaseEnded, Failure> {
    let terms = &lease.terms;
    let mut provider = load_provider(deps.as_ref(), &terms.provider)?;

    offer.release(terms.gpus);
    provider.open_leases = provider.open_leases.saturating_sub(1);
    if lease.account.pending {
        // It never ran: no second of it can be charged.
        (lease.account.pending, lease.account.starts_at) = (false, ended_at);
    }
    lease.account.ledger = lease.account.ledger.ended(ended_at);
    provider.lock_for(&lease.account)?;

    save_offer_use(deps.storage, terms.offer_id, &offer);
    save_provider(deps.storage, deps.api, &terms.provider, &provider)?;

    Ok(LeaseEnded {
        lease_id: lease.id,
        ended_by,
        ended_at,
        settles_at: lease.account.settles_at()?,
        deposit: lease.account.ledger.deposit(),
        claimed: lease.account.ledger.claimed(),
    })
}
