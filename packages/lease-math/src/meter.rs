//! The meter: the price of time at one rate, the time that a deposit buys, the energy that it uses.

use cosmwasm_std::{OverflowError, Uint128, Uint256};
use weal_fixed_point::{Bps, FixedPointError, Rounding, mul_div};

/// The factor of a rate: a rate of 10^12 is one base unit per GPU-second.
pub const RATE_SCALE: u128 = 1_000_000_000_000;

/// Seconds in an hour: watt-seconds per watt-hour.
const SECONDS_PER_HOUR: u128 = 3_600;
/// Watt-seconds per kilowatt-hour.
const WATT_SECONDS_PER_KWH: u128 = 3_600_000;

/// The price of `seconds` at the lease's rate, R·t / 10^12, base units, rounded as named. Errors: `Overflow`.
///
/// ```
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::Rounding;
/// use weal_lease_math::{RATE_SCALE, price};
/// // Two GPUs at 0.0000007 units a second each, for an hour: 5,040 millionths of a unit.
/// let lease_rate = Uint128::new(2 * 700_000_000_000);
/// assert_eq!(price(lease_rate, 3_600, Rounding::Up)?, Uint128::new(5_040));
/// # assert_eq!(RATE_SCALE, 1_000_000_000_000);
/// # Ok::<(), weal_fixed_point::FixedPointError>(())
/// ```
pub fn price(lease_rate: Uint128, seconds: u64, rounding: Rounding) -> Result<Uint128, FixedPointError> {
    mul_div(lease_rate, Uint128::from(seconds), Uint128::new(RATE_SCALE), rounding)
}

/// The whole seconds, at most `longest`, that `deposit` pays for: min(T, ⌊D·10^12 / R⌋). A second that the deposit pays for in part
/// only is left out.
///
/// Errors: `Overflow` where the price of `longest` is above 2^128 − 1; `DivisionByZero` for a zero rate.
pub fn seconds_paid_for(lease_rate: Uint128, deposit: Uint128, longest: u64) -> Result<u64, FixedPointError> {
    if price(lease_rate, longest, Rounding::Up)? <= deposit {
        return Ok(longest);
    }
    let seconds = mul_div(deposit, Uint128::new(RATE_SCALE), lease_rate, Rounding::Down)?;
    Ok(u64::try_from(seconds.u128()).map_or(longest, |seconds| seconds.min(longest)))
}

/// The money that a claim moves, base units: charged = protocol fee + paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The amount taken from the deposit.
    pub charged: Uint128,
    /// The protocol's part of it.
    pub protocol_fee: Uint128,
    /// The provider's part of it.
    pub paid: Uint128,
}

impl Split {
    /// The sum of two claims. Errors: `Overflow`.
    pub fn plus(self, other: Self) -> Result<Self, OverflowError> {
        Ok(Self {
            charged: self.charged.checked_add(other.charged)?,
            protocol_fee: self.protocol_fee.checked_add(other.protocol_fee)?,
            paid: self.paid.checked_add(other.paid)?,
        })
    }
}

/// Splits the charge from `claimed` up to `charge`, both cumulative, base units. The protocol's part is the growth of
/// ⌈`fee` of the cumulative charge⌉, so that claiming often costs the same as claiming once.
///
/// A charge below what was claimed moves nothing. Errors: `Overflow`.
pub fn split(claimed: Uint128, charge: Uint128, fee: Bps) -> Result<Split, FixedPointError> {
    let charged = charge.saturating_sub(claimed);
    let fee_before = fee.of(claimed, Rounding::Up)?;
    let protocol_fee = fee.of(charge, Rounding::Up)?.saturating_sub(fee_before).min(charged);
    Ok(Split { charged, protocol_fee, paid: charged.saturating_sub(protocol_fee) })
}

/// Energy that `gpus` of `watts` each draw in `seconds`, watt-hours, rounded up. Errors: none for any input.
pub fn energy_wh(watts: u32, gpus: u32, seconds: u64) -> Result<Uint128, FixedPointError> {
    let watts = Uint128::from(watts).full_mul(gpus);
    mul_div(narrow(watts), Uint128::from(seconds), Uint128::new(SECONDS_PER_HOUR), Rounding::Up)
}

/// Carbon emitted for that energy, grams of CO2, rounded up once: from the exact energy, not from [`energy_wh`]. Errors: `Overflow`.
pub fn grams_co2(
    watts: u32,
    gpus: u32,
    seconds: u64,
    grams_per_kwh: u32,
) -> Result<Uint128, FixedPointError> {
    let watt_seconds = narrow(narrow(Uint128::from(watts).full_mul(gpus)).full_mul(seconds));
    mul_div(watt_seconds, Uint128::from(grams_per_kwh), Uint128::new(WATT_SECONDS_PER_KWH), Rounding::Up)
}

