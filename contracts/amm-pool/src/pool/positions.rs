//! The positions of LPs: which shares have seasoned, what they cost and what they are worth. Kept only where shares
//! season.

use super::Pool;
use crate::error::{ContractError, Failure};
use crate::state::POSITIONS;
use cosmwasm_std::{Addr, Api, Env, Storage, Uint128};
use weal_amm_math::exact::{at, less};
use weal_amm_math::{Entry, Leaving, LpShares, MathError, Position};
use weal_cw20_ledger::Cw20Error;
use weal_fixed_point::{Rounding, mul_div};
use weal_records::Account;

/// An account and the shares that it had before the message moved any.
pub(crate) struct Owner {
    /// The account, as positions are kept by it.
    account: Account,
    /// The shares that it has, base units.
    pub(crate) balance: Uint128,
}

impl Owner {
    /// Loads the owner from the ledger. Errors: `Ledger`.
    pub(crate) fn load(storage: &dyn Storage, api: &dyn Api, account: &Addr) -> Result<Self, Failure> {
        let balance = weal_cw20_ledger::balance_of(storage, api, account)?;
        Ok(Self { account: Account::of(api, account)?, balance })
    }

    /// Adds `shares` to its balance. Errors: `Ledger`.
    fn credit(
        storage: &mut dyn Storage,
        api: &dyn Api,
        account: &Addr,
        shares: Uint128,
    ) -> Result<Self, Failure> {
        let has = weal_cw20_ledger::credit(storage, api, account, shares)?;
        let balance = less(has, shares, "a balance has what was added to it")?;
        Ok(Self { account: Account::of(api, account)?, balance })
    }
}

/// Shares on their way out of an account: decided, and not yet taken from it.
pub(crate) struct Departure {
    account: Addr,
    shares: Uint128,
    /// The position that the account keeps, where positions are kept.
    position: Option<(Account, Position)>,
    /// The leaving shares, seasoned and unseasoned apart.
    pub(crate) leaving: Leaving,
}

impl Departure {
    /// Takes the shares out of the ledger and writes what is left of the position. Errors: `Ledger`.
    pub(super) fn save(&self, storage: &mut dyn Storage, api: &dyn Api) -> Result<(), Failure> {
        weal_cw20_ledger::debit(storage, api, &self.account, self.shares)?;
        self.save_position(storage);
        Ok(())
    }

    fn save_position(&self, storage: &mut dyn Storage) {
        if let Some((account, position)) = &self.position {
            keep(storage, account, position);
        }
    }
}

impl Pool {
    /// Returns whether shares season here, so that positions are kept.
    pub(crate) fn seasons(&self) -> bool {
        self.config.params.seasoning_blocks > 0
    }

    /// An account's position now: settled, and about the shares that it has. Shares that came while no positions were kept
    /// count as having come now, and as seasoned. Errors: `Record`, `Math`.
    pub(crate) fn position_of(
        &self,
        storage: &dyn Storage,
        env: &Env,
        Owner { account, balance }: &Owner,
    ) -> Result<Position, Failure> {
        let assets = self.config.tokens.len();
        let parts = self.curve.growth_parts(assets);
        let stored = POSITIONS.may_load(storage, account)?;
        let mut position = stored.unwrap_or_else(|| Position::empty(assets, parts)).settled(env.block.height);
        // Clamps: shares have gone, or have come, or neither.
        let gone = position.shares.saturating_sub(*balance);
        if !gone.is_zero() {
            position.take(gone)?;
        }
        let come = balance.saturating_sub(position.shares);
        if !come.is_zero() {
            position.adopt(&self.entry_now(come)?)?;
        }
        Ok(position)
    }

    /// Decides that shares of an account leave the pool, seasoned or not. Shares in the pool's own balance were sent to
    /// it, and have seasoned, or they could not have been sent. Errors: `Ledger` for more than there are, `TooFresh`,
    /// and as [`Self::position_of`].
    pub(crate) fn departure(
        &self,
        (storage, api): (&dyn Storage, &dyn Api),
        env: &Env,
        account: &Addr,
        shares: Uint128,
    ) -> Result<Departure, Failure> {
        self.depart((storage, api), env, account, shares, |_| Ok(()))
    }

    /// The same as [`Self::departure`], for shares that must have seasoned. Errors: `Unseasoned` too.
    pub(crate) fn seasoned_departure(
        &self,
        (storage, api): (&dyn Storage, &dyn Api),
        env: &Env,
        account: &Addr,
        shares: Uint128,
    ) -> Result<Departure, Failure> {
        self.depart((storage, api), env, account, shares, |position| ensure_seasoned(position, shares))
    }

    fn depart(
        &self,
        (storage, api): (&dyn Storage, &dyn Api),
        env: &Env,
        account: &Addr,
        shares: Uint128,
        ensure: impl Fn(&Position) -> Result<(), Failure>,
    ) -> Result<Departure, Failure> {
        let (mut position, mut leaving) = (None, Leaving::seasoned(LpShares::from(shares)));
        if self.seasons() && *account != env.contract.address {
            let owner = Owner::load(storage, api, account)?;
            if owner.balance < shares {
                let (account, found, required) = (account.clone(), owner.balance, shares);
                return Err(Cw20Error::InsufficientBalance { account, found, required }.into());
            }
            let mut kept = self.position_of(storage, env, &owner)?;
            ensure(&kept)?;
            leaving = self.take(&mut kept, shares)?;
            position = Some((owner.account, kept));
        }
        Ok(Departure { account: account.clone(), shares, position, leaving })
    }

