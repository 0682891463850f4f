//! Deposits and withdrawals: what the curve gives, and what the opening of the block lets it give.

use super::{Pool, Trade, other};
use crate::error::{ContractError, Failure};
use cosmwasm_std::Uint128;
use weal_amm_math::exact::{at, at_mut, less, plus};
use weal_amm_math::liquidity::{SetApart, set_apart, withdraw_seasoning};
use weal_amm_math::opening::OpeningWorth;
use weal_amm_math::stableswap::ExactWithdrawOutcome;
use weal_amm_math::zap::{ZapPool, swap_part};
use weal_amm_math::{
    Balances, DepositOutcome, Direction, Leaving, LpShares, MathError, Sides, Stableswap, WithdrawOutcome,
    liquidity,
};
use weal_fixed_point::{Bps, FixedPointError};

/// Liquidity that goes in or out by one asset, and the swap inside it; a stableswap needs none.
pub(crate) struct OneSided<T> {
    pub(crate) trade: Option<Trade>,
    pub(crate) outcome: T,
}

impl Pool {
    /// Decides the deposit of `offered`, in pool order. Errors: `Math`.
    pub(crate) fn deposit(&self, offered: &[Uint128]) -> Result<DepositOutcome, Failure> {
        let (held, supply) = (&self.record.holdings, self.record.supply);
        if supply.is_zero() {
            return Ok(self.curve.first_deposit(offered)?);
        }
        self.bounded_deposit(offered, self.curve.deposit(held, supply, offered, self.dearer_fee()?)?)
    }

    /// Returns the outcome of adding `offered` in the ratio of the holdings, whatever the curve. Errors: `Math`.
    pub(crate) fn balanced_deposit(&self, offered: &[Uint128]) -> Result<DepositOutcome, Failure> {
        if self.record.supply.is_zero() {
            return self.deposit(offered);
        }
        Ok(liquidity::deposit(&self.record.holdings, self.record.supply, offered)?)
    }

    /// Bounds a lopsided deposit, which is a trade. Where the bound is on, the deposit mints no more than is worth now
    /// what it was at the block's opening, so that it buys no fees of this block for nothing. What it adds above that
    /// before its fee is withheld, so that no fee to the LPs is paid out of what takers have lost.
    fn bounded_deposit(
        &self,
        offered: &[Uint128],
        outcome: DepositOutcome,
    ) -> Result<DepositOutcome, Failure> {
        let (Some(curve), Some(opening)) = (self.curve.stableswap(), self.moved_since()) else {
            return Ok(outcome);
        };
        let (held, supply, fee) = (&self.record.holdings, self.record.supply, self.dearer_fee()?);
        let (then, now) = (opening.holdings.totals()?, held.totals()?);
        let worth = OpeningWorth { then: curve.invariant(&then)?.low, now: curve.invariant(&now)?.high };
        let at_opening = |fee: Bps| {
            let minted = curve.deposit(&opening.holdings, opening.supply, offered, fee)?.shares;
            worth.counted(minted, supply, opening.supply)
        };
        let minted = outcome.shares.min(at_opening(fee)?);
        if minted.is_zero() {
            return Err(MathError::ZeroShares.into());
        }
        let whole = curve.deposit(held, supply, offered, no_fee()?)?;
        let above = whole.shares.checked_sub(whole.shares.min(at_opening(no_fee()?)?))?;
        let SetApart { withheld, balances } = set_apart(&outcome.balances, whole.supply, above)?;
        Ok(DepositOutcome {
            shares: minted,
            withheld,
            balances,
            supply: supply.checked_add(minted)?,
            ..outcome
        })
    }

