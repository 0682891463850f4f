//! Closing a lease by a message: what `stop_lease` and the first `refund` have in common.

use crate::Failure;
use crate::closing::{self, lease_ended};
use crate::lease::Lease;
use crate::offer::Offer;
use crate::store::{load_provider, save_offer_use, save_provider};
use cosmwasm_std::{Addr, DepsMut};
use weal_api::compute_escrow::LeaseEnded;

/// Closes the lease and saves all of it but its account, which the caller does. It must be open; the caller has checked.
pub(super) fn close(
    deps: &mut DepsMut<'_>,
    (lease, mut offer): (&mut Lease, Offer),
    ended_by: Addr,
    ended_at: u64,
) -> Result<LeaseEnded, Failure> {
    let mut provider = load_provider(deps.as_ref(), &lease.terms.provider)?;

    closing::close(lease, &mut offer, &mut provider, ended_at)?;

    save_offer_use(deps.storage, lease.terms.offer_id, &offer);
    save_provider(deps.storage, deps.api, &lease.terms.provider, &provider)?;

    lease_ended(lease, ended_by, lease.account.ledger.claimed())
}
