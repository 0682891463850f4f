//! Closing a lease: what a stop, the first refund after its end and a verdict have in common.

use super::Lease;
use crate::Failure;
use crate::providers::{Offer, load_provider, save_offer_use, save_provider};
use crate::state::Provider;
use cosmwasm_std::{Addr, DepsMut, Uint128};
use weal_api::compute_escrow::LeaseEnded;
use weal_lease_math::Funded;

/// Fixes the lease's end, frees its GPUs and locks the bond for its outputs. It must be open; the caller has checked, and saves
/// all three.
pub(crate) fn close<M: Funded>(
    lease: &mut Lease<M>,
    offer: &mut Offer,
    provider: &mut Provider,
    ended_at: u64,
) -> Result<(), Failure> {
    offer.release(lease.terms.gpus);
    provider.open_leases = provider.open_leases.saturating_sub(1);
    if lease.account.pending {
        // It never ran: no second of it can be charged.
        (lease.account.pending, lease.account.starts_at) = (false, ended_at);
    }
    lease.account.ledger = lease.account.ledger.ended(ended_at);
    provider.lock_for(&lease.account)
}

/// The fact, of a closed lease.
pub(crate) fn lease_ended<M: Funded>(
    lease: &Lease<M>,
    ended_by: Addr,
    claimed: Uint128,
) -> Result<LeaseEnded, Failure> {
    let account = &lease.account;
    Ok(LeaseEnded {
        lease_id: lease.id,
        ended_by,
        ended_at: account.ends_at()?,
        settles_at: account.settles_at()?,
        deposit: account.ledger.deposit(),
        claimed,
    })
}

/// Closes the lease and saves all of it but its account, which the caller does. It must be open; the caller has checked.
pub(crate) fn close_and_save(
    deps: &mut DepsMut<'_>,
    (lease, mut offer): (&mut Lease, Offer),
    ended_by: Addr,
    ended_at: u64,
) -> Result<LeaseEnded, Failure> {
    let mut provider = load_provider(deps.as_ref(), &lease.terms.provider)?;

    close(lease, &mut offer, &mut provider, ended_at)?;

    save_offer_use(deps.storage, lease.terms.offer_id, &offer);
    save_provider(deps.storage, deps.api, &lease.terms.provider, &provider)?;

    lease_ended(lease, ended_by, lease.account.ledger.claimed())
}
