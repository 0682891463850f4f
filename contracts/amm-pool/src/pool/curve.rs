//! What the pool's curve decides: the same answers for messages and simulations.

use crate::error::{ContractError, Failure, buys_nothing};
use crate::pool::{Direction, Pool, other, sum};
use crate::state::Opening;
use amm_math::constant_product::{gross_for, offer_for_exact_out, swap_exact_in};
use amm_math::stableswap::ExactWithdrawOutcome;
use amm_math::zap::{ZapPool, swap_part};
use amm_math::{
    Balances, DepositOutcome, LpShares, MathError, Stableswap, SwapOutcome, WithdrawOutcome, liquidity,
};
use cosmwasm_std::Uint128;
use fixed_point::Bps;

/// How often the offer for an exact output under the bound is raised, by 1, 2, 4, … units.
const MAX_RAISES: u32 = 16;

/// Liquidity that goes in or out by one asset, and the swap inside it; a stableswap needs none.
pub(crate) struct OneSided<T> {
    pub(crate) swap: Option<(Direction, SwapOutcome)>,
    pub(crate) outcome: T,
}

impl Pool {
    /// What selling `offered` does: along the curve, and where the bound is on at no better a price than along the curve
    /// of the block's opening, behind what the block has sold of the same asset. Errors: `Math`.
    pub(crate) fn swap(&self, direction: Direction, offered: Uint128) -> Result<SwapOutcome, Failure> {
        let fee = self.fee_for(direction)?;
        let outcome = self.swap_along(&self.record.holdings, direction, offered, fee)?;
        let Some(opening) = self.bound() else { return Ok(outcome) };
        let sold = direction.of(&opening.sold).0;
        let before = self.gross_at_opening(opening, direction, sold)?;
        // The curve never gives less for more.
        let gross = self.gross_at_opening(opening, direction, sum(sold, offered)?)?.saturating_sub(before);
        Ok(outcome.bounded_by(gross, fee)?)
    }

    /// An offer that receives at least `wanted`, the least but for units. Errors: `Math`.
    pub(crate) fn offer_for(&self, direction: Direction, wanted: Uint128) -> Result<Uint128, Failure> {
        let offer = self.offer_along(&self.record.holdings, direction, wanted, self.fee_for(direction)?)?;
        let Some(opening) = self.bound() else { return Ok(offer) };
        let mut offer = offer.max(self.offer_at_opening(opening, direction, wanted)?);
        // Each offer buys it along its own curve; that the greater one does along both is seen to.
        for raise in 0..MAX_RAISES {
            if self.buys(direction, offer, wanted)? {
                return Ok(offer);
            }
            offer = sum(offer, Uint128::new(1u128.wrapping_shl(raise)))?;
        }
        Err(MathError::AboveReserve { required: wanted, reserve: direction.of(&opening.holdings.reserves).1 }
            .into())
    }

    /// The opening that binds trades; none where the bound is off.
    fn bound(&self) -> Option<&Opening> {
        self.record.opening.as_ref().filter(|_| self.config.params.sandwich_bound)
    }

