//! A fee that rises with the distance of the price from its own mean, for the trades that widen it.
//!
//! Page: `docs/spec/amm-options.md` §1.

use crate::MathError;
use crate::wide;
use cosmwasm_std::{Uint128, Uint256};
use weal_fixed_point::{Bps, FULL_BPS};

/// The most that can be added to a pool's fee, basis points.
pub const MAX_SURCHARGE_BPS: u16 = 100;
/// The most that a fee and its surcharge are together, basis points: the fee cap of every pool.
pub const MAX_TOTAL_FEE_BPS: u16 = 500;

/// The direction in which a trade moves the price of the pair's first asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceMove {
    /// The first asset is bought.
    Up,
    /// The first asset is sold.
    Down,
}

/// The surcharge on a pool's fee: α·|*s* ÷ *m* − 1|, at most a cap, for trades away from the mean *m*. The default adds
/// nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DirectionalFee {
    alpha_bps: u16,
    cap_bps: u16,
}

impl DirectionalFee {
    /// `alpha_bps`: α, the part of the distance that is charged, at most all of it (10,000). `cap_bps`: the most
    /// that is charged, at most [`MAX_SURCHARGE_BPS`].
    ///
    /// Errors: `FixedPoint(BpsAboveMaximum)`.
    pub fn new(alpha_bps: u16, cap_bps: u16) -> Result<Self, MathError> {
        Bps::at_most(alpha_bps, FULL_BPS)?;
        Bps::at_most(cap_bps, MAX_SURCHARGE_BPS)?;
        Ok(Self { alpha_bps, cap_bps })
    }

    /// The fee of a trade: `base`, and where it moves the price away from `mean` also
    /// min(⌈α·|*s* − *m*| ÷ *m*⌉, cap), together at most [`MAX_TOTAL_FEE_BPS`] or `base`, whichever is more.
    ///
    /// `opening` (*s*) and `mean` (*m*) are prices of the pair's first asset in one unit, such as 2^-64. *s* is
    /// the price **at which the block opened**, not the one that a trade meets or leaves: so all trades of a block
    /// in one direction pay one rate, and neither splitting one nor letting another go first changes it. A mean of
    /// zero is of a pool that has none yet: no surcharge. In whole basis points, rounded up, for the LPs.
    ///
    /// Errors: `TooLopsided` where a price has more than 242 bits; those of a pool have 160.
    ///
    /// ```
    /// use weal_amm_math::directional_fee::{PriceMove, DirectionalFee};
    /// use cosmwasm_std::Uint256;
    /// use weal_fixed_point::Bps;
    ///
    /// let (base, fee) = (Bps::at_most(30, 500)?, DirectionalFee::new(5_000, 100)?);
    /// let [opening, mean] = [10_071u32, 10_000].map(Uint256::from);
    /// assert_eq!(fee.rate(base, opening, mean, PriceMove::Up)?.value(), 66); // 30 + ⌈35.5⌉
    /// assert_eq!(fee.rate(base, opening, mean, PriceMove::Down)?.value(), 30);
    /// # Ok::<(), weal_amm_math::MathError>(())
    /// ```
    pub fn rate(
        &self,
        base: Bps,
        opening: Uint256,
        mean: Uint256,
        direction: PriceMove,
    ) -> Result<Bps, MathError> {
        let widens = match direction {
            PriceMove::Up => opening > mean,
            PriceMove::Down => opening < mean,
        };
        if !widens || mean.is_zero() {
            return Ok(base);
        }
        let exact = wide::mul_div_up(Uint256::from(self.alpha_bps), opening.abs_diff(mean), mean)?;
        // Clamps: a distance beyond any cap is charged the cap.
        let exact = Uint128::try_from(exact).unwrap_or(Uint128::MAX).u128();
        let surcharge = u16::try_from(exact).map_or(self.cap_bps, |exact| exact.min(self.cap_bps));
        let total = base.value().saturating_add(surcharge);
        let most = MAX_TOTAL_FEE_BPS.max(base.value());
        Ok(Bps::at_most(total.min(most), FULL_BPS)?)
    }
}
