//! The outcome of a swap, whatever the curve.

use crate::MathError;
use crate::exact::less;
use cosmwasm_std::Uint128;
use weal_fixed_point::{Bps, FULL_BPS, Rounding, mul_div};

/// The effect of a swap on both sides. Each part of the gross output has one owner: `gross` = `received` + `fee` +
/// `withheld` + `surplus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapOutcome {
    /// The amount that the pool takes.
    pub offered: Uint128,
    /// The amount that leaves the reserve of the asset bought.
    pub gross: Uint128,
    /// The trader's part, above zero.
    pub received: Uint128,
    /// The fee, rounded up: the LPs' part and the protocol's.
    pub fee: Uint128,
    /// The protocol's part, which a bound on the price keeps from the trader; never the LPs', who may be the ones that
    /// moved the price.
    pub withheld: Uint128,
    /// The LPs' part, base units: what an exact output buys above what was asked for.
    pub surplus: Uint128,
    /// The price impact: how much worse the trader fares than at the price before the trade, basis points rounded up.
    /// The slope of the curve and the part withheld count; the fee does not.
    pub price_impact_bps: u16,
    /// Reserve of the asset sold, after.
    pub offer_reserve: Uint128,
    /// Reserve of the asset bought, after: less the gross; above zero.
    pub ask_reserve: Uint128,
}

impl SwapOutcome {
    /// This swap with a gross of at most `most` before `fee`: what the curve gives above it is withheld, while the reserves move as
    /// they would have. Where `most` is linear in the offer, parts receive no more than their whole. Source: docs/spec/amm-pool.md §1.4.
    ///
    /// Errors: `ZeroOutput` where nothing is left.
    ///
    /// ```
    /// use weal_amm_math::constant_product::swap_exact_in;
    /// use cosmwasm_std::Uint128;
    /// use weal_fixed_point::Bps;
    ///
    /// let (fee, amount) = (Bps::at_most(30, 500)?, Uint128::new(10_000));
    /// // One to one at the opening; somebody has made the offered asset dearer since.
    /// let better = swap_exact_in(Uint128::new(900_000), Uint128::new(1_111_111), amount, fee)?;
    /// let bounded = better.bounded_by(amount, fee)?;
    /// assert_eq!((bounded.received.u128(), bounded.fee.u128()), (9_970, 30));
    /// assert_eq!((bounded.gross, bounded.ask_reserve), (better.gross, better.ask_reserve));
    /// assert_eq!(bounded.withheld, better.gross - amount);
    /// # Ok::<(), weal_amm_math::MathError>(())
    /// ```
    pub fn bounded_by(self, most: Uint128, fee: Bps) -> Result<Self, MathError> {
        if most >= self.gross {
            return Ok(self);
        }
        let charged = fee.of(most, Rounding::Up)?;
        let received = less(most, charged, "a fee is at most its gross")?;
        if received.is_zero() {
            return Err(MathError::ZeroOutput { paid: self.offered });
        }
        let withheld = less(self.gross, most, "what is withheld is a part of the gross")?;
        let price_impact_bps = impact_of(self.price_impact_bps, most, self.gross)?;
        Ok(Self { received, fee: charged, withheld, price_impact_bps, ..self })
    }

    /// This swap with exactly `wanted` for the trader; what it receives above that is the surplus. Errors: `Invariant` where it
    /// receives less.
    pub fn paying(self, wanted: Uint128) -> Result<Self, MathError> {
        let surplus = less(self.received, wanted, "the offer for an exact output buys it")?;
        Ok(Self { received: wanted, surplus, ..self })
    }
}

/// 1 − (1 − impact) × `kept` ÷ `gross`, rounded up.
fn impact_of(impact_bps: u16, kept: Uint128, gross: Uint128) -> Result<u16, MathError> {
    // At most the whole: see `price_impact_bps`.
    let of_curve = Uint128::from(FULL_BPS.saturating_sub(impact_bps));
    let left = mul_div(of_curve, kept, gross, Rounding::Down)?;
    let impact = less(Uint128::from(FULL_BPS), left, "an impact is at most the whole")?;
    u16::try_from(impact.u128())
        .map_err(|_| MathError::Invariant { broken: "an impact is at most the whole" })
}
