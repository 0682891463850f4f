//! What a GPU-second of a lease costs: the offer's rate, its discounts, its premium. The quote and the lease both
//! come from here.

use crate::offer::Offer;
use crate::{Failure, LeaseError};
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::{LeaseKind, LeaseRequest, OfferTerms, SlaTerms, VolumeTier};
use weal_fixed_point::{FULL_BPS, FixedPointError, Rounding, mul_div};

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
    /// What is promised for the premium in it.
    pub(crate) sla: Option<SlaTerms>,
}

/// Prices a request. Errors: `OfferRetired`, `OutOfRange`, `NoSla`, `NotInterruptible`, `RateAboveLimit`.
pub(crate) fn price(offer: &Offer, request: &LeaseRequest) -> Result<Priced, Failure> {
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
    let tier = tier_of(terms, gpus, seconds);
    let rate = effective_rate(
        terms.rate,
        tier.map_or(0, |tier| tier.discount_bps),
        interruptible,
        sla.map_or(0, |sla| sla.premium_bps),
    )?;
    match request.max_rate {
        Some(max) if rate > max => Err(LeaseError::RateAboveLimit { found: rate, max }.into()),
        _ => Ok(Priced { rate, tier, sla }),
    }
}

/// ⌈rate·(10^4 − d_v)·(10^4 − d_i)·(10^4 + p) / 10^12⌉. Errors: `Overflow`.
///
/// The factors multiply to at most 2·10^12, so they are exact in 128 bits. Discounts are checked when an offer is published.
pub(crate) fn effective_rate(
    rate: Uint128,
    volume_bps: u16,
    interruptible_bps: u16,
    premium_bps: u16,
) -> Result<Uint128, FixedPointError> {
    let full = u128::from(FULL_BPS);
    let factors = [
        full.saturating_sub(volume_bps.into()),
        full.saturating_sub(interruptible_bps.into()),
        full.saturating_add(premium_bps.into()),
    ];
    let factor = factors.iter().fold(1u128, |product, factor| product.saturating_mul(*factor));
    mul_div(rate, Uint128::new(factor), Uint128::new(full.saturating_pow(3)), Rounding::Up)
}

/// The highest tier that the GPU-seconds reach.
fn tier_of(terms: &OfferTerms, gpus: u32, seconds: u64) -> Option<VolumeTier> {
    let volume = u128::from(gpus).saturating_mul(seconds.into());
    terms.volume_tiers.iter().rev().find(|tier| u128::from(tier.gpu_seconds) <= volume).copied()
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

/// Errors: `OutOfRange`.
pub(crate) fn check_sla(sla: &SlaTerms) -> Result<(), Failure> {
    in_bps("sla.uptime_bps", sla.uptime_bps, 1, FULL_BPS)?;
    in_bps("sla.credit_bps", sla.credit_bps, 1, MAX_CREDIT_BPS)?;
    in_bps("sla.credit_cap_bps", sla.credit_cap_bps, 1, MAX_CREDIT_CAP_BPS)?;
    in_bps("sla.premium_bps", sla.premium_bps, 0, MAX_PREMIUM_BPS)
}

/// Errors: `OutOfRange`.
pub(crate) fn in_bps(field: &'static str, found: u16, min: u16, max: u16) -> Result<(), Failure> {
    crate::offer::in_range(field, found.into(), min.into(), max.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 8,000,000 less 10 % less 40 % plus 5 % is 4,536,000; a third of a unit off is a whole one.
    #[test]
    fn discounts_and_premium_multiply_and_are_rounded_once() {
        let rate = |rate, volume, interruptible, premium| {
            effective_rate(Uint128::new(rate), volume, interruptible, premium).unwrap().u128()
        };
        assert_eq!(rate(8_000_000, 0, 0, 0), 8_000_000);
        assert_eq!(rate(8_000_000, 1_000, 4_000, 500), 4_536_000);
        assert_eq!(rate(1, 9_000, 9_000, 0), 1);
        assert_eq!(rate(101, 9_000, 9_000, 0), 2);
        assert_eq!(rate(10_001, 3_333, 3_333, 3_333), 5_927);
        let above = effective_rate(Uint128::MAX, 0, 0, 1).unwrap_err();
        assert!(above.to_string().contains("is above 2^128 − 1"), "{above}");
    }
}
