//! Balances and the supply: the only writer of both.

use crate::Cw20Error;
use crate::state::{BALANCES, SUPPLY};
use cosmwasm_std::{Addr, Api, Storage, Uint128};
use weal_records::Account;

/// An account's balance, base units; zero for an unknown one.
pub fn balance_of(storage: &dyn Storage, api: &dyn Api, account: &Addr) -> Result<Uint128, Cw20Error> {
    Ok(BALANCES.may_load(storage, &Account::of(api, account)?)?.unwrap_or_default())
}

/// The sum of all balances, base units.
pub fn total_supply(storage: &dyn Storage) -> Result<Uint128, Cw20Error> {
    Ok(SUPPLY.may_load(storage)?.unwrap_or_default())
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
    let supply = sum(total_supply(storage)?, amount)?;
    SUPPLY.save(storage, &supply);
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
        supply = sum(supply, *added)?;
        credit(storage, api, recipient, *added)?;
    }
    SUPPLY.save(storage, &supply);
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
    SUPPLY.save(storage, &supply);
    Ok(supply)
}

/// Takes `amount` from an account and from no supply, for a contract that keeps the supply itself; returns the rest. Errors:
/// `InsufficientBalance`.
pub fn debit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    amount: Uint128,
) -> Result<Uint128, Cw20Error> {
    let key = Account::of(api, account)?;
    let found = BALANCES.may_load(storage, &key)?.unwrap_or_default();
    let left = found.checked_sub(amount).map_err(|_| Cw20Error::InsufficientBalance {
        account: account.clone(),
        found,
        required: amount,
    })?;
    BALANCES.save(storage, &key, &left);
    Ok(left)
}

/// Gives `amount` to an account and to no supply, for a contract that keeps the supply itself; returns the new balance. Errors:
/// `Overflow`.
pub fn credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    amount: Uint128,
) -> Result<Uint128, Cw20Error> {
    let key = Account::of(api, account)?;
    let total = sum(BALANCES.may_load(storage, &key)?.unwrap_or_default(), amount)?;
    BALANCES.save(storage, &key, &total);
    Ok(total)
}

/// Returns `found` + `added`. Errors: `Overflow`.
fn sum(found: Uint128, added: Uint128) -> Result<Uint128, Cw20Error> {
    found.checked_add(added).map_err(|_| Cw20Error::Overflow { found, added })
}