    /// Returns the outcome of adding `amount` of the asset at `position` alone. Both assets may be refunded. Errors:
    /// `Math`.
    pub(crate) fn deposit_one(
        &self,
        position: usize,
        amount: Uint128,
    ) -> Result<OneSided<DepositOutcome>, Failure> {
        if self.record.supply.is_zero() {
            return Err(MathError::EmptyPool.into());
        }
        if self.curve.takes_any_ratio() {
            let outcome = self.deposit(&self.alone(position, amount)?)?;
            return Ok(OneSided { trade: None, outcome });
        }
        let direction = Direction { offer: position, ask: other(position) };
        let sold = swap_part(self.zap(direction)?, amount, self.fee_for(direction)?)?;
        let trade = self.sale(direction, sold)?;
        let mut offered = self.alone(direction.ask, trade.outcome.received)?;
        *at_mut(&mut offered, position)? = less(amount, sold, "what is sold is a part of the deposit")?;
        let mut outcome = self.after(&trade)?.deposit(&offered)?;
        // From the payer's side: only `amount` came in, the asset bought only comes out.
        let refunded = at(&outcome.refunded, position)?;
        outcome.used = self.alone(position, less(amount, refunded, "a refund is a part of the deposit")?)?;
        Ok(OneSided { trade: Some(trade), outcome })
    }

    /// Returns the outcome of burning shares, some of which may not have seasoned; where the bound is on, they are paid
    /// no more than they are worth at the price of the block's opening. Errors: `Math`.
    pub(crate) fn withdraw(&self, leaving: &Leaving) -> Result<WithdrawOutcome, Failure> {
        let (held, supply) = (&self.record.holdings, self.record.supply);
        let burned = leaving.shares()?;
        if self.curve.holds_fees_apart() {
            let withheld = burned.checked_sub(self.counted(burned)?)?;
            return Ok(withdraw_seasoning(held, supply, &Leaving { withheld, ..leaving.clone() })?);
        }
        let outcome = self.withdraw_stable(leaving)?;
        Ok(WithdrawOutcome { supply: supply.checked_sub(burned)?, ..outcome })
    }

    /// Withdraws from a stableswap, where fees join the reserves, and shares that have not seasoned count as fewer.
    fn withdraw_stable(&self, leaving: &Leaving) -> Result<WithdrawOutcome, Failure> {
        let (held, supply) = (&self.record.holdings, self.record.supply);
        let Some(seasoned) = self.counted_as_seasoned(leaving)? else {
            // Where the curve has no solution the fees cannot be told from the rest, and all of those held stay.
            let bought = vec![Uint128::zero(); self.config.tokens.len()];
            return Ok(withdraw_seasoning(held, supply, &Leaving { bought, ..leaving.clone() })?);
        };
        let paid = self.counted(seasoned)?;
        let outcome = liquidity::withdraw(held, supply, paid)?;
        let SetApart { withheld, balances } =
            set_apart(&outcome.balances, outcome.supply, seasoned.checked_sub(paid)?)?;
        Ok(WithdrawOutcome { withheld, balances, ..outcome })
    }

    /// Returns how many of `shares` are paid where the bound is on: so many that they are worth what all were at the
    /// opening, at its price. All of them count where nothing has been traded since, and where the opening has no
    /// price, so that nothing could be.
    fn counted(&self, shares: LpShares) -> Result<LpShares, Failure> {
        let Some(opening) = self.moved_since() else { return Ok(shares) };
        match self.curve.worth_since(&opening.holdings, &self.record.holdings)? {
            Some(worth) => Ok(worth.counted(shares, self.record.supply, opening.supply)?),
            None => Ok(shares),
        }
    }

    /// Returns the outcome of burning `shares` for the asset at `position`. Errors: `Math`.
    pub(crate) fn withdraw_one(
        &self,
        shares: LpShares,
        position: usize,
    ) -> Result<OneSided<WithdrawOutcome>, Failure> {
        if let Some(curve) = self.curve.stableswap() {
            let (held, supply) = (&self.record.holdings, self.record.supply);
            let outcome = curve.withdraw_one(held, supply, shares, position, self.dearer_fee()?)?;
            let outcome = self.bounded_withdrawal(curve, shares, position, outcome)?;
            return Ok(OneSided { trade: None, outcome });
        }
        let mut outcome = self.withdraw(&Leaving::seasoned(shares))?;
        let direction = Direction { offer: other(position), ask: position };
        let mut left = self.clone();
        left.record.holdings = outcome.balances;
        let Sides { offer, ask } = direction.of(&outcome.amounts)?;
        let trade = left.sale(direction, offer)?;
        outcome.amounts = self.alone(position, plus(ask, trade.outcome.received)?)?;
        outcome.balances = left.after(&trade)?.record.holdings;
        Ok(OneSided { trade: Some(trade), outcome })
    }

