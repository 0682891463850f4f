//! What disputes leave to accounts, which take it themselves.

use crate::Failure;
use crate::state::{load_credit, save_credit};
use cosmwasm_std::{Addr, DepsMut, Uint128};

/// Lets `account` claim `amount` more; the caller moves it to `holdings.credits`. A credit of nothing is not written.
pub(crate) fn credit(deps: &mut DepsMut<'_>, account: &Addr, amount: Uint128) -> Result<(), Failure> {
    if amount.is_zero() {
        return Ok(());
    }
    let owed = load_credit(deps.as_ref(), account)?.unwrap_or_default().checked_add(amount)?;
    save_credit(deps.storage, deps.api, account, owed)
}
