//! Balances and the supply: the only writer of both.

use crate::{
    Cw20Error,
    account::Account,
    record::{BALANCE, SUPPLY, key, pack, unpack},
};
use cosmwasm_std::{Addr, Api, Storage, Uint128};

/// An account's balance, base units; zero for an unknown one.
pub fn balance_of(storage: &dyn Storage, api: &dyn Api, account: &Addr) -> Result<Uint128, Cw20Error> {
    load(storage, &key(BALANCE, &Account::of(api, account)?))
}

/// The sum of all balances, base units.
pub fn total_supply(storage: &dyn Storage) -> Result<Uint128, Cw20Error> {
    load(storage, &[SUPPLY])
}

/// Moves `amount`; a move to oneself changes nothing. Errors: `InsufficientBalance`.
pub fn move_balance(
    storage: &mut dyn Storage,
    api: &dyn Api,
    from: &Addr,
    to: &Addr,
    amount: Uint128,
) -> Result<(), Cw20Error> {
    debit(storage, api, from, amount)?;
    credit(storage, api, to, amount).map(drop)
}

/// Makes `amount` for `recipient`; returns the new supply. Errors: `Overflow`.
pub fn mint(
    storage: &mut dyn Storage,
    api: &dyn Api,
    recipient: &Addr,
    amount: Uint128,
) -> Result<Uint128, Cw20Error> {
    let supply = increase(storage, &[SUPPLY], amount)?;
    credit(storage, api, recipient, amount)?;
    Ok(supply)
}

/// Makes the amounts for accounts that each stand in the list once; returns the new supply, which is written once. Errors:
/// `Overflow`.
pub fn mint_all(
    storage: &mut dyn Storage,
    api: &dyn Api,
    amounts: &[(Addr, Uint128)],
) -> Result<Uint128, Cw20Error> {
    let mut supply = total_supply(storage)?;
    for (recipient, added) in amounts {
        let found = supply;
        supply = found.checked_add(*added).map_err(|_| Cw20Error::Overflow { found, added: *added })?;
        credit(storage, api, recipient, *added)?;
    }
    storage.set(&[SUPPLY], &pack(supply));
    Ok(supply)
}

/// Destroys `amount` of `account`; returns the new supply. Errors: `InsufficientBalance`.
pub fn burn(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    amount: Uint128,
) -> Result<Uint128, Cw20Error> {
    debit(storage, api, account, amount)?;
    let supply = total_supply(storage)?.checked_sub(amount).map_err(cosmwasm_std::StdError::from)?;
    storage.set(&[SUPPLY], &pack(supply));
    Ok(supply)
}

/// Takes `amount` from an account and from no supply: for a contract that keeps the supply itself; what is left. Errors:
/// `InsufficientBalance`.
pub fn debit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    amount: Uint128,
) -> Result<Uint128, Cw20Error> {
    let key = key(BALANCE, &Account::of(api, account)?);
    let found = load(storage, &key)?;
    let left = found.checked_sub(amount).map_err(|_| Cw20Error::InsufficientBalance {
        account: account.clone(),
        found,
        required: amount,
    })?;
    storage.set(&key, &pack(left));
    Ok(left)
}

/// Gives `amount` to an account and to no supply: for a contract that keeps the supply itself; what it has then. Errors:
/// `Overflow`.
pub fn credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    amount: Uint128,
) -> Result<Uint128, Cw20Error> {
    increase(storage, &key(BALANCE, &Account::of(api, account)?), amount)
}

fn load(storage: &dyn Storage, key: &[u8]) -> Result<Uint128, Cw20Error> {
    storage.get(key).map_or(Ok(Uint128::zero()), |bytes| unpack(&bytes))
}

fn increase(storage: &mut dyn Storage, key: &[u8], amount: Uint128) -> Result<Uint128, Cw20Error> {
    let found = load(storage, key)?;
    let total = found.checked_add(amount).map_err(|_| Cw20Error::Overflow { found, added: amount })?;
    storage.set(key, &pack(total));
    Ok(total)
}
