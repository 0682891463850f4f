//! Which shares have seasoned, what they cost and what they are worth: kept only where shares season.

use crate::error::{ContractError, Failure};
use crate::pool::Pool;
use crate::state::{load_position, save_position};
use amm_math::liquidity::{self, withdraw_seasoning};
use amm_math::{DepositOutcome, Entry, Leaving, LpShares, Position, WithdrawOutcome};
use cosmwasm_std::{Addr, Api, Env, Storage, Uint128, Uint256};
use fixed_point::{Rounding, mul_div};

impl Pool {
    /// Whether shares season here, and so positions are kept.
    pub(crate) fn seasons(&self) -> bool {
        self.config.params.seasoning_blocks > 0
    }

    /// An account's position now: settled, and about the shares that it has. Shares that came while no positions were kept
    /// count as having come now, and as seasoned. Errors: `Corrupt`, `Math`.
    pub(crate) fn position_of(
        &self,
        storage: &dyn Storage,
        api: &dyn Api,
        env: &Env,
        owner: &Addr,
    ) -> Result<Position, Failure> {
        let assets = self.config.tokens.len();
        let parts = if self.stableswap.is_some() { 1 } else { assets };
        let mut position = load_position(storage, owner, assets, parts)?.settled(env.block.height);
        let balance = cw20_ledger::balance_of(storage, api, owner)?;
        let gone = position.shares.saturating_sub(balance);
        if !gone.is_zero() {
            position.take(gone)?;
        }
        let come = balance.saturating_sub(position.shares);
        if !come.is_zero() {
            position.adopt(&self.entry_now(come)?)?;
        }
        Ok(position)
    }

    /// What a deposit adds to the position of its recipient; to be called before the shares are credited. Errors: as
    /// [`Self::position_of`].
    pub(crate) fn note_deposit(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        recipient: &Addr,
        outcome: &DepositOutcome,
    ) -> Result<(), Failure> {
        if !self.seasons() {
            return Ok(());
        }
        let mut position = self.position_of(storage, api, env, recipient)?;
        let shares = outcome.shares.amount();
        let mut after = self.clone();
        (after.record.holdings, after.record.supply) = (outcome.balances.clone(), outcome.supply);
        let entry = Entry { shares, paid: outcome.used.clone(), bought: after.growth_of(shares)? };
        position.season(&entry, env.block.height, self.config.params.seasoning_blocks)?;
        save_position(storage, recipient, &position);
        Ok(())
    }

    /// Takes `shares` out of the position of `owner`, before they leave its balance. Errors: as [`Self::position_of`].
    pub(crate) fn note_withdrawal(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        owner: &Addr,
        shares: Uint128,
    ) -> Result<Leaving, Failure> {
        if !self.seasons() {
            return Ok(Leaving { seasoned: LpShares::from(shares), ..Leaving::default() });
        }
        let mut position = self.position_of(storage, api, env, owner)?;
        // The ledger says it in its own words.
        if position.shares < shares {
            cw20_ledger::debit(storage, api, owner, shares)?;
        }
        let leaving = self.take(&mut position, shares)?;
        save_position(storage, owner, &position);
        Ok(leaving)
    }

    /// Takes `shares` out of a position. Where the bound is on, what came in this block stays in it: to come and to go around
    /// somebody's trade is a trade too. Errors: `TooFresh`, `Math`.
    pub(crate) fn take(&self, position: &mut Position, shares: Uint128) -> Result<Leaving, Failure> {
        let (found, required) = (position.older(), shares);
        if self.config.params.sandwich_bound && found < required && required <= position.shares {
            return Err(ContractError::TooFresh { found, required }.into());
        }
        Ok(position.take(shares)?)
    }

    /// As [`Self::note_withdrawal`], of shares that must have seasoned. Errors: `Unseasoned` too.
    pub(crate) fn note_seasoned(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        owner: &Addr,
        shares: Uint128,
    ) -> Result<(), Failure> {
        self.ensure_seasoned(storage, api, env, owner, shares)?;
        self.note_withdrawal(storage, api, env, owner, shares).map(drop)
    }

