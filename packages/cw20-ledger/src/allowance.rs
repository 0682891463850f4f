//! Allowances, kept twice so that both sides can be listed.

use crate::Cw20Error;
use api::cw20::AllowanceResponse;
use cosmwasm_std::{Addr, BlockInfo, Storage, Uint128};
use cw_storage_plus::Map;
use cw_utils::Expiration;

/// (owner, spender) → what may still be moved.
pub(crate) const ALLOWANCES: Map<(&Addr, &Addr), AllowanceResponse> = Map::new("allowance");
/// (spender, owner) → the same record.
pub(crate) const ALLOWANCES_BY_SPENDER: Map<(&Addr, &Addr), AllowanceResponse> =
    Map::new("allowance_spender");

/// Takes `amount` out of the allowance. Errors: `InsufficientAllowance` (also where there is none),
/// `AllowanceExpired`.
pub fn deduct_allowance(
    storage: &mut dyn Storage,
    block: &BlockInfo,
    owner: &Addr,
    spender: &Addr,
    amount: Uint128,
) -> Result<(), Cw20Error> {
    let mut allowance = ALLOWANCES.may_load(storage, (owner, spender))?.unwrap_or_default();
    if allowance.expires.is_expired(block) {
        return Err(Cw20Error::AllowanceExpired { owner: owner.clone(), spender: spender.clone() });
    }
    let found = allowance.allowance;
    allowance.allowance = found.checked_sub(amount).map_err(|_| Cw20Error::InsufficientAllowance {
        owner: owner.clone(),
        spender: spender.clone(),
        found,
        required: amount,
    })?;
    save(storage, owner, spender, &allowance)
}

/// Adds to an allowance; a given expiry replaces the old one. Errors: `ExpiryPassed`, `Overflow`.
pub(crate) fn increase(
    storage: &mut dyn Storage,
    block: &BlockInfo,
    owner: &Addr,
    spender: &Addr,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<(), Cw20Error> {
    let mut allowance = ALLOWANCES.may_load(storage, (owner, spender))?.unwrap_or_default();
    let found = allowance.allowance;
    allowance.allowance =
        found.checked_add(amount).map_err(|_| Cw20Error::Overflow { found, added: amount })?;
    replace_expiry(&mut allowance, block, expires)?;
    save(storage, owner, spender, &allowance)
}

/// Takes from an allowance; at zero it is deleted. Errors: `ExpiryPassed`.
pub(crate) fn decrease(
    storage: &mut dyn Storage,
    block: &BlockInfo,
    owner: &Addr,
    spender: &Addr,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<(), Cw20Error> {
    let mut allowance = ALLOWANCES.may_load(storage, (owner, spender))?.unwrap_or_default();
    if amount >= allowance.allowance {
        ALLOWANCES.remove(storage, (owner, spender));
        ALLOWANCES_BY_SPENDER.remove(storage, (spender, owner));
        return Ok(());
    }
    allowance.allowance = allowance.allowance.saturating_sub(amount);
    replace_expiry(&mut allowance, block, expires)?;
    save(storage, owner, spender, &allowance)
}

fn replace_expiry(
    allowance: &mut AllowanceResponse,
    block: &BlockInfo,
    expires: Option<Expiration>,
) -> Result<(), Cw20Error> {
    if let Some(expires) = expires {
        if expires.is_expired(block) {
            return Err(Cw20Error::ExpiryPassed);
        }
        allowance.expires = expires;
    }
    Ok(())
}

fn save(
    storage: &mut dyn Storage,
    owner: &Addr,
    spender: &Addr,
    allowance: &AllowanceResponse,
) -> Result<(), Cw20Error> {
    ALLOWANCES.save(storage, (owner, spender), allowance)?;
    Ok(ALLOWANCES_BY_SPENDER.save(storage, (spender, owner), allowance)?)
}
