//! Balances: the only writer of the `balance` map.

use crate::{Cw20Error, token_info::TOKEN_INFO};
use cosmwasm_std::{Addr, Storage, Uint128};
use cw_storage_plus::Map;

/// account → base units. Their sum is the supply.
pub(crate) const BALANCES: Map<&Addr, Uint128> = Map::new("balance");

/// An account's balance; zero for an unknown one.
pub fn balance_of(storage: &dyn Storage, account: &Addr) -> Result<Uint128, Cw20Error> {
    Ok(BALANCES.may_load(storage, account)?.unwrap_or_default())
}

/// Moves `amount`; a move to oneself changes nothing. Errors: `InsufficientBalance`.
pub fn move_balance(
    storage: &mut dyn Storage,
    from: &Addr,
    to: &Addr,
    amount: Uint128,
) -> Result<(), Cw20Error> {
    debit(storage, from, amount)?;
    credit(storage, to, amount)
}

/// Makes `amount` for `recipient`; returns the new supply. Errors: `Overflow`.
pub fn mint(storage: &mut dyn Storage, recipient: &Addr, amount: Uint128) -> Result<Uint128, Cw20Error> {
    let mut info = TOKEN_INFO.load(storage)?;
    let overflow = Cw20Error::Overflow { found: info.total_supply, added: amount };
    info.total_supply = info.total_supply.checked_add(amount).map_err(|_| overflow)?;
    TOKEN_INFO.save(storage, &info)?;
    credit(storage, recipient, amount)?;
    Ok(info.total_supply)
}

/// Destroys `amount` of `account`; returns the new supply. Errors: `InsufficientBalance`.
pub fn burn(storage: &mut dyn Storage, account: &Addr, amount: Uint128) -> Result<Uint128, Cw20Error> {
    debit(storage, account, amount)?;
    let mut info = TOKEN_INFO.load(storage)?;
    info.total_supply = info.total_supply.checked_sub(amount).map_err(cosmwasm_std::StdError::from)?;
    TOKEN_INFO.save(storage, &info)?;
    Ok(info.total_supply)
}

/// Takes `amount` from an account and from no supply: for a contract that keeps the supply itself. Errors:
/// `InsufficientBalance`.
pub fn debit(storage: &mut dyn Storage, account: &Addr, amount: Uint128) -> Result<(), Cw20Error> {
    let found = balance_of(storage, account)?;
    let left = found.checked_sub(amount).map_err(|_| Cw20Error::InsufficientBalance {
        account: account.clone(),
        found,
        required: amount,
    })?;
    Ok(BALANCES.save(storage, account, &left)?)
}

/// Gives `amount` to an account and to no supply: for a contract that keeps the supply itself. Errors: `Overflow`.
pub fn credit(storage: &mut dyn Storage, account: &Addr, amount: Uint128) -> Result<(), Cw20Error> {
    let found = balance_of(storage, account)?;
    let total = found.checked_add(amount).map_err(|_| Cw20Error::Overflow { found, added: amount })?;
    Ok(BALANCES.save(storage, account, &total)?)
}
