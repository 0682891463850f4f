//! The records of one account: a borrower's position and a supplier's shares. An account without anything has no
//! record.

use crate::ContractError;
use crate::state::{POSITIONS, SUPPLIES};
use cosmwasm_std::{Addr, Api, Storage};
use weal_lending_math::{Position, SupplyShares};
use weal_records::Account;

/// A borrower's position; nothing pledged and nothing owed for an unknown account. Errors: `Record`.
pub(crate) fn load_position(
    storage: &dyn Storage,
    api: &dyn Api,
    account: &Addr,
) -> Result<Position, ContractError> {
    Ok(POSITIONS.may_load(storage, &Account::of(api, account)?)?.unwrap_or_default())
}

/// Writes a borrower's position, or removes it where all of it is zero. Errors: `Record`.
pub(crate) fn save_position(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    position: &Position,
) -> Result<(), ContractError> {
    let account = Account::of(api, account)?;
    if *position == Position::default() {
        POSITIONS.remove(storage, &account);
    } else {
        POSITIONS.save(storage, &account, position);
    }
    Ok(())
}

/// A supplier's shares; zero for an unknown account. Errors: `Record`.
pub(crate) fn load_supply_shares(
    storage: &dyn Storage,
    api: &dyn Api,
    account: &Addr,
) -> Result<SupplyShares, ContractError> {
    Ok(SUPPLIES.may_load(storage, &Account::of(api, account)?)?.unwrap_or_default())
}

/// Writes a supplier's shares, or removes them at zero. Errors: `Record`.
pub(crate) fn save_supply_shares(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    shares: SupplyShares,
) -> Result<(), ContractError> {
    let account = Account::of(api, account)?;
    if shares.0.is_zero() {
        SUPPLIES.remove(storage, &account);
    } else {
        SUPPLIES.save(storage, &account, &shares);
    }
    Ok(())
}