    /// More than there are is for the ledger to refuse. Errors: `Unseasoned`.
    pub(crate) fn ensure_seasoned(
        &self,
        storage: &dyn Storage,
        api: &dyn Api,
        env: &Env,
        owner: &Addr,
        shares: Uint128,
    ) -> Result<(), Failure> {
        if !self.seasons() {
            return Ok(());
        }
        let position = self.position_of(storage, api, env, owner)?;
        let (found, required) = (position.seasoned(), shares);
        if found < required && required <= position.shares {
            return Err(
                ContractError::Unseasoned { found, required, seasons_at: position.seasoned_from() }.into()
            );
        }
        Ok(())
    }

    /// Adds shares that come by a transfer, before they are credited: as seasoned, at what they are worth now. Errors: as
    /// [`Self::position_of`].
    pub(crate) fn note_arrival(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        recipient: &Addr,
        shares: Uint128,
    ) -> Result<(), Failure> {
        let mut position = self.position_of(storage, api, env, recipient)?;
        position.adopt(&self.entry_now(shares)?)?;
        save_position(storage, recipient, &position);
        Ok(())
    }

    /// What burning shares pays, some of which may not have seasoned. Errors: `Math`.
    pub(crate) fn withdraw(&self, leaving: &Leaving) -> Result<WithdrawOutcome, Failure> {
        let (held, supply) = (&self.record.holdings, self.record.supply);
        let (Some(_), Some(bought)) = (&self.stableswap, leaving.bought.first()) else {
            return Ok(withdraw_seasoning(held, supply, leaving)?);
        };
        let burned = leaving.seasoned.checked_add(leaving.unseasoned)?;
        let Ok(worth) = self.invariant_part(leaving.unseasoned, Rounding::Up) else {
            // Where the curve has no solution the fees cannot be told from the rest, and all of those held stay.
            let leaving = Leaving { bought: vec![], ..leaving.clone() };
            return Ok(withdraw_seasoning(held, supply, &leaving)?);
        };
        let unseasoned = leaving.unseasoned.amount();
        let counted = match worth > *bought {
            true => mul_div(unseasoned, *bought, worth, Rounding::Down)?,
            false => unseasoned,
        };
        let counted = leaving.seasoned.checked_add(LpShares::from(counted))?;
        let outcome = liquidity::withdraw(held, supply, counted)?;
        Ok(WithdrawOutcome { supply: supply.checked_sub(burned)?, ..outcome })
    }

    /// What `shares` are worth now as an entry. Errors: `Math`.
    fn entry_now(&self, shares: Uint128) -> Result<Entry, Failure> {
        let supply = self.record.supply.amount();
        let part = |held: Uint128| mul_div(held, shares, supply, Rounding::Down);
        let paid = self.record.holdings.totals()?.into_iter().map(part).collect::<Result<_, _>>()?;
        // Of seasoned shares it is only reported: where the curve has no solution, nothing was bought.
        Ok(Entry { shares, paid, bought: self.growth_of(shares).unwrap_or_default() })
    }

    /// The part that `shares` have of what grows by fees, rounded down: the fees held, or the *D* of a stableswap. Errors:
    /// `Math`.
    pub(crate) fn growth_of(&self, shares: Uint128) -> Result<Vec<Uint128>, Failure> {
        if self.stableswap.is_some() {
            return Ok(vec![self.invariant_part(LpShares::from(shares), Rounding::Down)?]);
        }
        let supply = self.record.supply.amount();
        let fees = self.record.holdings.fees.iter();
        Ok(fees.map(|held| mul_div(*held, shares, supply, Rounding::Down)).collect::<Result<_, _>>()?)
    }

    /// The part of *D*, with the fees held in it, that `shares` have. Errors: `Math`.
    fn invariant_part(&self, shares: LpShares, rounding: Rounding) -> Result<Uint128, Failure> {
        let curve = self.stableswap.as_ref().ok_or(ContractError::StableswapOnly)?;
        let d = curve.invariant(&self.record.holdings.totals()?)?;
        let d = if rounding == Rounding::Up { d.high } else { d.low };
        // At most 4 × 10^34.
        let d = Uint128::try_from(d.min(Uint256::from(Uint128::MAX)))?;
        Ok(mul_div(d, shares.amount(), self.record.supply.amount(), rounding)?)
    }
}
