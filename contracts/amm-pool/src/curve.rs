//! What the pool's curve decides: the same answers for messages and simulations.

use crate::ContractError;
use crate::pool::{Direction, Pool, other};
use amm_math::constant_product::{offer_for_exact_out, swap_exact_in};
use amm_math::stableswap::ExactWithdrawOutcome;
use amm_math::zap::{ZapPool, swap_part};
use amm_math::{DepositOutcome, LpShares, MathError, SwapOutcome, WithdrawOutcome, liquidity};
use cosmwasm_std::Uint128;

/// Liquidity that goes in or out by one asset, and the swap inside it; a stableswap needs none.
pub(crate) struct OneSided<T> {
    pub(crate) swap: Option<(Direction, SwapOutcome)>,
    pub(crate) outcome: T,
}

impl Pool {
    /// What selling `offered` does. Errors: `Math`.
    pub(crate) fn swap(&self, direction: Direction, offered: Uint128) -> Result<SwapOutcome, ContractError> {
        let pair = (direction.offer, direction.ask);
        Ok(match &self.stableswap {
            Some(curve) => curve.swap_exact_in(&self.record.holdings.reserves, pair, offered, self.fee()?)?,
            None => {
                let (x, y) = self.reserves(direction);
                swap_exact_in(x, y, offered, self.fee()?)?
            }
        })
    }

    /// An offer that receives at least `wanted`, the least but for units. Errors: `Math`.
    pub(crate) fn offer_for(&self, direction: Direction, wanted: Uint128) -> Result<Uint128, ContractError> {
        let pair = (direction.offer, direction.ask);
        Ok(match &self.stableswap {
            Some(curve) => {
                curve.offer_for_exact_out(&self.record.holdings.reserves, pair, wanted, self.fee()?)?
            }
            None => {
                let (x, y) = self.reserves(direction);
                offer_for_exact_out(x, y, wanted, self.fee()?)?
            }
        })
    }

    /// What buying exactly `wanted` does: the swap of [`Self::offer_for`], of which the units above `wanted` stay with
    /// the LPs as a fee. Errors: `Math`.
    pub(crate) fn swap_for(
        &self,
        direction: Direction,
        wanted: Uint128,
    ) -> Result<SwapOutcome, ContractError> {
        let mut outcome = self.swap(direction, self.offer_for(direction, wanted)?)?;
        let above = outcome.received.saturating_sub(wanted);
        // Both are parts of one gross output, so their sum fits.
        (outcome.received, outcome.fee) = (wanted, outcome.fee.saturating_add(above));
        Ok(outcome)
    }

    /// What adding `offered`, in pool order, does. Errors: `Math`.
    pub(crate) fn deposit(
        &self,
        supply: LpShares,
        offered: &[Uint128],
    ) -> Result<DepositOutcome, ContractError> {
        Ok(match (&self.stableswap, offered) {
            (Some(curve), _) if supply.is_zero() => curve.first_deposit(offered)?,
            (Some(curve), _) => curve.deposit(&self.record.holdings, supply, offered, self.fee()?)?,
            (None, [first, second]) if supply.is_zero() => liquidity::first_deposit([*first, *second])?,
            (None, _) => liquidity::deposit(&self.record.holdings, supply, offered)?,
        })
    }

    /// What adding `amount` of the asset at `position` alone does. What is refunded may be of both assets.
    /// Errors: `Math`.
    pub(crate) fn deposit_one(
        &self,
        supply: LpShares,
        position: usize,
        amount: Uint128,
    ) -> Result<OneSided<DepositOutcome>, ContractError> {
        if supply.is_zero() {
            return Err(MathError::EmptyPool.into());
        }
        if self.stableswap.is_some() {
            let outcome = self.deposit(supply, &self.alone(position, amount))?;
            return Ok(OneSided { swap: None, outcome });
        }
        let direction = Direction { offer: position, ask: other(position) };
        let sold = swap_part(self.zap(direction)?, amount, self.fee()?)?;
        let swap = self.swap(direction, sold)?;
        let mut after = self.clone();
        after.book(direction, &swap)?;
        let mut offered = self.alone(direction.ask, swap.received);
        if let Some(slot) = offered.get_mut(position) {
            *slot = amount.saturating_sub(sold);
        }
        let mut outcome = after.deposit(supply, &offered)?;
        // From the payer's side: only `amount` came in, the asset bought only comes out.
        let refunded = outcome.refunded.get(position).copied().unwrap_or_default();
        outcome.used = self.alone(position, amount.saturating_sub(refunded));
        Ok(OneSided { swap: Some((direction, swap)), outcome })
    }

    /// What burning `shares` for the asset at `position` does. Errors: `Math`.
    pub(crate) fn withdraw_one(
        &self,
        supply: LpShares,
        shares: LpShares,
        position: usize,
    ) -> Result<OneSided<WithdrawOutcome>, ContractError> {
        if let Some(curve) = &self.stableswap {
            let outcome = curve.withdraw_one(&self.record.holdings, supply, shares, position, self.fee()?)?;
            return Ok(OneSided { swap: None, outcome });
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

    /// How many shares exactly `wanted` costs. Errors: `StableswapOnly`, `Math`.
    pub(crate) fn withdraw_exact(
        &self,
        supply: LpShares,
        wanted: &[Uint128],
    ) -> Result<ExactWithdrawOutcome, ContractError> {
        let curve = self.stableswap.as_ref().ok_or(ContractError::StableswapOnly)?;
        Ok(curve.withdraw_exact(&self.record.holdings, supply, wanted, self.fee()?)?)
    }

    fn zap(&self, direction: Direction) -> Result<ZapPool, ContractError> {
        let totals = self.record.holdings.totals()?;
        let holding = |position: usize| totals.get(position).copied().unwrap_or_default();
        let (offer_reserve, ask_reserve) = self.reserves(direction);
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
