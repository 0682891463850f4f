//! Prices summed over time, from which a mean over any window follows.
//!
//! A price is base units of one asset for one base unit of another, in 2^-64, kept between 2^-64 and 2^96. For each
//! asset after the first there are three sums: the price of the first asset in it, its price in the first asset, and
//! log₂ of the former. The mean of a price and of its inverse are different numbers; the logarithm gives the
//! geometric mean, whose inverse is the mean of the inverse.

use crate::wide::ratio;
use crate::{Balances, MathError, Sides, Stableswap};
use cosmwasm_std::{Uint128, Uint256};
use weal_wire::Packed;

/// Bits after the point of a price.
const PRICE_BITS: u32 = 64;
/// Bits after the point of a logarithm.
const LOG_BITS: u32 = 32;
/// The highest price has so many bits: 2^160 × 2^32 seconds fit the 192 bits of a sum.
const HIGHEST_BITS: u32 = 160;
/// Bytes of a sum as it is stored.
const SUM_BYTES: usize = 24;

/// The sums of one asset after the first, price × seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Packed)]
pub struct PriceSums {
    /// The sum of the first asset's price in this asset, 2^-64; modulo 2^192.
    pub of_first: Uint256,
    /// The sum of this asset's price in the first asset, 2^-64; modulo 2^192.
    pub in_first: Uint256,
    /// log₂ of the price of the first asset in this one, 2^-32; modulo 2^128.
    pub log2: i128,
}

/// Mean prices of the first asset and another over a window, 2^-64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeanPrices {
    /// Arithmetic, of the first asset in the other.
    pub of_first: Uint256,
    /// Arithmetic, of the other in the first.
    pub in_first: Uint256,
    /// Geometric, of the first asset in the other, to within 2^-30 of itself.
    pub geometric: Uint256,
}

impl PriceSums {
    /// Returns the sums after `seconds` at a price of the first asset and its inverse, which are those **before** a
    /// trade.
    pub fn after(&self, (of_first, in_first): (Uint256, Uint256), seconds: u64) -> Self {
        let elapsed = Uint256::from(seconds);
        let log2 = i128::from(log2(of_first)).wrapping_mul(i128::from(seconds));
        Self {
            of_first: modulo(self.of_first.wrapping_add(of_first.wrapping_mul(elapsed))),
            in_first: modulo(self.in_first.wrapping_add(in_first.wrapping_mul(elapsed))),
            log2: self.log2.wrapping_add(log2),
        }
    }

    /// The means over the `seconds` since `earlier`; `None` for no time.
    pub fn mean_since(&self, earlier: &Self, seconds: u64) -> Option<MeanPrices> {
        let elapsed = Uint256::from(seconds);
        let mean = |now: Uint256, then: Uint256| modulo(now.wrapping_sub(then)).checked_div(elapsed).ok();
        let log2 = self.log2.wrapping_sub(earlier.log2).checked_div_euclid(i128::from(seconds))?;
        Some(MeanPrices {
            of_first: mean(self.of_first, earlier.of_first)?,
            in_first: mean(self.in_first, earlier.in_first)?,
            geometric: exp2(log2),
        })
    }
}

/// Prices of the first asset in each other, and of each other in the first, of a constant product: *y* ÷ *x* and
/// *x* ÷ *y* of the reserves. Errors: `EmptyPool`.
pub fn constant_product_prices(held: &Balances) -> Result<Vec<(Uint256, Uint256)>, MathError> {
    let [x, y] = held.reserves.as_slice() else {
        return Err(MathError::WrongLength { found: held.reserves.len(), required: 2 });
    };
    Ok(vec![(price(*y, *x)?, price(*x, *y)?)])
}

/// The same of a stableswap: the slopes of its curve. Errors: as [`Stableswap::invariant`].
pub fn stableswap_prices(
    curve: &Stableswap,
    reserves: &[Uint128],
) -> Result<Vec<(Uint256, Uint256)>, MathError> {
    (1..reserves.len())
        .map(|other| {
            let of_first = stableswap_price(curve, reserves, (0, other))?;
            Ok((of_first, stableswap_price(curve, reserves, (other, 0))?))
        })
        .collect()
}

/// The price of the asset at `offer` in the one at `ask`: the slope of the curve. Errors: as [`Stableswap::invariant`].
pub fn stableswap_price(
    curve: &Stableswap,
    reserves: &[Uint128],
    (offer, ask): (usize, usize),
) -> Result<Uint256, MathError> {
    Ok(bounded(curve.spot(reserves, (offer, ask), unit())?))
}

