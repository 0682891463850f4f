//! The curve of a pool: two forms that answer the same questions.

use crate::constant_product;
use crate::observation::{
    constant_product_price, constant_product_prices, stableswap_price, stableswap_prices,
};
use crate::opening::OpeningWorth;
use crate::{Balances, DepositOutcome, Direction, LpShares, MathError, Sides, Stableswap, SwapOutcome};
use crate::{exact::plus, liquidity};
use cosmwasm_std::{Uint128, Uint256};
use weal_fixed_point::{Bps, FixedPointError, Rounding, mul_div};

/// The curve of a pool with its parameters of this second.
///
/// ```
/// use cosmwasm_std::Uint128;
/// use weal_amm_math::{Curve, Direction};
/// use weal_fixed_point::Bps;
///
/// let reserves = [30_000_000_000, 20_000_000_000].map(Uint128::new);
/// let direction = Direction { offer: 0, ask: 1 };
/// let (offered, fee) = (Uint128::new(1_500_000_000), Bps::at_most(30, 500)?);
/// let outcome = Curve::ConstantProduct.swap_exact_in(&reserves, direction, offered, fee)?;
/// assert_eq!(outcome.received, Uint128::new(949_523_809));
/// # Ok::<(), weal_amm_math::MathError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Reserve × reserve never falls. Two assets; fees are held beside the reserves.
    ConstantProduct,
    /// The invariant *D* never falls. Two to four assets; fees join the reserves.
    Stableswap(Stableswap),
}

impl Curve {
    /// The stableswap, for what only a stableswap can do.
    pub fn stableswap(&self) -> Option<&Stableswap> {
        match self {
            Self::ConstantProduct => None,
            Self::Stableswap(curve) => Some(curve),
        }
    }

    /// True where the curve prices liquidity in another ratio than that of the holdings, so that such a deposit or withdrawal needs no
    /// swap inside it. A constant product takes liquidity in the ratio only.
    pub fn takes_any_ratio(&self) -> bool {
        self.stableswap().is_some()
    }

    /// True where fees are held beside the reserves, where no trade counts them.
    pub fn holds_fees_apart(&self) -> bool {
        self.stableswap().is_none()
    }

    /// A swap of exactly `offered` against `reserves`. Errors: as [`constant_product::swap_exact_in`] and
    /// [`Stableswap::swap_exact_in`].
    pub fn swap_exact_in(
        &self,
        reserves: &[Uint128],
        direction: Direction,
        offered: Uint128,
        fee: Bps,
    ) -> Result<SwapOutcome, MathError> {
        match self {
            Self::ConstantProduct => {
                let Sides { offer, ask } = direction.of(reserves)?;
                constant_product::swap_exact_in(offer, ask, offered, fee)
            }
            Self::Stableswap(curve) => curve.swap_exact_in(reserves, direction.pair(), offered, fee),
        }
    }

    /// An offer that receives at least `wanted` after the fee, the least but for a few units. Errors: as
    /// [`constant_product::offer_for_exact_out`] and [`Stableswap::offer_for_exact_out`].
    pub fn offer_for_exact_out(
        &self,
        reserves: &[Uint128],
        direction: Direction,
        wanted: Uint128,
        fee: Bps,
    ) -> Result<Uint128, MathError> {
        match self {
            Self::ConstantProduct => {
                let Sides { offer, ask } = direction.of(reserves)?;
                constant_product::offer_for_exact_out(offer, ask, wanted, fee)
            }
            Self::Stableswap(curve) => curve.offer_for_exact_out(reserves, direction.pair(), wanted, fee),
        }
    }

    /// The price of the asset sold in the asset bought at `reserves`, 2^-64: *y* ÷ *x*, or the slope of the curve. Errors:
    /// `EmptyPool`, and as [`Stableswap::invariant`].
    pub fn price(&self, reserves: &[Uint128], direction: Direction) -> Result<Uint256, MathError> {
        match self {
            Self::ConstantProduct => constant_product_price(direction.of(reserves)?),
            Self::Stableswap(curve) => stableswap_price(curve, reserves, direction.pair()),
        }
    }

    /// The price of the first asset in each other one, and of each other one in the first, 2^-64. Errors: as [`Self::price`].
    pub fn prices(&self, held: &Balances) -> Result<Vec<(Uint256, Uint256)>, MathError> {
        match self {
            Self::ConstantProduct => constant_product_prices(held),
            Self::Stableswap(curve) => stableswap_prices(curve, &held.reserves),
        }
    }

