//! Providers, their offers, and what may be leased of one.

use super::{MAX_DISCOUNT_BPS, check_sla, check_tiers, in_bps};
use crate::governing::MAX_WINDOW_SECONDS;
use crate::{ContractError, Failure};
use cosmwasm_std::Addr;
use weal_api::compute_escrow::{OfferResponse, OfferTerms};
use weal_fixed_point::Rounding;
use weal_lease_math::{Rate, lease_rate};

/// The most offers a provider may have on the market.
pub(crate) const MAX_LIVE_OFFERS: u32 = 64;
/// The longest lease: 366 days.
pub(crate) const MAX_LEASE_SECONDS: u64 = 366 * 86_400;
/// The longest provider name, SKU or region, bytes.
pub(crate) const MAX_NAME_BYTES: usize = 64;
/// The longest endpoint, bytes.
pub(crate) const MAX_ENDPOINT_BYTES: usize = 256;

/// An offer and how much of it is taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Offer {
    /// The provider.
    pub(crate) provider: Addr,
    /// The terms, which never change.
    pub(crate) terms: OfferTerms,
    /// GPUs under leases not closed.
    pub(crate) gpus_in_use: u32,
    /// True while the offer is on the market.
    pub(crate) live: bool,
}

impl Offer {
    /// GPUs that are not under a lease.
    pub(crate) fn gpus_free(&self) -> u32 {
        self.terms.gpus.saturating_sub(self.gpus_in_use)
    }

    /// Refuses a lease outside the offer's terms. Errors: `OfferRetired`; `OutOfRange` for GPUs that the offer never
    /// has or seconds outside its limits. Whether the GPUs are free now is not asked: see [`Self::take`].
    pub(crate) fn ensure_leasable(&self, offer_id: u64, gpus: u32, seconds: u64) -> Result<(), Failure> {
        self.ensure_live(offer_id)?;
        in_range("gpus", gpus.into(), 1, self.terms.gpus.into())?;
        in_range("seconds", seconds, self.terms.min_seconds, self.terms.max_seconds)
    }

    /// Refuses an offer that is off the market. Errors: `OfferRetired`.
    pub(crate) fn ensure_live(&self, offer_id: u64) -> Result<(), Failure> {
        if self.live { Ok(()) } else { Err(ContractError::OfferRetired { offer_id }.into()) }
    }

    /// Frees `gpus` that were in use.
    pub(crate) fn release(&mut self, gpus: u32) {
        self.gpus_in_use = self.gpus_in_use.saturating_sub(gpus);
    }

    /// Marks `gpus` as in use. Errors: `GpusTaken`.
    pub(crate) fn take(&mut self, offer_id: u64, gpus: u32) -> Result<(), Failure> {
        let free = self.gpus_free();
        if gpus > free {
            return Err(ContractError::GpusTaken { offer_id, free, required: gpus }.into());
        }
        self.gpus_in_use = self.gpus_in_use.saturating_add(gpus);
        Ok(())
    }

    /// The answer to a query.
    pub(crate) fn describe(self, offer_id: u64) -> OfferResponse {
        OfferResponse {
            offer_id,
            provider: self.provider,
            terms: self.terms,
            gpus_in_use: self.gpus_in_use,
            live: self.live,
        }
    }
}

/// Refuses terms that no offer may have. Errors: `TextLength`, `OutOfRange`, `ZeroRate`, `TooManyTiers`,
/// `TiersNotAscending`; `Arithmetic` where the price of every GPU for the longest time, with the SLA's premium, is
/// above 2^128 − 1. The SKU is not looked up here.
pub(crate) fn check_terms(terms: &OfferTerms) -> Result<(), Failure> {
    text_length("sku", &terms.sku, 1, MAX_NAME_BYTES)?;
    text_length("region", &terms.region, 1, MAX_NAME_BYTES)?;
    in_range("gpus", terms.gpus.into(), 1, u32::MAX.into())?;
    in_range("max_seconds", terms.max_seconds, 1, MAX_LEASE_SECONDS)?;
    in_range("min_seconds", terms.min_seconds, 1, terms.max_seconds)?;
    if terms.rate.is_zero() {
        return Err(ContractError::ZeroRate.into());
    }
    in_range("notice_seconds", terms.notice_seconds, 0, MAX_WINDOW_SECONDS)?;
    in_range("accept_seconds", terms.accept_seconds, 0, MAX_WINDOW_SECONDS)?;
    in_bps(
        "interruptible_discount_bps",
        terms.interruptible_discount_bps.unwrap_or_default(),
        0,
        MAX_DISCOUNT_BPS,
    )?;
    check_tiers(&terms.volume_tiers)?;
    terms.sla.as_ref().map_or(Ok(()), check_sla)?;
    let premium_bps = terms.sla.map_or(0, |sla| sla.premium_bps);
    let dearest =
        Rate { offered: terms.rate, volume_bps: 0, interruptible_bps: 0, premium_bps }.effective()?;
    weal_lease_math::price(lease_rate(dearest, terms.gpus)?, terms.max_seconds, Rounding::Up)?;
    Ok(())
}

/// Refuses a text whose length in bytes is not from `min` to `max`. Errors: `TextLength`.
pub(crate) fn text_length(field: &'static str, text: &str, min: usize, max: usize) -> Result<(), Failure> {
    if (min..=max).contains(&text.len()) {
        return Ok(());
    }
    Err(ContractError::TextLength { field, found: text.len(), min, max }.into())
}

/// Refuses a number that is not from `min` to `max`. Errors: `OutOfRange`.
pub(crate) fn in_range(field: &'static str, found: u64, min: u64, max: u64) -> Result<(), Failure> {
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(ContractError::OutOfRange { field, found, min, max }.into())
}