/// The price of the asset sold in the asset bought of a constant product, *y* ÷ *x*. Errors: `EmptyPool`.
pub(crate) fn constant_product_price(Sides { offer, ask }: Sides) -> Result<Uint256, MathError> {
    price(ask, offer)
}

/// `amount` at `price`, rounded down; none above 2^128 − 1.
pub fn at_price(amount: Uint128, price: Uint256) -> Option<Uint128> {
    Uint128::try_from(ratio(Uint256::from(amount), price, unit()).ok()?).ok()
}

fn price(over: Uint128, under: Uint128) -> Result<Uint256, MathError> {
    if under.is_zero() {
        return Err(MathError::EmptyPool);
    }
    Ok(bounded(ratio(unit(), Uint256::from(over), Uint256::from(under))?))
}

/// The price 1.
fn unit() -> Uint256 {
    Uint256::from(1u128.wrapping_shl(PRICE_BITS))
}

/// A price that can be summed and has a logarithm.
fn bounded(price: Uint256) -> Uint256 {
    let highest = Uint256::MAX.checked_shr(256u32.saturating_sub(HIGHEST_BITS)).unwrap_or(Uint256::MAX);
    price.clamp(Uint256::one(), highest)
}

/// Returns the lower 192 bits of `sum`.
fn modulo(sum: Uint256) -> Uint256 {
    let mut bytes = sum.to_be_bytes();
    let upper = bytes.len().saturating_sub(SUM_BYTES);
    bytes.iter_mut().take(upper).for_each(|byte| *byte = 0);
    Uint256::from_be_bytes(bytes)
}

/// log₂ of a price above zero, 2^-32, rounded down: the position of the price's highest bit, then one bit for each
/// squaring of what is left. `bounded` sees to it that the price is above zero and that no shift leaves 256 bits.
fn log2(price: Uint256) -> i64 {
    let leading = price.to_be_bytes().iter().try_fold(0u32, |zeros, byte| match byte {
        0 => Ok(zeros.saturating_add(8)),
        byte => Err(zeros.saturating_add(byte.leading_zeros())),
    });
    let highest = 255u32.saturating_sub(leading.unwrap_or_else(|zeros| zeros));
    // Its first 64 bits, 1 to 2 in units of 2^-63.
    let shifted = if highest >= 63 {
        price.checked_shr(highest.saturating_sub(63))
    } else {
        price.checked_shl(63u32.saturating_sub(highest))
    };
    let mantissa =
        shifted.ok().and_then(|shifted| Uint128::try_from(shifted).ok()).unwrap_or_default().u128();
    let whole = i64::from(highest).wrapping_sub(i64::from(PRICE_BITS)).wrapping_shl(LOG_BITS);
    whole.wrapping_add(i64::from(log2_of_mantissa(mantissa)))
}

/// log₂ of 1 to 2 in units of 2^-63, in 2^-32.
fn log2_of_mantissa(mantissa: u128) -> u32 {
    let (mut left, mut bits) = (mantissa, 0u32);
    for _ in 0..LOG_BITS {
        // Below 2^64, so the square has 128 bits.
        left = left.wrapping_mul(left).wrapping_shr(63);
        bits = bits.wrapping_shl(1);
        if left >= 1u128.wrapping_shl(64) {
            (left, bits) = (left.wrapping_shr(1), bits | 1);
        }
    }
    bits
}