    /// Takes `shares` out of a position. Where the bound is on, shares that came in this block stay in the position: to
    /// come and to go around somebody's trade is a trade too. Errors: `TooFresh`, `Math`.
    pub(crate) fn take(&self, position: &mut Position, shares: Uint128) -> Result<Leaving, Failure> {
        let (found, required) = (position.older()?, shares);
        if self.bound().is_some() && found < required && required <= position.shares {
            return Err(ContractError::TooFresh { found, required }.into());
        }
        Ok(position.take(shares)?)
    }

    /// Gives minted shares to their owner and, where positions are kept, their entry to its position. Errors: `Ledger`, and as
    /// [`Self::position_of`].
    pub(super) fn note_arrival(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        (recipient, entry): (&Addr, &Entry),
    ) -> Result<(), Failure> {
        let owner = Owner::credit(storage, api, recipient, entry.shares)?;
        if self.seasons() {
            let mut position = self.position_of(storage, env, &owner)?;
            position.season(entry, env.block.height, self.config.params.seasoning_blocks)?;
            keep(storage, &owner.account, &position);
        }
        Ok(())
    }

    /// Moves the positions with shares that the ledger is about to move from one account to another: the shares leave
    /// at the position's mean, and arrive as seasoned at what they are worth now. Shares of the pool's own have no
    /// position. Errors: as [`Self::seasoned_departure`].
    pub(crate) fn note_movement(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        env: &Env,
        (from, to): (&Addr, &Addr),
        shares: Uint128,
    ) -> Result<(), Failure> {
        let departure = self.seasoned_departure((&*storage, api), env, from, shares)?;
        if from == to {
            return Ok(());
        }
        departure.save_position(storage);
        if *to != env.contract.address {
            let recipient = Owner::load(storage, api, to)?;
            let mut position = self.position_of(storage, env, &recipient)?;
            position.adopt(&self.entry_now(shares)?)?;
            keep(storage, &recipient.account, &position);
        }
        Ok(())
    }

    /// Returns the shares of a stableswap that all of `leaving` count as: those that have not seasoned count as so many
    /// as were worth what was bought with them. `None` where the curve has no solution. Errors: `FixedPoint`.
    pub(super) fn counted_as_seasoned(&self, leaving: &Leaving) -> Result<Option<LpShares>, Failure> {
        let Some(bought) = leaving.bought.first().filter(|_| !leaving.unseasoned.is_zero()) else {
            return Ok(Some(leaving.shares()?));
        };
        let Ok(worth) = self.growth(leaving.unseasoned, Rounding::Up).and_then(|parts| at(&parts, 0)) else {
            return Ok(None);
        };
        let unseasoned = leaving.unseasoned.amount();
        let counted = match worth > *bought {
            true => mul_div(unseasoned, *bought, worth, Rounding::Down)?,
            false => unseasoned,
        };
        Ok(Some(leaving.seasoned.checked_add(LpShares::from(counted))?))
    }

    /// Returns `shares` as an entry at what they are worth now. Errors: `Math`.
    fn entry_now(&self, shares: Uint128) -> Result<Entry, Failure> {
        let supply = self.record.supply.amount();
        let part = |held: Uint128| mul_div(held, shares, supply, Rounding::Down);
        let paid = self.record.holdings.totals()?.into_iter().map(part).collect::<Result<_, _>>()?;
        // The growth of seasoned shares is only reported. Where the curve has no solution, nothing was bought: a clamp,
        // so that the shares move.
        let bought = self.growth_of(shares).unwrap_or_default();
        Ok(Entry { shares, paid, bought })
    }

    /// The part that `shares` have of what grows by fees, rounded down: the fees held, or the *D* of a stableswap. Errors:
    /// `Math`.
    pub(crate) fn growth_of(&self, shares: Uint128) -> Result<Vec<Uint128>, MathError> {
        self.growth(LpShares::from(shares), Rounding::Down)
    }

    fn growth(&self, shares: LpShares, rounding: Rounding) -> Result<Vec<Uint128>, MathError> {
        self.curve.growth(&self.record.holdings, self.record.supply, shares, rounding)
    }
}

/// Writes a position, or removes it where no shares are left.
fn keep(storage: &mut dyn Storage, owner: &Account, position: &Position) {
    match position.shares.is_zero() {
        true => POSITIONS.remove(storage, owner),
        false => POSITIONS.save(storage, owner, position),
    }
}

/// Refuses more than the seasoned shares. More than all shares is for the ledger to refuse. Errors: `Unseasoned`.
fn ensure_seasoned(position: &Position, required: Uint128) -> Result<(), Failure> {
    let found = position.seasoned()?;
    if found < required && required <= position.shares {
        return Err(
            ContractError::Unseasoned { found, required, seasons_at: position.seasoned_from() }.into()
        );
    }
    Ok(())
}
