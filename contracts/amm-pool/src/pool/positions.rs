//! Which shares have seasoned, what they cost and what they are worth: kept only where shares season.

use crate::error::{ContractError, Failure};
use crate::pool::Pool;
use crate::state::{load_position, save_position};
use amm_math::liquidity::{self, withdraw_seasoning};
use amm_math::{DepositOutcome, Entry, Leaving, LpShares, Position, WithdrawOutcome};
use cosmwasm_std::{Addr, Api, Env, Storage, Uint128, Uint256};
use fixed_point::{Rounding, mul_div};

/// An account and the shares that it had before the message moved any.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) account: &'a Addr,
    pub(crate) balance: Uint128,
}

impl<'a> Owner<'a> {
    /// As the ledger has it. Errors: `Ledger`.
    pub(crate) fn load(storage: &dyn Storage, api: &dyn Api, account: &'a Addr) -> Result<Self, Failure> {
        Ok(Self { account, balance: cw20_ledger::balance_of(storage, api, account)? })
    }

    /// Takes `shares` out of its balance. Errors: `Ledger`.
    pub(crate) fn debit(
        storage: &mut dyn Storage,
        api: &dyn Api,
        account: &'a Addr,
        shares: Uint128,
    ) -> Result<Self, Failure> {
        let left = cw20_ledger::debit(storage, api, account, shares)?;
        Ok(Self { account, balance: left.saturating_add(shares) })
    }

    /// Adds `shares` to its balance. Errors: `Ledger`.
    pub(crate) fn credit(
        storage: &mut dyn Storage,
        api: &dyn Api,
        account: &'a Addr,
        shares: Uint128,
    ) -> Result<Self, Failure> {
        let has = cw20_ledger::credit(storage, api, account, shares)?;
        Ok(Self { account, balance: has.saturating_sub(shares) })
    }
}

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
        env: &Env,
        Owner { account, balance }: Owner<'_>,
    ) -> Result<Position, Failure> {
        let assets = self.config.tokens.len();
        let parts = if self.stableswap.is_some() { 1 } else { assets };
        let mut position = load_position(storage, account, assets, parts)?.settled(env.block.height);
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

    /// What a deposit adds to the position of its recipient; to be called before it is booked. Errors: as
    /// [`Self::position_of`].
    pub(crate) fn note_deposit(
        &self,
        storage: &mut dyn Storage,
        env: &Env,
        recipient: Owner<'_>,
        outcome: &DepositOutcome,
    ) -> Result<(), Failure> {
        if !self.seasons() {
            return Ok(());
        }
        let mut position = self.position_of(storage, env, recipient)?;
        let shares = outcome.shares.amount();
        let mut after = self.clone();
        (after.record.holdings, after.record.supply) = (outcome.balances.clone(), outcome.supply);
        let entry = Entry { shares, paid: outcome.used.clone(), bought: after.growth_of(shares)? };
        position.season(&entry, env.block.height, self.config.params.seasoning_blocks)?;
        save_position(storage, recipient.account, &position);
        Ok(())
    }

    /// Takes `shares` out of the position of `owner`. Errors: as [`Self::position_of`].
    pub(crate) fn note_withdrawal(
        &self,
        storage: &mut dyn Storage,
        env: &Env,
        owner: Owner<'_>,
        shares: Uint128,
    ) -> Result<Leaving, Failure> {
        if !self.seasons() {
            return Ok(Leaving { seasoned: LpShares::from(shares), ..Leaving::default() });
        }
        let mut position = self.position_of(storage, env, owner)?;
        let leaving = self.take(&mut position, shares)?;
        save_position(storage, owner.account, &position);
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
        env: &Env,
        owner: Owner<'_>,
        shares: Uint128,
    ) -> Result<(), Failure> {
        if !self.seasons() {
            return Ok(());
        }
        let mut position = self.position_of(storage, env, owner)?;
        ensure_seasoned(&position, shares)?;
        self.take(&mut position, shares)?;
        save_position(storage, owner.account, &position);
        Ok(())
    }

    /// Adds shares that come by a transfer: as seasoned, at what they are worth now. Errors: as
    /// [`Self::position_of`].
    pub(crate) fn note_arrival(
        &self,
        storage: &mut dyn Storage,
        env: &Env,
        recipient: Owner<'_>,
        shares: Uint128,
    ) -> Result<(), Failure> {
        let mut position = self.position_of(storage, env, recipient)?;
        position.adopt(&self.entry_now(shares)?)?;
        save_position(storage, recipient.account, &position);
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

/// More than there are is for the ledger to refuse. Errors: `Unseasoned`.
pub(crate) fn ensure_seasoned(position: &Position, required: Uint128) -> Result<(), Failure> {
    let found = position.seasoned();
    if found < required && required <= position.shares {
        return Err(
            ContractError::Unseasoned { found, required, seasons_at: position.seasoned_from() }.into()
        );
    }
    Ok(())
}