    fn buys(&self, direction: Direction, offer: Uint128, wanted: Uint128) -> Result<bool, Failure> {
        match self.swap(direction, offer) {
            Ok(outcome) => Ok(outcome.received >= wanted),
            Err(failure) if buys_nothing(&failure) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What `sold` in all gives along the curve of the opening, before the fee; zero for what buys nothing.
    fn gross_at_opening(
        &self,
        opening: &Opening,
        direction: Direction,
        sold: Uint128,
    ) -> Result<Uint128, Failure> {
        if sold.is_zero() {
            return Ok(sold);
        }
        match self.swap_along(&opening.holdings, direction, sold, no_fee()?) {
            Ok(outcome) => Ok(outcome.received),
            Err(failure) if buys_nothing(&failure) => Ok(Uint128::zero()),
            Err(error) => Err(error),
        }
    }

    /// What buys `wanted` along the curve of the opening behind what the block has sold: the offer for all of it
    /// together, less what was sold.
    fn offer_at_opening(
        &self,
        opening: &Opening,
        direction: Direction,
        wanted: Uint128,
    ) -> Result<Uint128, Failure> {
        let sold = direction.of(&opening.sold).0;
        let gross = sum(
            self.gross_at_opening(opening, direction, sold)?,
            gross_for(wanted, self.fee_for(direction)?)?,
        )?;
        let all = self.offer_along(&opening.holdings, direction, gross, no_fee()?)?;
        Ok(all.saturating_sub(sold))
    }

    fn swap_along(
        &self,
        held: &Balances,
        direction: Direction,
        offered: Uint128,
        fee: Bps,
    ) -> Result<SwapOutcome, Failure> {
        let pair = (direction.offer, direction.ask);
        Ok(match &self.stableswap {
            Some(curve) => curve.swap_exact_in(&held.reserves, pair, offered, fee)?,
            None => {
                let (x, y) = direction.of(&held.reserves);
                swap_exact_in(x, y, offered, fee)?
            }
        })
    }

    fn offer_along(
        &self,
        held: &Balances,
        direction: Direction,
        wanted: Uint128,
        fee: Bps,
    ) -> Result<Uint128, Failure> {
        let pair = (direction.offer, direction.ask);
        Ok(match &self.stableswap {
            Some(curve) => curve.offer_for_exact_out(&held.reserves, pair, wanted, fee)?,
            None => {
                let (x, y) = direction.of(&held.reserves);
                offer_for_exact_out(x, y, wanted, fee)?
            }
        })
    }

    /// What buying exactly `wanted` does: the swap of [`Self::offer_for`], of which the units above `wanted` stay with
    /// the LPs as a fee. Errors: `Math`.
    pub(crate) fn swap_for(&self, direction: Direction, wanted: Uint128) -> Result<SwapOutcome, Failure> {
        let mut outcome = self.swap(direction, self.offer_for(direction, wanted)?)?;
        let above = outcome.received.saturating_sub(wanted);
        // Both are parts of one gross output, so their sum fits.
        outcome.received = wanted;
        outcome.fee = outcome.fee.saturating_add(above);
        outcome.withheld = outcome.withheld.saturating_add(above);
        Ok(outcome)
    }

    /// What adding `offered`, in pool order, does. Errors: `Math`.
    pub(crate) fn deposit(&self, offered: &[Uint128]) -> Result<DepositOutcome, Failure> {
        let supply = self.record.supply;
        Ok(match (&self.stableswap, offered) {
            (Some(curve), _) if supply.is_zero() => curve.first_deposit(offered)?,
            (Some(curve), _) => {
                let outcome = curve.deposit(&self.record.holdings, supply, offered, self.dearer_fee()?)?;
                self.bounded_deposit(curve, offered, outcome)?
            }
            (None, [first, second]) if supply.is_zero() => liquidity::first_deposit([*first, *second])?,
            (None, _) => liquidity::deposit(&self.record.holdings, supply, offered)?,
        })
    }

    /// What adding `offered` in the ratio of the holdings does, whatever the curve. Errors: `Math`.
    pub(crate) fn balanced_deposit(&self, offered: &[Uint128]) -> Result<DepositOutcome, Failure> {
        if self.record.supply.is_zero() {
            return self.deposit(offered);
        }
        Ok(liquidity::deposit(&self.record.holdings, self.record.supply, offered)?)
    }

    /// A lopsided deposit trades: where the bound is on it mints no more than at the block's opening.
    fn bounded_deposit(
        &self,
        curve: &Stableswap,
        offered: &[Uint128],
        mut outcome: DepositOutcome,
    ) -> Result<DepositOutcome, Failure> {
        if let Some(opening) = self.bound() {
            let bound = curve.deposit(&opening.holdings, opening.supply, offered, self.dearer_fee()?)?.shares;
            if bound < outcome.shares {
                (outcome.shares, outcome.supply) = (bound, self.record.supply.checked_add(bound)?);
            }
        }
        Ok(outcome)
    }

    /// What adding `amount` of the asset at `position` alone does. What is refunded may be of both assets.
    /// Errors: `Math`.
    pub(crate) fn deposit_one(
        &self,
        position: usize,
        amount: Uint128,
    ) -> Result<OneSided<DepositOutcome>, Failure> {
        if self.record.supply.is_zero() {
            return Err(MathError::EmptyPool.into());
        }
        if self.stableswap.is_some() {
            let outcome = self.deposit(&self.alone(position, amount))?;
            return Ok(OneSided { swap: None, outcome });
        }
        let direction = Direction { offer: position, ask: other(position) };
        let sold = swap_part(self.zap(direction)?, amount, self.fee_for(direction)?)?;
        let swap = self.swap(direction, sold)?;
        let mut after = self.clone();
        after.book(direction, &swap)?;
        let mut offered = self.alone(direction.ask, swap.received);
        if let Some(slot) = offered.get_mut(position) {
            *slot = amount.saturating_sub(sold);
        }
        let mut outcome = after.deposit(&offered)?;
        // From the payer's side: only `amount` came in, the asset bought only comes out.
        let refunded = outcome.refunded.get(position).copied().unwrap_or_default();
        outcome.used = self.alone(position, amount.saturating_sub(refunded));
        Ok(OneSided { swap: Some((direction, swap)), outcome })
    }

    /// What burning `shares` for the asset at `position` does. Errors: `Math`.
    pub(crate) fn withdraw_one(
        &self,
        shares: LpShares,
        position: usize,
    ) -> Result<OneSided<WithdrawOutcome>, Failure> {
        let supply = self.record.supply;
        if let Some(curve) = &self.stableswap {
            let outcome =
                curve.withdraw_one(&self.record.holdings, supply, shares, position, self.dearer_fee()?)?;
            return Ok(OneSided {
                swap: None,
                outcome: self.bounded_withdrawal(curve, shares, position, outcome)?,
            });
        }
        let mut outcome = liquidity::withdraw(&self.record.holdings, supply, shares)?;
        let direction = Direction { offer: other(position), ask: position };
        let mut after = self.clone();
        after.record.holdings = outcome.balances.clone();
        let part = |at: usize| outcome.amounts.get(at).copied().unwrap_or_default();
        let (paid, rest) = (part(position), part(direction.offer));
        let swap = after.swap(direction, rest)?;
        after.book(direction, &swap)?;
        outcome.amounts = self.alone(position, paid.saturating_add(swap.received));
        outcome.balances = after.record.holdings;
        Ok(OneSided { swap: Some((direction, swap)), outcome })
    }

    /// A withdrawal to one side trades: where the bound is on it pays no more than at the block's opening.
    fn bounded_withdrawal(
        &self,
        curve: &Stableswap,
        shares: LpShares,
        position: usize,
        mut outcome: WithdrawOutcome,
    ) -> Result<WithdrawOutcome, Failure> {
        let Some(opening) = self.bound() else { return Ok(outcome) };
        let bound =
            curve.withdraw_one(&opening.holdings, opening.supply, shares, position, self.dearer_fee()?)?;
        let paid = |outcome: &WithdrawOutcome| outcome.amounts.get(position).copied().unwrap_or_default();
        let kept = paid(&outcome).saturating_sub(paid(&bound));
        if let Some(amount) = outcome.amounts.get_mut(position) {
            *amount = amount.saturating_sub(kept);
        }
        if let Some(reserve) = outcome.balances.reserves.get_mut(position) {
            *reserve = sum(*reserve, kept)?;
        }
        Ok(outcome)
    }

    /// How many shares exactly `wanted` costs; where the bound is on not fewer than at the block's opening. Errors:
    /// `StableswapOnly`, `Math`.
    pub(crate) fn withdraw_exact(&self, wanted: &[Uint128]) -> Result<ExactWithdrawOutcome, Failure> {
        let curve = self.stableswap.as_ref().ok_or(ContractError::StableswapOnly)?;
        let supply = self.record.supply;
        let mut outcome = curve.withdraw_exact(&self.record.holdings, supply, wanted, self.dearer_fee()?)?;
        if let Some(opening) = self.bound() {
            let bound =
                curve.withdraw_exact(&opening.holdings, opening.supply, wanted, self.dearer_fee()?)?;
            outcome.burned = outcome.burned.max(bound.burned);
            outcome.supply = supply.checked_sub(outcome.burned)?;
        }
        Ok(outcome)
    }

    /// Books the swap inside: the protocol's part of its fee. What the LPs have of it is in the outcome's balances. Errors:
    /// `Math`.
    pub(crate) fn book_within<T>(&mut self, decided: &OneSided<T>) -> Result<Uint128, Failure> {
        decided.swap.as_ref().map_or(Ok(Uint128::zero()), |(direction, swap)| self.book(*direction, swap))
    }

    fn zap(&self, direction: Direction) -> Result<ZapPool, Failure> {
        let totals = self.record.holdings.totals()?;
        let holding = |position: usize| totals.get(position).copied().unwrap_or_default();
        let (offer_reserve, ask_reserve) = direction.of(&self.record.holdings.reserves);
        let (offer_holding, ask_holding) = (holding(direction.offer), holding(direction.ask));
        Ok(ZapPool { offer_reserve, ask_reserve, offer_holding, ask_holding })
    }

    /// `amount` at `position`, zero elsewhere.
    fn alone(&self, position: usize, amount: Uint128) -> Vec<Uint128> {
        let mut amounts = vec![Uint128::zero(); self.config.tokens.len()];
        if let Some(slot) = amounts.get_mut(position) {
            *slot = amount;
        }
        amounts
    }
}

fn no_fee() -> Result<Bps, Failure> {
    Ok(Bps::at_most(0, 0)?)
}
