//! Swaps along the stableswap.

use super::{Stableswap, base_units};
use crate::amplification::AMP_PRECISION;
use crate::constant_product::gross_for;
use crate::exact::{less, plus};
use crate::wide::{add, div, div_up, mul, quotient};
use crate::{MathError, SwapOutcome};
use cosmwasm_std::{Uint128, Uint256};
use weal_fixed_point::{Bps, FULL_BPS, Rounding};

/// The number of times that the offer for an exact output is raised, by 1, 2, 4, … units, until it buys that output.
const MAX_RAISES: u32 = 64;

impl Stableswap {
    /// A swap of exactly `offered` of the asset at `offer` for the asset at `ask`, against `reserves`.
    ///
    /// The balance left of the asset bought is the least that keeps the invariant, rounded up; gross is what is
    /// above it, rounded down to base units; fee = ⌈gross·*f*⌉ leaves the reserve with it. So the invariant of the
    /// reserves never falls, not even by a rounding. Errors: `ZeroAmount`, `ZeroOutput`, and as
    /// [`Self::invariant`].
    ///
    /// ```
    /// use weal_amm_math::{Amplification, Stableswap};
    /// use cosmwasm_std::Uint128;
    /// use weal_fixed_point::Bps;
    ///
    /// let pool = Stableswap::new(&[6, 6], Amplification::fixed(100)?.at(0))?;
    /// let reserves = [100_000_000_000, 100_000_000_000].map(Uint128::new);
    /// let outcome = pool.swap_exact_in(&reserves, (0, 1), Uint128::new(100_000_000), Bps::at_most(5, 500)?)?;
    /// assert_eq!((outcome.received.u128(), outcome.fee.u128()), (99_949_009, 50_000));
    /// # Ok::<(), weal_amm_math::MathError>(())
    /// ```
    pub fn swap_exact_in(
        &self,
        reserves: &[Uint128],
        (offer, ask): (usize, usize),
        offered: Uint128,
        fee: Bps,
    ) -> Result<SwapOutcome, MathError> {
        let before = self.normalised(reserves)?;
        let d = self.invariant_of(&before)?;
        let gross = self.gross(reserves, &before, (offer, ask), offered, d.high)?;
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
            price_impact_bps: self.price_impact_bps(&before, d.low, (offer, ask), (offered, gross))?,
            offer_reserve: plus(self.reserve(reserves, offer)?, offered)?,
            // Above zero: the balance kept is.
            ask_reserve: less(self.reserve(reserves, ask)?, gross, "a swap never empties a reserve")?,
        })
    }

    /// An offer that receives at least `wanted` after the fee, the least but for a few units.
    ///
    /// gross = ⌈*w* ÷ (1 − *f*)⌉; the balance of the asset sold that keeps the invariant without it, rounded up.
    /// Since both directions round for the pool, the swap of that offer may miss `wanted` by a unit: it is raised
    /// until the swap receives it. Errors: `ZeroAmount`, `FeeIsTheWhole`, `AboveReserve`, and as
    /// [`Self::swap_exact_in`].
    pub fn offer_for_exact_out(
        &self,
        reserves: &[Uint128],
        (offer, ask): (usize, usize),
        wanted: Uint128,
        fee: Bps,
    ) -> Result<Uint128, MathError> {
        if wanted.is_zero() {
            return Err(MathError::ZeroAmount);
        }
        let gross = gross_for(wanted, fee)?;
        let reserve = self.reserve(reserves, ask)?;
        if gross >= reserve {
            return Err(MathError::AboveReserve { required: gross, reserve });
        }
        let before = self.normalised(reserves)?;
        let d = self.invariant_of(&before)?;
        let left =
            mul(Uint256::from(less(reserve, gross, "a swap never empties a reserve")?), self.scale(ask)?)?;
        let balance = self.balance_for(&replaced(&before, ask, left), offer, d.high)?;
        let held = before.get(offer).copied().ok_or(self.no_such(offer))?;
        // A clamp: an interval of D wider than the trade asks for nothing, and one unit is the least.
        let least = base_units(div_up(balance.saturating_sub(held), self.scale(offer)?)?)?;
        let least = least.max(Uint128::one());
        let mut raised_by = Uint128::zero();
        for _ in 0..MAX_RAISES {
            let offered = plus(least, raised_by)?;
            if self.gross(reserves, &before, (offer, ask), offered, d.high)? >= gross {
                return Ok(offered);
            }
            raised_by = plus(raised_by, raised_by.max(Uint128::one()))?;
        }
        Err(MathError::AboveReserve { required: gross, reserve })
    }

    /// Returns what leaves the reserve at `ask` for `offered`, before the fee, rounded down.
    fn gross(
        &self,
        reserves: &[Uint128],
        before: &[Uint256],
        (offer, ask): (usize, usize),
        offered: Uint128,
        d: Uint256,
    ) -> Result<Uint128, MathError> {
        if offered.is_zero() {
            return Err(MathError::ZeroAmount);
        }
        let mut after = reserves.to_vec();
        match after.get_mut(offer) {
            Some(reserve) if offer != ask => *reserve = plus(*reserve, offered)?,
            _ => return Err(self.no_such(offer)),
        }
        let after = self.normalised(&after)?;
        let kept = self.balance_for(&after, ask, d)?;
        let held = before.get(ask).copied().ok_or(self.no_such(ask))?;
        // A clamp: an interval of D wider than the trade buys nothing, and is refused.
        base_units(div(held.saturating_sub(kept), self.scale(ask)?)?)
    }

    /// 1 − gross ÷ (offered × price before), basis points rounded up, at most 10,000. The price of the asset sold
    /// is *y*·(*Ann·x* + *D_P*) ÷ (*x*·(*Ann·y* + *D_P*)).
    fn price_impact_bps(
        &self,
        before: &[Uint256],
        d: Uint256,
        (offer, ask): (usize, usize),
        (offered, gross): (Uint128, Uint128),
    ) -> Result<u16, MathError> {
        let at = |position: usize| before.get(position).copied().ok_or(self.no_such(position));
        let (x, y) = (at(offer)?, at(ask)?);
        let (over, under) = self.weights(before, d, (offer, ask))?;
        let offered = mul(Uint256::from(offered), self.scale(offer)?)?;
        // Up: the trader's bound is stricter.
        let at_price = quotient(&[offered, y, over], &[x, under], Rounding::Up)?;
        let received = mul(Uint256::from(gross), self.scale(ask)?)?;
        let missing = mul(at_price.saturating_sub(received), Uint256::from(FULL_BPS))?;
        if at_price.is_zero() {
            return Ok(0);
        }
        let bps = div_up(missing, at_price)?;
        Ok(Uint128::try_from(bps).ok().and_then(|bps| u16::try_from(bps.u128()).ok()).unwrap_or(FULL_BPS))
    }

    /// Converts `amount` base units of the asset at `offer` to base units of the one at `ask`, at the slope of the
    /// curve at the lower bound of *D*: one quotient of products in 512 bits, rounded down. Errors: as
    /// [`Self::invariant`], `TooLopsided` where it does not fit.
    pub(crate) fn spot(
        &self,
        reserves: &[Uint128],
        (offer, ask): (usize, usize),
        amount: Uint256,
    ) -> Result<Uint256, MathError> {
        let before = self.normalised(reserves)?;
        let d = self.invariant_of(&before)?;
        let (over, under) = self.weights(&before, d.low, (offer, ask))?;
        let at = |position: usize| before.get(position).copied().ok_or(self.no_such(position));
        let gained = [amount, self.scale(offer)?, at(ask)?, over];
        quotient(&gained, &[self.scale(ask)?, at(offer)?, under], Rounding::Down)
    }

    /// Returns what `amount` base units of the asset at `offer` are worth in base units of the one at `ask`, at the
    /// slope of the curve at `reserves`: the most that any trade from there can give before its fee. Rounded down.
    /// Errors: as [`Self::invariant`].
    pub fn worth(
        &self,
        reserves: &[Uint128],
        pair: (usize, usize),
        amount: Uint128,
    ) -> Result<Uint256, MathError> {
        self.spot(reserves, pair, Uint256::from(amount))
    }

    /// *Ann·x* + *D_P* and *Ann·y* + *D_P*, hundredfold.
    fn weights(
        &self,
        before: &[Uint256],
        d: Uint256,
        (offer, ask): (usize, usize),
    ) -> Result<(Uint256, Uint256), MathError> {
        let power = mul(self.power_at(before, d)?, Uint256::from(AMP_PRECISION))?;
        let weight = |position: usize| {
            let balance = before.get(position).copied().ok_or(self.no_such(position))?;
            add(mul(self.ann(), balance)?, power)
        };
        Ok((weight(offer)?, weight(ask)?))
    }

    fn reserve(&self, reserves: &[Uint128], position: usize) -> Result<Uint128, MathError> {
        reserves.get(position).copied().ok_or(self.no_such(position))
    }
}

/// `balances` with `value` at `position`.
fn replaced(balances: &[Uint256], position: usize, value: Uint256) -> Vec<Uint256> {
    let chosen = |(other, balance): (usize, &Uint256)| if other == position { value } else { *balance };
    balances.iter().enumerate().map(chosen).collect()
}
