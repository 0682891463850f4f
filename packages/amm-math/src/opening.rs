//! A pool's value at the price of a block's opening: what leaving in the block is paid at most.
//!
//! A curve's reserves are worth the least, at a price, where they have that price. So whatever was traded since the opening, the
//! reserves of a share are worth more at the opening's price than they were; what they are worth more is what takers of this block
//! have lost to slippage, and whoever leaves now is not to have it. Page: `docs/spec/amm-pool.md` §1.4.

use crate::exact::at;
use crate::wide::{add, div_up, mul_div, ratio};
use crate::{LpShares, MathError, Stableswap};
use cosmwasm_std::{Uint128, Uint256};

/// Holdings of the opening and of now, both at the price of the opening, in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningWorth {
    /// The value of the holdings at the opening, rounded down.
    pub then: Uint256,
    /// The value of the holdings now, rounded up.
    pub now: Uint256,
}

impl OpeningWorth {
    /// Reserves of a constant product, *x₀, y₀* at the opening and *x, y* now: *x₀·y₀* and (*x·y₀* + *y·x₀*) ÷ 2, which the
    /// price *y₀* ÷ *x₀* makes of both but for one factor. Errors: `Invariant` unless there are two of each.
    ///
    /// ```
    /// use weal_amm_math::{LpShares, opening::OpeningWorth};
    /// use cosmwasm_std::Uint128;
    ///
    /// let [then, now] = [[1_000_000, 1_000_000], [1_250_000, 800_000]].map(|pair| pair.map(Uint128::new));
    /// let worth = OpeningWorth::of_constant_product(&then, &now)?;
    /// let [shares, supply] = [500_000, 1_000_000].map(LpShares::new);
    /// // 500,000 × 1,000,000 ÷ 1,025,000.
    /// assert_eq!(worth.counted(shares, supply, supply)?, LpShares::new(487_804));
    /// # Ok::<(), weal_amm_math::MathError>(())
    /// ```
    pub fn of_constant_product(then: &[Uint128], now: &[Uint128]) -> Result<Self, MathError> {
        let ([x0, y0], [x, y]) = ([at(then, 0)?, at(then, 1)?], [at(now, 0)?, at(now, 1)?]);
        let half = |product: Uint256| div_up(product, Uint256::from(2u8));
        // Each half is below 2^255.
        Ok(Self { then: x0.full_mul(y0), now: add(half(x.full_mul(y0))?, half(y.full_mul(x0))?)? })
    }

    /// Holdings of a stableswap, `then` and `now`, in base units of its first asset at the slope of the curve at `reserves`, those of the
    /// opening. Errors: as [`Stableswap::invariant`].
    pub fn of_stableswap(
        curve: &Stableswap,
        reserves: &[Uint128],
        then: &[Uint128],
        now: &[Uint128],
    ) -> Result<Self, MathError> {
        let worth = |held: &[Uint128], rounding: Uint256| {
            let mut sum = Uint256::zero();
            for (position, amount) in held.iter().enumerate() {
                let amount = Uint256::from(*amount);
                let value =
                    if position == 0 { amount } else { curve.spot(reserves, (position, 0), amount)? };
                sum = add(add(sum, value)?, rounding)?;
            }
            Ok::<_, MathError>(sum)
        };
        Ok(Self { then: worth(then, Uint256::zero())?, now: worth(now, Uint256::one())? })
    }

    /// Returns how many of `shares` are paid: all, or so many that they are worth no more than the same shares at the
    /// opening, rounded down. `supply` is the supply of shares now, `opening_supply` that at the opening. Errors:
    /// `TooLopsided` for holdings worth nothing.
    pub fn counted(
        &self,
        shares: LpShares,
        supply: LpShares,
        opening_supply: LpShares,
    ) -> Result<LpShares, MathError> {
        let of_value = ratio(Uint256::from(shares.amount()), self.then, self.now)?;
        let [supply, opening_supply] = [supply, opening_supply].map(|shares| Uint256::from(shares.amount()));
        let counted = mul_div(of_value, supply, opening_supply)?.min(Uint256::from(shares.amount()));
        Ok(Uint128::try_from(counted).map_err(|_| MathError::TooLopsided)?.into())
    }
}