/// The least price whose logarithm is `log`, clamped to what `bounded` allows, by bisection on [`log2_of_mantissa`].
fn exp2(log: i128) -> Uint256 {
    // An arithmetic shift rounds down, and what it cut off is the fraction.
    let highest = log.wrapping_shr(LOG_BITS).wrapping_add(i128::from(PRICE_BITS));
    let fraction = u32::try_from(log & i128::from(u32::MAX)).unwrap_or_default();
    let (mut below, mut mantissa) =
        (1u128.wrapping_shl(63).wrapping_sub(1), 1u128.wrapping_shl(64).wrapping_sub(1));
    while mantissa.wrapping_sub(below) > 1 {
        let middle = below.wrapping_add(mantissa).wrapping_shr(1);
        if log2_of_mantissa(middle) >= fraction {
            mantissa = middle;
        } else {
            below = middle;
        }
    }
    let highest = u32::try_from(highest.clamp(0, i128::from(HIGHEST_BITS))).unwrap_or_default();
    let value = Uint256::from(mantissa);
    let shifted = if highest >= 63 {
        value.checked_shl(highest.saturating_sub(63))
    } else {
        value.checked_shr(63u32.saturating_sub(highest))
    };
    shifted.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]
    use super::*;
    use proptest::prelude::*;

    fn q64(value: u128) -> Uint256 {
        Uint256::from(value) * unit()
    }

    fn held(reserves: [u128; 2]) -> Balances {
        let reserves = reserves.map(Uint128::new).to_vec();
        Balances { fees: vec![Uint128::zero(); 2], reserves }
    }

    /// Source: Uniswap/v2-core@ee547b17853e test/UniswapV2Pair.spec.ts price{0,1}CumulativeLast: 10 s at 3 : 3, then
    /// 10 s at 6 : 2.
    #[test]
    fn the_published_sums_of_prices_before_the_trade() {
        let start = PriceSums::default();
        let even = constant_product_prices(&held([3_000_000, 3_000_000])).unwrap()[0];
        let moved = constant_product_prices(&held([6_000_000, 2_000_000])).unwrap()[0];
        let sums = start.after(even, 10).after(moved, 10);
        assert_eq!(sums.of_first, q64(10) + unit() / Uint256::from(3u8) * Uint256::from(10u8));
        assert_eq!(sums.in_first, q64(40));
    }

    /// Source: astroport-fi/astroport-core@a6d1c041f4bb contracts/pair/src/testing.rs: 250 : 500 for 1,000 s and 500 s.
    #[test]
    fn the_published_sums_of_an_idle_pool() {
        let prices = constant_product_prices(&held([250, 500])).unwrap()[0];
        let sums = PriceSums::default().after(prices, 1_000);
        assert_eq!((sums.of_first, sums.in_first), (q64(2_000), q64(500)));
        let earlier = PriceSums { of_first: q64(500), in_first: q64(2_000), log2: 0 };
        let sums = earlier.after(prices, 500);
        assert_eq!((sums.of_first, sums.in_first), (q64(1_500), q64(2_250)));
        assert_eq!(sums.after(prices, 0), sums, "no time, no change");
        assert_eq!(sums.mean_since(&sums, 0), None);
    }

    #[test]
    fn the_geometric_mean_of_four_and_one_is_two() {
        let [four, one] = [[250, 1_000], [500, 500]].map(|r| constant_product_prices(&held(r)).unwrap()[0]);
        let start = PriceSums::default();
        let mean = start.after(four, 30).after(one, 30).mean_since(&start, 60).unwrap();
        assert_eq!(mean.of_first, q64(5) / Uint256::from(2u8));
        assert_eq!(mean.geometric, q64(2));
        // 0.25 and 1: the mean of the inverse is not the inverse of the mean.
        assert_eq!(mean.in_first, q64(5) / Uint256::from(8u8));
    }

    #[test]
    fn the_largest_and_smallest_prices_are_held() {
        let extreme = constant_product_prices(&held([1, u128::MAX])).unwrap()[0];
        assert_eq!(extreme, (bounded(Uint256::MAX), Uint256::one()));
        let century = PriceSums::default().after(extreme, 3_155_760_000);
        let mean = century.mean_since(&PriceSums::default(), 3_155_760_000).unwrap();
        assert_eq!((mean.of_first, mean.in_first), extreme);
        assert_eq!(constant_product_prices(&held([0, 5])), Err(MathError::EmptyPool));
    }

    /// A sum that has gone around still gives the right difference.
    #[test]
    fn differences_survive_the_wrap() {
        let prices = constant_product_prices(&held([250, 500])).unwrap()[0];
        let earlier =
            PriceSums { of_first: modulo(Uint256::MAX), in_first: modulo(Uint256::MAX), log2: i128::MAX };
        let mean = earlier.after(prices, 100).mean_since(&earlier, 100).unwrap();
        assert_eq!((mean.of_first, mean.geometric), (q64(2), q64(2)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_constant_price_is_its_own_mean(x in 1u128..1u128 << 90, y in 1u128..1u128 << 90, seconds in 1u64..1 << 31) {
            let prices = constant_product_prices(&held([x, y])).unwrap()[0];
            let mean = PriceSums::default().after(prices, seconds).mean_since(&PriceSums::default(), seconds).unwrap();
            prop_assert_eq!((mean.of_first, mean.in_first), prices);
            // Within 2^-30 of itself, or one unit.
            let apart = mean.geometric.abs_diff(prices.0);
            prop_assert!(apart <= prices.0 / Uint256::from(1u128 << 30) + Uint256::one(), "{mean:?} {prices:?}");
        }
    }
}
