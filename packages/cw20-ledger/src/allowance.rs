//! Allowances: one record each, and a mark by which a spender's are found.

use crate::Cw20Error;
use crate::state::{ALLOWANCES, Allowance, OWNERS};
use cosmwasm_std::{Addr, Api, BlockInfo, Storage, Uint128};
use cw_utils::Expiration;
use weal_records::{Account, Mark};

/// Takes `amount` out of the allowance. Errors: `NoAllowance`, also of nothing, so that no stranger writes a row or an event in the
/// owner's name; `AllowanceExpired`; `InsufficientAllowance`.
pub fn deduct_allowance(
    storage: &mut dyn Storage,
    api: &dyn Api,
    block: &BlockInfo,
    owner: &Addr,
    spender: &Addr,
    amount: Uint128,
) -> Result<(), Cw20Error> {
    let pair = Pair::of(api, owner, spender)?;
    let Allowance { amount: found, expires } = pair.given(storage)?;
    if expires.is_expired(block) {
        return Err(Cw20Error::AllowanceExpired { owner: owner.clone(), spender: spender.clone() });
    }
    let left = found.checked_sub(amount).map_err(|_| Cw20Error::InsufficientAllowance {
        owner: owner.clone(),
        spender: spender.clone(),
        found,
        required: amount,
    })?;
    pair.save(storage, &Allowance { amount: left, expires });
    Ok(())
}

/// An owner and the spender that it lets move its tokens.
pub(crate) struct Pair<'a> {
    owner: &'a Addr,
    spender: &'a Addr,
    key: (Account, Account),
}

impl<'a> Pair<'a> {
    pub(crate) fn of(api: &dyn Api, owner: &'a Addr, spender: &'a Addr) -> Result<Self, Cw20Error> {
        Ok(Self { owner, spender, key: (Account::of(api, owner)?, Account::of(api, spender)?) })
    }

    /// Adds to the allowance; a given expiry replaces the old one. Errors: `ExpiryPassed`, `Overflow`.
    pub(crate) fn increase(
        &self,
        storage: &mut dyn Storage,
        block: &BlockInfo,
        amount: Uint128,
        expires: Option<Expiration>,
    ) -> Result<(), Cw20Error> {
        let stored = self.load(storage)?;
        if stored.is_none() {
            OWNERS.save(storage, &self.mark(), &Mark);
        }
        let mut record = stored.unwrap_or_default();
        let found = record.amount;
        record.amount =
            found.checked_add(amount).map_err(|_| Cw20Error::Overflow { found, added: amount })?;
        replace_expiry(&mut record, block, expires)?;
        self.save(storage, &record);
        Ok(())
    }

    /// Takes from the allowance; at zero it is deleted, whatever the expiry. Errors: `NoAllowance`, `ExpiryPassed`.
    pub(crate) fn decrease(
        &self,
        storage: &mut dyn Storage,
        block: &BlockInfo,
        amount: Uint128,
        expires: Option<Expiration>,
    ) -> Result<(), Cw20Error> {
        let mut record = self.given(storage)?;
        let left = record.amount.checked_sub(amount).ok().filter(|left| !left.is_zero());
        let Some(left) = left else {
            ALLOWANCES.remove(storage, &self.key);
            OWNERS.remove(storage, &self.mark());
            return Ok(());
        };
        record.amount = left;
        replace_expiry(&mut record, block, expires)?;
        self.save(storage, &record);
        Ok(())
    }

    /// The allowance; `None` where it was never given or was taken back. Errors: `Record`.
    pub(crate) fn load(&self, storage: &dyn Storage) -> Result<Option<Allowance>, Cw20Error> {
        Ok(ALLOWANCES.may_load(storage, &self.key)?)
    }

    /// An allowance that was given, perhaps spent to nothing since. Errors: `NoAllowance`, `Record`.
    fn given(&self, storage: &dyn Storage) -> Result<Allowance, Cw20Error> {
        let none = || Cw20Error::NoAllowance { owner: self.owner.clone(), spender: self.spender.clone() };
        self.load(storage)?.ok_or_else(none)
    }

    /// Writes the record alone: its mark says only that there is one, so that spending does not write it again.
    fn save(&self, storage: &mut dyn Storage, record: &Allowance) {
        ALLOWANCES.save(storage, &self.key, record);
    }

    fn mark(&self) -> (Account, Account) {
        (self.key.1.clone(), self.key.0.clone())
    }
}

fn replace_expiry(
    record: &mut Allowance,
    block: &BlockInfo,
    expires: Option<Expiration>,
) -> Result<(), Cw20Error> {
    if let Some(expires) = expires {
        if expires.is_expired(block) {
            return Err(Cw20Error::ExpiryPassed);
        }
        record.expires = expires;
    }
    Ok(())
}
