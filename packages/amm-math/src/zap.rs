//! The part of a single asset to swap so that what is left and what is received are in the pool's ratio.

use crate::MathError;
use cosmwasm_std::{Isqrt, Uint128, Uint256};
use weal_fixed_point::{Bps, FULL_BPS};

/// A constant product pool as a single-sided deposit meets it. Base units; a holding is a reserve and the fees
/// held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZapPool {
    /// *x*: what the curve has of the asset paid.
    pub offer_reserve: Uint128,
    /// *y*: what the curve has of the other asset.
    pub ask_reserve: Uint128,
    /// *hx* ≥ *x*: the holding of the asset paid.
    pub offer_holding: Uint128,
    /// *hy* ≥ *y*: the holding of the other asset.
    pub ask_holding: Uint128,
}

/// The part *s* of `offered` (*a*) to sell, rounded down; the rest and the output are then deposited.
///
/// After the swap the holdings are *hx* + *s* and *hy* − *r* with *r* = (1 − *f*)·*y·s* ÷ (*x* + *s*), and
/// (*a* − *s*) ÷ (*hx* + *s*) = *r* ÷ (*hy* − *r*) gives *s*² + *b·s* − *a·x* = 0 with
/// *b* = *x* − *a* + (1 − *f*)·*y*·(*hx* + *a*) ÷ *hy*; *s* is its positive root. Without fees held this is
/// *s*² + ((2 − *f*)·*x* − *f·a*)·*s* − *a·x* = 0. Source: docs/spec/amm-router.md §1.
///
/// Errors: `ZeroAmount`, `EmptyPool`, `ZeroOutput` where one part is nothing, `Overflow` (never where reserves and
/// `offered` are at most 10^34).
///
/// ```
/// use weal_amm_math::zap::{ZapPool, swap_part};
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::Bps;
///
/// let reserve = Uint128::new(1_000_000);
/// let pool = ZapPool { offer_reserve: reserve, ask_reserve: reserve, offer_holding: reserve, ask_holding: reserve };
/// // Without a fee x(√(1 + a/x) − 1): of 210,000 to a pool of 1,000,000 the part is 100,000.
/// assert_eq!(swap_part(pool, Uint128::new(210_000), Bps::at_most(0, 500)?)?, Uint128::new(100_000));
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
pub fn swap_part(pool: ZapPool, offered: Uint128, fee: Bps) -> Result<Uint128, MathError> {
    if offered.is_zero() {
        return Err(MathError::ZeroAmount);
    }
    if pool.offer_reserve.is_zero() || pool.ask_reserve.is_zero() || pool.ask_holding.is_zero() {
        return Err(MathError::EmptyPool);
    }
    let part = root(pool, offered, fee)
        .ok_or(MathError::Overflow { found: pool.offer_reserve, added: offered })?
        .min(offered);
    if part.is_zero() || part == offered {
        return Err(MathError::ZeroOutput { paid: offered });
    }
    Ok(part)
}

/// The positive root of *s*² + *b·s* − *a·x*, rounded down; `None` where a product does not fit 256 bits.
fn root(pool: ZapPool, offered: Uint128, fee: Bps) -> Option<Uint128> {
    let [x, y, hx, hy, a] =
        [pool.offer_reserve, pool.ask_reserve, pool.offer_holding, pool.ask_holding, offered]
            .map(Uint256::from);
    let kept_bps = Uint256::from(FULL_BPS.saturating_sub(fee.value()));
    let numerator = y.checked_mul(kept_bps).ok()?.checked_mul(hx.checked_add(a).ok()?).ok()?;
    let denominator = hy.checked_mul(Uint256::from(FULL_BPS)).ok()?;
    let plus = x.checked_add(numerator.checked_div(denominator).ok()?).ok()?;
    // b = plus − a, of either sign.
    let size = plus.abs_diff(a);
    let four_ax = a.checked_mul(x).ok()?.checked_mul(Uint256::from(4u8)).ok()?;
    let discriminant = size.checked_mul(size).ok()?.checked_add(four_ax).ok()?.isqrt();
    let twice =
        if plus >= a { discriminant.checked_sub(size).ok()? } else { discriminant.checked_add(size).ok()? };
    Uint128::try_from(twice.checked_div(Uint256::from(2u8)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]
    use super::*;
    use crate::constant_product::swap_exact_in;
    use proptest::prelude::*;

    fn pool(x: u128, y: u128, fees: [u128; 2]) -> ZapPool {
        let [offer_reserve, ask_reserve, fx, fy] = [x, y, fees[0], fees[1]].map(Uint128::new);
        ZapPool {
            offer_reserve,
            ask_reserve,
            offer_holding: offer_reserve + fx,
            ask_holding: ask_reserve + fy,
        }
    }

    /// Shares per unit of supply, in parts of 10^18, that depositing after selling `part` mints.
    fn minted(pool: ZapPool, offered: u128, part: u128, fee: Bps) -> u128 {
        let swap = swap_exact_in(pool.offer_reserve, pool.ask_reserve, Uint128::new(part), fee);
        let Ok(swap) = swap else { return 0 };
        let per = |amount: u128, holding: Uint128| {
            Uint256::from(amount) * Uint256::from(10u128.pow(18)) / Uint256::from(holding)
        };
        let one = per(offered - part, pool.offer_holding + Uint128::new(part));
        let other = per(swap.received.u128(), pool.ask_holding - swap.received);
        Uint128::try_from(one.min(other)).unwrap().u128()
    }

    #[test]
    fn nothing_an_empty_pool_and_a_unit_are_refused() {
        let fee = Bps::at_most(30, 500).unwrap();
        let thousand = pool(1_000, 1_000, [0, 0]);
        assert_eq!(swap_part(thousand, Uint128::zero(), fee), Err(MathError::ZeroAmount));
        assert_eq!(swap_part(pool(0, 9, [0, 0]), Uint128::one(), fee), Err(MathError::EmptyPool));
        let one = Uint128::one();
        assert_eq!(swap_part(thousand, one, fee), Err(MathError::ZeroOutput { paid: one }));
        let max = pool(u128::MAX, u128::MAX, [0, 0]);
        assert!(matches!(swap_part(max, Uint128::MAX, fee), Err(MathError::Overflow { .. })));
    }

    #[test]
    fn reserves_of_ten_to_the_34_fit() {
        let huge = 10u128.pow(34);
        let fee = Bps::at_most(30, 500).unwrap();
        swap_part(pool(huge, huge, [0, 0]), Uint128::new(huge), fee).unwrap();
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        /// No other part mints more than rounding explains: 10 units on either side of the optimum, and any part
        /// at random.
        #[test]
        fn no_other_part_mints_more(
            x in 1_000_000u128..10u128.pow(15), y in 1_000_000u128..10u128.pow(15),
            fees in [0u128..100_000_000, 0u128..100_000_000], share in 1u128..2_000, bps in 0u16..=500, other in 1u128..1_000,
        ) {
            let (state, fee) = (pool(x, y, fees), Bps::at_most(bps, 500).unwrap());
            let offered = x * share / 1_000 + 1_000;
            let Ok(part) = swap_part(state, Uint128::new(offered), fee) else { return Ok(()) };
            let best = minted(state, offered, part.u128(), fee);
            let tried = minted(state, offered, (offered * other / 1_000).clamp(1, offered - 1), fee);
            // One unit of either side and one of rounding, as parts of the smaller holding.
            let unit = 3 * 10u128.pow(18) / (x.min(y) / 4) + 3;
            prop_assert!(tried <= best + unit, "{tried} of another part, {best} of {part}");
        }
    }
}
