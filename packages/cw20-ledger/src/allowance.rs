//! Allowances: one record each, and a mark by which a spender's are found.

use crate::{
    Cw20Error,
    account::Account,
    record::{ALLOWANCE, SPENDER, pack, pair, unpack},
};
use cosmwasm_std::{Addr, Api, BlockInfo, Storage, Timestamp, Uint128};
use cw_utils::Expiration;
use weal_api::cw20::AllowanceResponse;

const NEVER: u8 = 0;
const AT_HEIGHT: u8 = 1;
const AT_TIME: u8 = 2;

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
    let AllowanceResponse { allowance, expires } = pair.given(storage)?;
    if expires.is_expired(block) {
        return Err(Cw20Error::AllowanceExpired { owner: owner.clone(), spender: spender.clone() });
    }
    let left = allowance.checked_sub(amount).map_err(|_| Cw20Error::InsufficientAllowance {
        owner: owner.clone(),
        spender: spender.clone(),
        found: allowance,
        required: amount,
    })?;
    pair.save(storage, &AllowanceResponse { allowance: left, expires })
}

/// Who lets whom move its tokens.
pub(crate) struct Pair<'a> {
    owner: &'a Addr,
    spender: &'a Addr,
    owner_key: Account,
    spender_key: Account,
}

impl<'a> Pair<'a> {
    pub(crate) fn of(api: &dyn Api, owner: &'a Addr, spender: &'a Addr) -> Result<Self, Cw20Error> {
        let (owner_key, spender_key) = (Account::of(api, owner)?, Account::of(api, spender)?);
        Ok(Self { owner, spender, owner_key, spender_key })
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
            storage.set(&self.mark()?, &[1]);
        }
        let mut record = stored.unwrap_or_default();
        let found = record.allowance;
        record.allowance =
            found.checked_add(amount).map_err(|_| Cw20Error::Overflow { found, added: amount })?;
        replace_expiry(&mut record, block, expires)?;
        self.save(storage, &record)
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
        let left = record.allowance.checked_sub(amount).ok().filter(|left| !left.is_zero());
        let Some(left) = left else {
            storage.remove(&self.key()?);
            storage.remove(&self.mark()?);
            return Ok(());
        };
        record.allowance = left;
        replace_expiry(&mut record, block, expires)?;
        self.save(storage, &record)
    }

    /// The record; none where there never was an allowance or it was taken back. Errors: `NotAnAllowance`.
    pub(crate) fn load(&self, storage: &dyn Storage) -> Result<Option<AllowanceResponse>, Cw20Error> {
        storage.get(&self.key()?).map(|bytes| from_bytes(&bytes)).transpose()
    }

    /// The record of an allowance that was given, perhaps spent to nothing since. Errors: `NoAllowance`, `NotAnAllowance`.
    fn given(&self, storage: &dyn Storage) -> Result<AllowanceResponse, Cw20Error> {
        let none = || Cw20Error::NoAllowance { owner: self.owner.clone(), spender: self.spender.clone() };
        self.load(storage)?.ok_or_else(none)
    }

    /// The record alone: its mark says only that there is one, so that spending does not write it again.
    fn save(&self, storage: &mut dyn Storage, record: &AllowanceResponse) -> Result<(), Cw20Error> {
        storage.set(&self.key()?, &to_bytes(record));
        Ok(())
    }

    fn key(&self) -> Result<Vec<u8>, Cw20Error> {
        pair(ALLOWANCE, &self.owner_key, &self.spender_key)
    }

    fn mark(&self) -> Result<Vec<u8>, Cw20Error> {
        pair(SPENDER, &self.spender_key, &self.owner_key)
    }
}

fn replace_expiry(
    record: &mut AllowanceResponse,
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

/// `[0]`, or `[1]` and the height, or `[2]` and the nanosecond, both in eight bytes; then the amount.
fn to_bytes(record: &AllowanceResponse) -> Vec<u8> {
    let amount = pack(record.allowance);
    match record.expires {
        Expiration::Never {} => [&[NEVER], &amount[..]].concat(),
        Expiration::AtHeight(height) => [&[AT_HEIGHT], &height.to_be_bytes()[..], &amount].concat(),
        Expiration::AtTime(time) => [&[AT_TIME], &time.nanos().to_be_bytes()[..], &amount].concat(),
    }
}

fn from_bytes(bytes: &[u8]) -> Result<AllowanceResponse, Cw20Error> {
    let damaged = || Cw20Error::NotAnAllowance { found: bytes.len() };
    let (kind, rest) = bytes.split_first().ok_or_else(damaged)?;
    if *kind == NEVER {
        return Ok(AllowanceResponse { allowance: unpack(rest)?, expires: Expiration::Never {} });
    }
    let (end, amount) = rest.split_first_chunk().ok_or_else(damaged)?;
    let end = u64::from_be_bytes(*end);
    let expires = match *kind {
        AT_HEIGHT => Expiration::AtHeight(end),
        AT_TIME => Expiration::AtTime(Timestamp::from_nanos(end)),
        _ => return Err(damaged()),
    };
    Ok(AllowanceResponse { allowance: unpack(amount)?, expires })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_allowance_comes_back(amount: u128, end: u64, kind in 0u8..3) {
            let expires = match kind {
                0 => Expiration::Never {},
                1 => Expiration::AtHeight(end),
                _ => Expiration::AtTime(Timestamp::from_nanos(end)),
            };
            let record = AllowanceResponse { allowance: amount.into(), expires };
            prop_assert_eq!(from_bytes(&to_bytes(&record)).unwrap(), record);
        }
    }

    #[test]
    fn the_layout_is_the_documented_one() {
        let record = |expires| AllowanceResponse { allowance: Uint128::new(258), expires };
        assert_eq!(to_bytes(&record(Expiration::Never {})), [0, 1, 2]);
        assert_eq!(to_bytes(&record(Expiration::AtHeight(7))), [1, 0, 0, 0, 0, 0, 0, 0, 7, 1, 2]);
        let nanosecond = Expiration::AtTime(Timestamp::from_nanos(9));
        assert_eq!(to_bytes(&record(nanosecond)), [2, 0, 0, 0, 0, 0, 0, 0, 9, 1, 2]);
    }

    #[test]
    fn damaged_records_are_refused() {
        for bytes in [&[][..], &[3, 0, 0, 0, 0, 0, 0, 0, 9, 1], &[1, 0, 0]] {
            let refused = from_bytes(bytes);
            assert!(matches!(refused, Err(Cw20Error::NotAnAllowance { .. })), "{refused:?}");
        }
        assert!(matches!(from_bytes(&[0]), Err(Cw20Error::NotAnAmount { found: 0 })));
    }
}
