//! The constant product: a swap never lowers reserve × reserve.

use crate::exact::{less, plus};
use crate::{MathError, SwapOutcome};
use cosmwasm_std::Uint128;
use weal_fixed_point::{Bps, FULL_BPS, Rounding, mul_div};

/// A swap of exactly `offered` (*a*) against reserves *x* of the asset sold and *y* of the asset bought.
///
/// Gross *g* = ⌊*y·a* ÷ (*x* + *a*)⌋; fee = ⌈*g·f*⌉; received = *g* − fee. All base units. The whole gross
/// leaves the reserve: a fee left in it would make the next part of a split swap cheaper. The fraction is taken as it stands: *y* − *xy* ÷ (*x* + *a*) would round for the trader, and could empty
/// the reserve. Source: docs/spec/amm-pool.md §1.
///
/// Errors: `ZeroAmount`, `EmptyPool`, `ZeroOutput` where nothing is left after rounding, `Overflow`.
///
/// ```
/// use weal_amm_math::constant_product::swap_exact_in;
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::Bps;
///
/// let [x, y, a] = [30_000_000_000, 20_000_000_000, 1_500_000_000].map(Uint128::new);
/// let outcome = swap_exact_in(x, y, a, Bps::at_most(30, 500)?)?;
/// assert_eq!(outcome.received, Uint128::new(949_523_809)); // 952,380,952 − ⌈2,857,142.856⌉
/// assert_eq!(outcome.fee, Uint128::new(2_857_143));
/// assert_eq!(outcome.price_impact_bps, 477);
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
pub fn swap_exact_in(
    offer_reserve: Uint128,
    ask_reserve: Uint128,
    offered: Uint128,
    fee: Bps,
) -> Result<SwapOutcome, MathError> {
    ensure_positive(offered)?;
    ensure_liquid(offer_reserve, ask_reserve)?;
    let offer_after = plus(offer_reserve, offered)?;
    let gross = mul_div(ask_reserve, offered, offer_after, Rounding::Down)?;
    let fee = fee.of(gross, Rounding::Up)?;
    let received = less(gross, fee, "a fee is at most its gross")?;
    if received.is_zero() {
        return Err(MathError::ZeroOutput { paid: offered });
    }
    Ok(SwapOutcome {
        offered,
        gross,
        received,
        fee,
        withheld: Uint128::zero(),
        surplus: Uint128::zero(),
        price_impact_bps: price_impact_bps(offered, offer_after)?,
        offer_reserve: offer_after,
        // Above zero, because a < x + a and so g < y.
        ask_reserve: less(ask_reserve, gross, "a swap never empties a reserve")?,
    })
}

/// The least offer that receives at least `wanted` (*w*), after the fee.
///
/// *g* = ⌈*w* ÷ (1 − *f*)⌉ is the least gross with *g* − ⌈*g·f*⌉ ≥ *w*; offer = ⌈*x·g* ÷ (*y* − *g*)⌉ is the
/// least whose gross is *g*. Both round up, for the pool. [`swap_exact_in`] of the answer receives *w*, or a
/// few units more where one unit of the offer buys several. Source: docs/spec/amm-pool.md §1.
///
/// Errors: `ZeroAmount`, `EmptyPool`, `FeeIsTheWhole`, `AboveReserve`, `FixedPoint` above 2^128 − 1.
///
/// ```
/// use weal_amm_math::constant_product::offer_for_exact_out;
/// use cosmwasm_std::Uint128;
/// use weal_fixed_point::Bps;
///
/// let [x, y, wanted] = [30_000_000_000, 20_000_000_000, 949_523_809].map(Uint128::new);
/// let offer = offer_for_exact_out(x, y, wanted, Bps::at_most(30, 500)?)?;
/// assert_eq!(offer, Uint128::new(1_500_000_000));
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
pub fn offer_for_exact_out(
    offer_reserve: Uint128,
    ask_reserve: Uint128,
    wanted: Uint128,
    fee: Bps,
) -> Result<Uint128, MathError> {
    ensure_positive(wanted)?;
    ensure_liquid(offer_reserve, ask_reserve)?;
    let gross = gross_for(wanted, fee)?;
    if gross >= ask_reserve {
        return Err(MathError::AboveReserve { required: gross, reserve: ask_reserve });
    }
    let left = less(ask_reserve, gross, "a swap never empties a reserve")?;
    Ok(mul_div(offer_reserve, gross, left, Rounding::Up)?)
}

/// The least gross that leaves `wanted` after the fee: ⌈*w* ÷ (1 − *f*)⌉. Errors: `FeeIsTheWhole`, `FixedPoint`.
pub fn gross_for(wanted: Uint128, fee: Bps) -> Result<Uint128, MathError> {
    // At most the whole: a `Bps` is checked when it is made.
    let kept_bps = FULL_BPS.saturating_sub(fee.value());
    if kept_bps == 0 {
        return Err(MathError::FeeIsTheWhole { fee_bps: fee.value() });
    }
    Ok(mul_div(wanted, Uint128::from(FULL_BPS), Uint128::from(kept_bps), Rounding::Up)?)
}

/// *a* ÷ (*x* + *a*) in basis points, rounded up: between 1 and 10,000.
fn price_impact_bps(offered: Uint128, offer_after: Uint128) -> Result<u16, MathError> {
    let bps = mul_div(offered, Uint128::from(FULL_BPS), offer_after, Rounding::Up)?;
    u16::try_from(bps.u128()).map_err(|_| MathError::Invariant { broken: "an impact is at most the whole" })
}

fn ensure_positive(amount: Uint128) -> Result<(), MathError> {
    if amount.is_zero() { Err(MathError::ZeroAmount) } else { Ok(()) }
}

fn ensure_liquid(offer_reserve: Uint128, ask_reserve: Uint128) -> Result<(), MathError> {
    if offer_reserve.is_zero() || ask_reserve.is_zero() { Err(MathError::EmptyPool) } else { Ok(()) }
}
