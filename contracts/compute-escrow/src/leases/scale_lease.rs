//! Changes how many GPUs a running lease has.

use super::{Lease, free_gpus, save_lease_terms};
use crate::providers::{Offer, in_range, load_offer, save_offer_use};
use crate::{Failure, LeaseError};
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::compute_escrow::LeaseScaled;
use weal_fixed_point::Rounding;
use weal_lease_math::{Funded, Funds, lease_rate};

/// The most segments of a lease: what a claim of it reads stays short.
const MAX_SEGMENTS: usize = 8;

/// More at once, fewer after the notice. What the lease charges before the change stays as it was.
pub(crate) fn scale_lease(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    lease_id: u64,
    gpus: u32,
) -> Result<Response, Failure> {
    let mut lease = Lease::load_unclaimed(deps.as_ref(), lease_id)?;
    let now = env.block.time.seconds();
    lease.ensure_tenant(&sender)?;
    lease.ensure_changeable(now)?;
    let mut offer = load_offer(deps.as_ref(), lease.terms.offer_id)?;

    let freed = free_gpus(&mut lease, &mut offer, now);
    let from = change(&mut lease, &mut offer, gpus, now)?;

    lease.save_account(deps.storage);
    save_lease_terms(deps.storage, deps.api, lease_id, &lease.terms)?;
    save_offer_use(deps.storage, lease.terms.offer_id, &offer);

    let scaled = LeaseScaled { lease_id, gpus, from, runway_until: lease.account.ends_at()? };
    Ok(Response::new().add_events(freed).add_event(scaled))
}

/// Decides from which second the change is charged, and makes it.
///
/// Errors: `ScalePending`, `SameGpus`, `OutOfRange`, `TooManySegments`; up: `OfferRetired`, `GpusTaken`, `DepositShort`;
/// down: `ScaleAfterEnd`.
fn change(lease: &mut Lease<Funds>, offer: &mut Offer, gpus: u32, now: u64) -> Result<u64, Failure> {
    let (lease_id, offer_id) = (lease.id, lease.terms.offer_id);
    let elapsed = now.saturating_sub(lease.account.starts_at);
    let last = lease.account.schedule.last();
    if last.from > elapsed {
        let from = lease.account.starts_at.saturating_add(last.from);
        return Err(LeaseError::ScalePending { lease_id, from }.into());
    }
    let has = lease.terms.gpus;
    in_range("gpus", gpus.into(), 1, offer.terms.gpus.into())?;
    if gpus == has {
        return Err(LeaseError::SameGpus { lease_id, gpus }.into());
    }
    let up = gpus > has;
    if up {
        offer.ensure_live(offer_id)?;
        offer.take(offer_id, gpus.saturating_sub(has))?;
        lease.terms.gpus = gpus;
    }
    let wait = if up { 0 } else { lease.notice(offer) };
    let offset = elapsed.saturating_add(wait);
    if !up && offset >= lease.account.seconds {
        let (from, agreed_end) = (now.saturating_add(wait), lease.account.agreed_end());
        return Err(LeaseError::ScaleAfterEnd { lease_id, from, agreed_end }.into());
    }
    lease.account.schedule.change(offset, lease_rate(lease.terms.rate, gpus)?);
    if lease.account.schedule.segments().count() > MAX_SEGMENTS {
        return Err(LeaseError::TooManySegments { lease_id, max: MAX_SEGMENTS }.into());
    }
    if up {
        ensure_carried(lease, elapsed)?;
    }
    if wait == 0 && !up {
        offer.release(has.saturating_sub(gpus));
        lease.terms.gpus = gpus;
    }
    Ok(now.saturating_add(wait))
}

/// The deposit pays for a second of the greater lease. Errors: `DepositShort`.
fn ensure_carried(lease: &Lease<Funds>, elapsed: u64) -> Result<(), Failure> {
    let required = lease.account.schedule.price(elapsed.saturating_add(1), Rounding::Up)?;
    let found = lease.account.ledger.deposit();
    if found < required {
        return Err(LeaseError::DepositShort { found, required }.into());
    }
    Ok(())
}
