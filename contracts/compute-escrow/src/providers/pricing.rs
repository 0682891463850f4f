//! The price of a GPU-second of a lease: the offer's rate, its discounts, its premium. The quote and the lease both
//! come from here.

use super::{Offer, in_range};
use crate::{Failure, LeaseError};
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::{LeaseKind, LeaseRequest, OfferTerms, SlaTerms, VolumeTier};
use weal_fixed_point::{FULL_BPS, Rounding};
use weal_lease_math::Rate;

/// The most volume tiers of an offer.
pub(crate) const MAX_TIERS: usize = 4;
/// The largest discount, basis points: a rate stays above zero.
pub(crate) const MAX_DISCOUNT_BPS: u16 = 9_000;
/// The most that an SLA may make a rate dearer, basis points.
pub(crate) const MAX_PREMIUM_BPS: u16 = 10_000;
/// The steepest credit: five times the shortfall's part, basis points.
pub(crate) const MAX_CREDIT_BPS: u16 = 50_000;
/// The most of a charge that is held back and credited, basis points.
pub(crate) const MAX_CREDIT_CAP_BPS: u16 = 5_000;

/// A request against an offer, priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Priced {
    /// r: base units × 10^12 per GPU-second.
    pub(crate) rate: Uint128,
    /// The volume discount in it.
    pub(crate) tier: Option<VolumeTier>,
    /// The SLA that the premium in the rate pays for.
    pub(crate) sla: Option<SlaTerms>,
}

impl Priced {
    /// Prices a request. Errors: `OfferRetired`, `OutOfRange`, `NoSla`, `NotInterruptible`, `RateAboveLimit`.
    pub(crate) fn of(offer: &Offer, request: &LeaseRequest) -> Result<Self, Failure> {
        let LeaseRequest { offer_id, gpus, seconds, .. } = *request;
        offer.ensure_leasable(offer_id, gpus, seconds)?;
        let terms = &offer.terms;
        let sla = match request.sla {
            true => Some(terms.sla.ok_or(LeaseError::NoSla { offer_id })?),
            false => None,
        };
        let interruptible = match request.kind {
            LeaseKind::Reserved => 0,
            LeaseKind::Interruptible => {
                terms.interruptible_discount_bps.ok_or(LeaseError::NotInterruptible { offer_id })?
            }
        };
        let tier = VolumeTier::reached(&terms.volume_tiers, gpus, seconds);
        let rate = Rate {
            offered: terms.rate,
            volume_bps: tier.map_or(0, |tier| tier.discount_bps),
            interruptible_bps: interruptible,
            premium_bps: sla.map_or(0, |sla| sla.premium_bps),
        };
        let rate = rate.effective()?;
        match request.max_rate {
            Some(max) if rate > max => Err(LeaseError::RateAboveLimit { found: rate, max }.into()),
            _ => Ok(Self { rate, tier, sla }),
        }
    }
}

/// The least deposit: the price of the offer's shortest lease at R, rounded up so that it lasts that long.
pub(crate) fn min_deposit(lease_rate: Uint128, terms: &OfferTerms) -> Result<Uint128, Failure> {
    Ok(weal_lease_math::price(lease_rate, terms.min_seconds, Rounding::Up)?)
}

/// Tiers ascend in both fields from above zero. Errors: `TooManyTiers`, `TiersNotAscending`, `OutOfRange`.
pub(crate) fn check_tiers(tiers: &[VolumeTier]) -> Result<(), Failure> {
    if tiers.len() > MAX_TIERS {
        return Err(LeaseError::TooManyTiers { found: tiers.len(), max: MAX_TIERS }.into());
    }
    let mut last = VolumeTier { gpu_seconds: 0, discount_bps: 0 };
    for (position, tier) in tiers.iter().enumerate() {
        if tier.gpu_seconds <= last.gpu_seconds || tier.discount_bps <= last.discount_bps {
            return Err(LeaseError::TiersNotAscending { tier: position }.into());
        }
        in_bps("volume_tiers.discount_bps", tier.discount_bps, 1, MAX_DISCOUNT_BPS)?;
        last = *tier;
    }
    Ok(())
}

/// Refuses SLA terms of which one is outside its bounds. Errors: `OutOfRange`.
pub(crate) fn check_sla(sla: &SlaTerms) -> Result<(), Failure> {
    in_bps("sla.uptime_bps", sla.uptime_bps, 1, FULL_BPS)?;
    in_bps("sla.credit_bps", sla.credit_bps, 1, MAX_CREDIT_BPS)?;
    in_bps("sla.credit_cap_bps", sla.credit_cap_bps, 1, MAX_CREDIT_CAP_BPS)?;
    in_bps("sla.premium_bps", sla.premium_bps, 0, MAX_PREMIUM_BPS)
}

/// Refuses basis points that are not from `min` to `max`. Errors: `OutOfRange`.
pub(crate) fn in_bps(field: &'static str, found: u16, min: u16, max: u16) -> Result<(), Failure> {
    in_range(field, found.into(), min.into(), max.into())
}
