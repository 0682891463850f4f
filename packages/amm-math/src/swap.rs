//! The outcome of a swap, whatever the curve.

use cosmwasm_std::Uint128;

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
    /// This swap at no better a price than `bound`, the same offer along another curve: the trader gets what that one
    /// gives, the rest is withheld beside the reserves, which move as they would have. Source: docs/spec/amm-pool.md §1.4.
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
    /// let bounded = better.bounded_by(&opening);
    /// assert_eq!((bounded.received, bounded.ask_reserve), (opening.received, better.ask_reserve));
    /// assert_eq!(bounded.received + bounded.fee, better.received + better.fee);
    /// # Ok::<(), amm_math::MathError>(())
    /// ```
    pub fn bounded_by(self, bound: &Self) -> Self {
        if bound.received >= self.received {
            return self;
        }
        // Both are parts of one gross output.
        let kept = self.received.saturating_sub(bound.received);
        let fee = self.fee.saturating_add(kept);
        Self { received: bound.received, fee, withheld: fee.saturating_sub(bound.fee), ..self }
    }

    /// The fee of the curve: `fee` less what is withheld.
    pub fn curve_fee(&self) -> Uint128 {
        self.fee.saturating_sub(self.withheld)
    }
}
