//! The outcome of a swap, whatever the curve.

use crate::MathError;
use cosmwasm_std::Uint128;
use fixed_point::{Bps, Rounding};

/// What a swap does to both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapOutcome {
    /// What the pool takes.
    pub offered: Uint128,
    /// What the trader gets, after the fee; above zero.
    pub received: Uint128,
    /// What of the asset bought is kept beside the reserves, rounded up: the fee of the curve and what is withheld.
    pub fee: Uint128,
    /// What of `fee` a bound withholds from the trader.
    pub withheld: Uint128,
    /// How much worse the curve is than its price before the trade, basis points rounded up; no fee in it.
    pub price_impact_bps: u16,
    /// Reserve of the asset sold, after.
    pub offer_reserve: Uint128,
    /// Reserve of the asset bought, after: less what was received and less the fee; above zero.
    pub ask_reserve: Uint128,
}

impl SwapOutcome {
    /// This swap at no better a price than a `gross` of that, before `fee`: the trader gets what is left of it after the
    /// fee, rounded for the pool; the rest is withheld beside the reserves, which move as they would have. Parts whose
    /// grosses add up receive no more than their whole. Source: docs/spec/amm-pool.md §1.4.
    ///
    /// Errors: `ZeroOutput` where nothing is left.
    ///
    /// ```
    /// use amm_math::constant_product::swap_exact_in;
    /// use cosmwasm_std::Uint128;
    /// use fixed_point::Bps;
    ///
    /// let (fee, amount) = (Bps::at_most(30, 500)?, Uint128::new(10_000));
    /// let [x, y] = [1_000_000, 1_000_000].map(Uint128::new);
    /// let opening = swap_exact_in(x, y, amount, fee)?;
    /// // Somebody has made the offered asset dearer since.
    /// let better = swap_exact_in(Uint128::new(900_000), Uint128::new(1_111_111), amount, fee)?;
    /// let bounded = better.bounded_by(opening.received + opening.fee, fee)?;
    /// assert_eq!((bounded.received, bounded.ask_reserve), (opening.received, better.ask_reserve));
    /// assert_eq!(bounded.received + bounded.fee, better.received + better.fee);
    /// # Ok::<(), amm_math::MathError>(())
    /// ```
    pub fn bounded_by(self, gross: Uint128, fee: Bps) -> Result<Self, MathError> {
        // Both are parts of one gross output.
        let whole = self.received.saturating_add(self.fee);
        if gross >= whole {
            return Ok(self);
        }
        let received = gross.saturating_sub(fee.of(gross, Rounding::Up)?);
        if received.is_zero() {
            return Err(MathError::ZeroOutput { paid: self.offered });
        }
        let (fee, withheld) = (whole.saturating_sub(received), whole.saturating_sub(gross));
        Ok(Self { received, fee, withheld, ..self })
    }

    /// The fee of the curve: `fee` less what is withheld.
    pub fn curve_fee(&self) -> Uint128 {
        self.fee.saturating_sub(self.withheld)
    }
}
