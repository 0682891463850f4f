//! What disputes leave to accounts, which take it themselves.

use crate::Failure;
use crate::state::CREDITS;
use cosmwasm_std::{Addr, Storage, Uint128};

/// Lets `account` claim `amount` more; the caller moves it to `holdings.credits`. A credit of nothing is not written.
pub(crate) fn credit(storage: &mut dyn Storage, account: &Addr, amount: Uint128) -> Result<(), Failure> {
    if amount.is_zero() {
        return Ok(());
    }
    let owed = CREDITS.may_load(storage, account)?.unwrap_or_default().checked_add(amount)?;
    Ok(CREDITS.save(storage, account, &owed)?)
}
