//! Closing a lease: what `stop_lease` and the first `refund` have in common.

use crate::ContractError;
use crate::lease::Lease;
use crate::state::{OFFERS, PROVIDERS, load_offer, load_provider};
use api::compute_escrow::LeaseEnded;
use cosmwasm_std::{Addr, Storage};

/// Fixes the lease's end, frees its GPUs and saves all of it. The lease must be open; the caller has checked.
pub(super) fn close(
    storage: &mut dyn Storage,
    lease: &mut Lease,
    ended_by: Addr,
    ended_at: u64,
) -> Result<LeaseEnded, ContractError> {
    let terms = &lease.terms;
    let mut offer = load_offer(storage, terms.offer_id)?;
    let mut provider = load_provider(storage, &terms.provider)?;

    offer.gpus_in_use = offer.gpus_in_use.saturating_sub(terms.gpus);
    provider.open_leases = provider.open_leases.saturating_sub(1);
    lease.account.ledger = lease.account.ledger.ended(ended_at);

    lease.save_account(storage);
    OFFERS.save(storage, terms.offer_id, &offer)?;
    PROVIDERS.save(storage, &terms.provider, &provider)?;

    Ok(LeaseEnded {
        lease_id: lease.id,
        ended_by,
        ended_at,
        settles_at: lease.account.settles_at()?,
        deposit: lease.account.ledger.deposit(),
        claimed: lease.account.ledger.claimed(),
    })
}
