//! The rate of a lease: an offer's rate, its discounts, its premium. Quote and lease use the same function.

use cosmwasm_std::Uint128;
use weal_fixed_point::{FULL_BPS, FixedPointError, Rounding, mul_div};
use weal_wire::Packed;

/// A discount that an offer gives from a volume on.
#[weal_wire::message]
#[derive(Copy, Eq, Packed)]
pub struct VolumeTier {
    /// GPU-seconds agreed at opening from which the tier holds; above zero.
    pub gpu_seconds: u64,
    /// Discount, 1 to 9,000 basis points of the rate.
    pub discount_bps: u16,
}

impl VolumeTier {
    /// The highest of an offer's ascending tiers that `gpus` for `seconds` reach.
    pub fn reached(tiers: &[Self], gpus: u32, seconds: u64) -> Option<Self> {
        // Saturates above 2^128 GPU-seconds, which every tier is below.
        let volume = u128::from(gpus).saturating_mul(seconds.into());
        tiers.iter().rev().find(|tier| u128::from(tier.gpu_seconds) <= volume).copied()
    }
}

/// The parts of a lease's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The offer's rate: base units × 10^12 per GPU-second.
    pub offered: Uint128,
    /// Discount for the volume, at most 10,000 basis points.
    pub volume_bps: u16,
    /// Discount for a lease that either side ends at once, at most 10,000 basis points.
    pub interruptible_bps: u16,
    /// Premium for an SLA, basis points.
    pub premium_bps: u16,
}

impl Rate {
    /// Effective rate per GPU-second, ⌈offered·(10^4 − d_v)·(10^4 − d_i)·(10^4 + p) / 10^12⌉.
    ///
    /// One division, so that the rate is rounded once, up, whatever the discounts. The three factors multiply to at most 7.6·10^12
    /// and are exact in 128 bits. Errors: `Overflow`; `BpsAboveMaximum` for a discount above the whole.
    ///
    /// ```
    /// use cosmwasm_std::Uint128;
    /// use weal_lease_math::Rate;
    /// let offered = Uint128::new(8_000_000);
    /// // Less 10 % for the volume, less 40 % for being interruptible, plus 5 % for the SLA.
    /// let rate = Rate { offered, volume_bps: 1_000, interruptible_bps: 4_000, premium_bps: 500 };
    /// assert_eq!(rate.effective()?, Uint128::new(4_536_000));
    /// # Ok::<(), weal_fixed_point::FixedPointError>(())
    /// ```
    pub fn effective(self) -> Result<Uint128, FixedPointError> {
        let full = u128::from(FULL_BPS);
        let less = |discount: u16| {
            let above = FixedPointError::BpsAboveMaximum { found: discount, max: FULL_BPS };
            full.checked_sub(discount.into()).ok_or(above)
        };
        // Neither product nor power can leave 128 bits: each factor is below 2^17.
        let factor = less(self.volume_bps)?
            .saturating_mul(less(self.interruptible_bps)?)
            .saturating_mul(full.saturating_add(self.premium_bps.into()));
        mul_div(self.offered, Uint128::new(factor), Uint128::new(full.saturating_pow(3)), Rounding::Up)
    }
}

/// The rate of all GPUs of a lease, R = r·g. Errors: `Overflow`.
pub fn lease_rate(rate: Uint128, gpus: u32) -> Result<Uint128, FixedPointError> {
    mul_div(rate, Uint128::from(gpus), Uint128::one(), Rounding::Down)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A third of a unit off is a whole one.
    #[test]
    fn discounts_and_premium_multiply_and_are_rounded_once() {
        let rate = |offered, volume_bps, interruptible_bps, premium_bps| {
            let offered = Uint128::new(offered);
            Rate { offered, volume_bps, interruptible_bps, premium_bps }.effective().unwrap().u128()
        };
        assert_eq!(rate(8_000_000, 0, 0, 0), 8_000_000);
        assert_eq!(rate(8_000_000, 1_000, 4_000, 500), 4_536_000);
        assert_eq!(rate(1, 9_000, 9_000, 0), 1);
        assert_eq!(rate(101, 9_000, 9_000, 0), 2);
        assert_eq!(rate(10_001, 3_333, 3_333, 3_333), 5_927);
        assert_eq!(rate(1, 10_000, 0, 0), 0);
    }

    #[test]
    fn a_rate_above_128_bits_or_a_discount_above_the_whole_is_refused() {
        let offered = Uint128::MAX;
        let rate = Rate { offered, volume_bps: 0, interruptible_bps: 0, premium_bps: 0 };
        assert_eq!(rate.effective(), Ok(offered));
        let divisor = Uint128::new(1_000_000_000_000);
        let b = Uint128::new(1_000_100_000_000);
        let above = FixedPointError::Overflow { a: offered, b, divisor };
        assert_eq!(Rate { premium_bps: 1, ..rate }.effective(), Err(above));
        let discount = FixedPointError::BpsAboveMaximum { found: 10_001, max: 10_000 };
        assert_eq!(Rate { volume_bps: 10_001, ..rate }.effective(), Err(discount));
        assert_eq!(Rate { interruptible_bps: 10_001, ..rate }.effective(), Err(discount));
    }

    #[test]
    fn a_volume_reaches_the_highest_tier_at_or_below_it() {
        let tier = |gpu_seconds, discount_bps| VolumeTier { gpu_seconds, discount_bps };
        let tiers = [tier(100, 1), tier(200, 2)];
        let cases = [
            (1, 99, None),
            (2, 50, Some(1)),
            (1, 199, Some(1)),
            (4, 50, Some(2)),
            (u32::MAX, u64::MAX, Some(2)),
        ];
        for (gpus, seconds, discount) in cases {
            let reached = VolumeTier::reached(&tiers, gpus, seconds).map(|tier| tier.discount_bps);
            assert_eq!(reached, discount, "{gpus} GPUs for {seconds} s");
        }
    }

    #[test]
    fn the_rate_of_a_lease_is_that_of_all_its_gpus() {
        assert_eq!(lease_rate(Uint128::new(7), 3), Ok(Uint128::new(21)));
        assert!(lease_rate(Uint128::MAX, 2).is_err());
    }
}