/// The product as 128 bits. Nothing is ever cut: 32 + 32 + 64 bits are 128.
fn narrow(wide: Uint256) -> Uint128 {
    Uint128::try_from(wide).unwrap_or(Uint128::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::prelude::*;

    const UNIT: u128 = RATE_SCALE;

    /// One account with one rate per block, as published for the pro-rata rule: full blocks are paid while
    /// the balance lasts, the rest stays. Two payments of the same account are one lease with the sum of
    /// their rates. Source: akash-network/node@b10cf66c^ (before cosmos-sdk 0.53)
    /// `x/escrow/keeper/keeper_settle_test.go` `TestSettleFullBlocks`.
    #[test]
    fn full_periods_are_paid_as_published() {
        // (case, balance and grants, rates, blocks, paid in all, left)
        let cases: [(&str, u128, u128, u64, u128, u128); 6] = [
            ("plenty left", 100, 1 + 2, 5, 5 + 10, 85),
            ("some left", 90, 10 + 10, 6, 40 + 40, 10),
            ("plenty funds", 100, 1 + 2, 5, 5 + 10, 85),
            ("use all funds", 200, 10 + 10, 5, 50 + 50, 100),
            ("overdrawn with all funds and balance used up", 200, 10 + 10, 11, 100 + 100, 0),
            ("overdrawn with all funds used and some balance left", 190, 10 + 10, 10, 90 + 90, 10),
        ];
        for (case, deposit, rate, blocks, paid, left) in cases {
            let (rate, deposit) = (Uint128::new(rate * UNIT), Uint128::new(deposit));
            let seconds = seconds_paid_for(rate, deposit, blocks).unwrap();
            let charged = price(rate, seconds, Rounding::Down).unwrap();
            assert_eq!((charged.u128(), (deposit - charged).u128()), (paid, left), "{case}");
        }
    }

    #[test]
    fn a_deposit_one_unit_short_of_a_second_does_not_pay_for_it() {
        let rate = Uint128::new(10 * UNIT);
        for (deposit, seconds) in [(9, 0), (10, 1), (19, 1), (20, 2), (49, 4), (50, 5), (51, 5)] {
            assert_eq!(seconds_paid_for(rate, Uint128::new(deposit), 5), Ok(seconds));
        }
    }

    /// A rate below one unit a second: 0.9 per second for 10 seconds is 9, not 10 × ⌊0.9⌋.
    #[test]
    fn a_rate_below_one_unit_a_second_is_not_floored_away() {
        let rate = Uint128::new(9 * UNIT / 10);
        assert_eq!(price(rate, 1, Rounding::Down), Ok(Uint128::zero()));
        assert_eq!(price(rate, 10, Rounding::Down), Ok(Uint128::new(9)));
    }

    #[test]
    fn two_claims_move_the_sum_of_both() {
        let split = |charged: u128, protocol_fee: u128, paid: u128| {
            let [charged, protocol_fee, paid] = [charged, protocol_fee, paid].map(Uint128::new);
            Split { charged, protocol_fee, paid }
        };
        assert_eq!(split(10, 1, 9).plus(split(5, 2, 3)), Ok(split(15, 3, 12)));
        assert!(split(u128::MAX, 0, 0).plus(split(1, 0, 0)).is_err());
    }

    #[test]
    fn energy_and_carbon_are_rounded_up_once() {
        assert_eq!(energy_wh(700, 2, 3_600), Ok(Uint128::new(1_400)));
        assert_eq!(energy_wh(1, 1, 1), Ok(Uint128::one()));
        assert_eq!(grams_co2(700, 2, 3_600, 400), Ok(Uint128::new(560)));
        assert_eq!(grams_co2(1, 1, 1, 400), Ok(Uint128::one()));
        let most = grams_co2(u32::MAX, u32::MAX, u64::MAX, 1).unwrap();
        let exact = Uint256::from(u32::MAX) * Uint256::from(u32::MAX) * Uint256::from(u64::MAX);
        assert_eq!(Uint256::from(most), (exact + Uint256::from(3_599_999u64)) / Uint256::from(3_600_000u64));
    }

    proptest! {
        #[test]
        fn the_seconds_paid_for_are_the_most_whose_price_the_deposit_covers(
            rate in 1u128..1 << 80, deposit in 0u128..1 << 90, longest in 1u64..31_622_400,
        ) {
            let (rate, deposit) = (Uint128::new(rate), Uint128::new(deposit));
            let seconds = seconds_paid_for(rate, deposit, longest).unwrap();
            prop_assert!(seconds <= longest);
            prop_assert!(price(rate, seconds, Rounding::Up).unwrap() <= deposit);
            if seconds < longest {
                prop_assert!(price(rate, seconds + 1, Rounding::Up).unwrap() > deposit);
            }
        }

        #[test]
        fn a_price_rounded_up_buys_exactly_its_seconds(
            rate in 1u128..1 << 80, seconds in 0u64..31_622_400, longer in 0u64..1_000,
        ) {
            let rate = Uint128::new(rate);
            let needed = price(rate, seconds, Rounding::Up).unwrap();
            let bought = seconds_paid_for(rate, needed, seconds + longer).unwrap();
            // At a rate below one unit a second the unit rounded up may buy a few seconds more.
            prop_assert!(bought >= seconds);
            prop_assert!(price(rate, bought, Rounding::Up).unwrap() <= needed);
            prop_assert_eq!(seconds_paid_for(rate, needed, seconds).unwrap(), seconds);
        }

        #[test]
        fn splitting_at_any_partition_gives_the_same_totals(
            bps in 0u16..=500, charges in proptest::collection::vec(0u128..10_000, 1..20),
        ) {
            let fee = Bps::at_most(bps, 500).unwrap();
            let (mut claimed, mut paid, mut fees) = (Uint128::zero(), Uint128::zero(), Uint128::zero());
            for charge in charges {
                let next = claimed + Uint128::new(charge);
                let split = split(claimed, next, fee).unwrap();
                prop_assert_eq!(split.paid + split.protocol_fee, split.charged);
                (claimed, paid, fees) = (next, paid + split.paid, fees + split.protocol_fee);
            }
            let once = split(Uint128::zero(), claimed, fee).unwrap();
            prop_assert_eq!((once.charged, once.paid, once.protocol_fee), (claimed, paid, fees));
        }
    }
}