    /// Bounds a withdrawal to one side, which is a trade. Where the bound is on, the withdrawal pays no more than at
    /// the block's opening, and what it takes above that before its fee is withheld.
    fn bounded_withdrawal(
        &self,
        curve: &Stableswap,
        shares: LpShares,
        position: usize,
        mut outcome: WithdrawOutcome,
    ) -> Result<WithdrawOutcome, Failure> {
        let Some(opening) = self.moved_since() else { return Ok(outcome) };
        let (held, supply, fee) = (&self.record.holdings, self.record.supply, self.dearer_fee()?);
        let to = |held: &Balances, supply: LpShares, fee: Bps| {
            at(&curve.withdraw_one(held, supply, shares, position, fee)?.amounts, position)
        };
        let then = |fee: Bps| to(&opening.holdings, opening.supply, fee);
        let paid = at(&outcome.amounts, position)?.min(then(fee)?);
        let whole = to(held, supply, no_fee()?)?;
        let withheld = less(whole, whole.min(then(no_fee()?)?), LESSER)?;
        *at_mut(&mut outcome.amounts, position)? = paid;
        *at_mut(&mut outcome.withheld, position)? = withheld;
        let gone = plus(paid, withheld)?;
        *at_mut(&mut outcome.balances.reserves, position)? =
            less(at(&held.totals()?, position)?, gone, "a withdrawal takes a part of the reserve")?;
        Ok(outcome)
    }

    /// Returns how many shares exactly `wanted` costs. Where the bound is on, the number is not below that at the
    /// block's opening, and what the withdrawal would cost less before its fee is withheld. Errors: `StableswapOnly`,
    /// `Math`.
    pub(crate) fn withdraw_exact(&self, wanted: &[Uint128]) -> Result<ExactWithdrawOutcome, Failure> {
        let curve = self.curve.stableswap().ok_or(ContractError::StableswapOnly)?;
        let (held, fee, supply) = (&self.record.holdings, self.dearer_fee()?, self.record.supply);
        let outcome = curve.withdraw_exact(held, supply, wanted, fee)?;
        let Some(opening) = self.moved_since() else { return Ok(outcome) };
        let then = |fee: Bps| curve.withdraw_exact(&opening.holdings, opening.supply, wanted, fee);
        let burned = outcome.burned.max(then(fee)?.burned);
        let left = supply.checked_sub(burned)?;
        let (whole, at_opening) = (curve.withdraw_exact(held, supply, wanted, no_fee()?)?, then(no_fee()?)?);
        let below = at_opening.burned.checked_sub(at_opening.burned.min(whole.burned))?;
        let SetApart { withheld, balances } = set_apart(&outcome.balances, whole.supply, below)?;
        Ok(ExactWithdrawOutcome { burned, withheld, balances, supply: left })
    }

    fn zap(&self, direction: Direction) -> Result<ZapPool, Failure> {
        let totals = self.record.holdings.totals()?;
        let (reserves, holdings) = (direction.of(&self.record.holdings.reserves)?, direction.of(&totals)?);
        Ok(ZapPool {
            offer_reserve: reserves.offer,
            ask_reserve: reserves.ask,
            offer_holding: holdings.offer,
            ask_holding: holdings.ask,
        })
    }

    /// `amount` at `position`, zero elsewhere.
    fn alone(&self, position: usize, amount: Uint128) -> Result<Vec<Uint128>, Failure> {
        let mut amounts = vec![Uint128::zero(); self.config.tokens.len()];
        *at_mut(&mut amounts, position)? = amount;
        Ok(amounts)
    }
}

/// A fee of zero, for what the curve alone would give. Errors: `FixedPoint`.
fn no_fee() -> Result<Bps, FixedPointError> {
    Bps::at_most(0, 0)
}

const LESSER: &str = "the lesser of two is at most either";
