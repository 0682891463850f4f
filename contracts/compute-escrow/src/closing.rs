//! Closing a lease: what a stop, the first refund after its end and a verdict have in common.

use crate::Failure;
use crate::lease::{Funded, Lease};
use crate::offer::{Offer, Provider};
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::LeaseEnded;

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