    /// The amount of the asset bought that `offered` is worth at the price of `reserves`, rounded down: the most that any trade from
    /// there can give. `None` above 2^128 − 1, where no reserve is. Errors: as [`Stableswap::invariant`].
    pub fn worth(
        &self,
        reserves: &[Uint128],
        direction: Direction,
        offered: Uint128,
    ) -> Result<Option<Uint128>, MathError> {
        Ok(match self {
            Self::ConstantProduct => {
                let Sides { offer, ask } = direction.of(reserves)?;
                mul_div(offered, ask, offer, Rounding::Down).ok()
            }
            Self::Stableswap(curve) => {
                Uint128::try_from(curve.worth(reserves, direction.pair(), offered)?).ok()
            }
        })
    }

    /// The amount of the asset sold that is worth `gross` of the asset bought at the price of `reserves`, rounded up but for units of a
    /// stableswap. Errors: `FixedPoint` above 2^128 − 1, and as [`Stableswap::invariant`].
    pub fn cost(
        &self,
        reserves: &[Uint128],
        direction: Direction,
        gross: Uint128,
    ) -> Result<Uint128, MathError> {
        match self {
            Self::ConstantProduct => {
                let Sides { offer, ask } = direction.of(reserves)?;
                Ok(mul_div(gross, offer, ask, Rounding::Up)?)
            }
            Self::Stableswap(curve) => {
                let worth = curve.worth(reserves, direction.reversed().pair(), gross)?;
                let worth = Uint128::try_from(worth).map_err(|_| MathError::TooLopsided)?;
                plus(worth, Uint128::one())
            }
        }
    }

    /// The first deposit. Errors: `WrongLength`, and as [`liquidity::first_deposit`] and [`Stableswap::first_deposit`].
    pub fn first_deposit(&self, offered: &[Uint128]) -> Result<DepositOutcome, MathError> {
        match self {
            Self::ConstantProduct => {
                let wrong = MathError::WrongLength { found: offered.len(), required: 2 };
                liquidity::first_deposit(offered.try_into().map_err(|_| wrong)?)
            }
            Self::Stableswap(curve) => curve.first_deposit(offered),
        }
    }

    /// A later deposit: a constant product takes it in the ratio of the holdings and asks no `fee`, a stableswap takes all of it. Errors:
    /// as [`liquidity::deposit`] and [`Stableswap::deposit`].
    pub fn deposit(
        &self,
        held: &Balances,
        supply: LpShares,
        offered: &[Uint128],
        fee: Bps,
    ) -> Result<DepositOutcome, MathError> {
        match self {
            Self::ConstantProduct => liquidity::deposit(held, supply, offered),
            Self::Stableswap(curve) => curve.deposit(held, supply, offered, fee),
        }
    }

    /// Holdings of a block's opening and of now at the opening's price; `None` where a stableswap had no price then, so that nothing
    /// could be traded. Errors: `Invariant` of a constant product without two assets.
    pub fn worth_since(&self, then: &Balances, now: &Balances) -> Result<Option<OpeningWorth>, MathError> {
        match self {
            Self::ConstantProduct => {
                OpeningWorth::of_constant_product(&then.reserves, &now.reserves).map(Some)
            }
            Self::Stableswap(curve) => {
                let (before, after) = (then.totals()?, now.totals()?);
                Ok(OpeningWorth::of_stableswap(curve, &then.reserves, &before, &after).ok())
            }
        }
    }

    /// The number of amounts that [`Self::growth`] returns: one for each of `assets`, or one in all.
    pub fn growth_parts(&self, assets: usize) -> usize {
        if self.holds_fees_apart() { assets } else { 1 }
    }

    /// The part that `shares` of `supply` have of what grows by fees, rounded as named: of the fees held, by asset, or of the *D* of a
    /// stableswap. Errors: `FixedPoint` where there is no supply, and as [`Stableswap::invariant`].
    pub fn growth(
        &self,
        held: &Balances,
        supply: LpShares,
        shares: LpShares,
        rounding: Rounding,
    ) -> Result<Vec<Uint128>, MathError> {
        let part = |whole: Uint128| mul_div(whole, shares.amount(), supply.amount(), rounding);
        match self {
            Self::ConstantProduct => {
                let parts: Result<_, FixedPointError> = held.fees.iter().map(|fees| part(*fees)).collect();
                Ok(parts?)
            }
            Self::Stableswap(curve) => {
                let d = curve.invariant(&held.totals()?)?;
                let d = if rounding == Rounding::Up { d.high } else { d.low };
                // At most 4 × 10^34.
                Ok(vec![part(Uint128::try_from(d).map_err(|_| MathError::TooLopsided)?)?])
            }
        }
    }
}
