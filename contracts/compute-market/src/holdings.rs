//! What the market owes, by kind.

use crate::ContractError;
use crate::state::{CREDITS, HOLDINGS};
use api::compute_market::HoldingsResponse;
use cosmwasm_std::{Addr, OverflowError, Storage, Uint128};

/// Base units; the stored form is the answer's.
pub(crate) type Holdings = HoldingsResponse;

/// Loads, changes, saves. Errors: what `change` says.
pub(crate) fn update(
    storage: &mut dyn Storage,
    change: impl FnOnce(&mut Holdings) -> Result<(), OverflowError>,
) -> Result<(), ContractError> {
    let mut holdings = HOLDINGS.may_load(storage)?.unwrap_or_default();
    change(&mut holdings)?;
    Ok(HOLDINGS.save(storage, &holdings)?)
}

/// Lets `account` claim `amount` more; the caller takes it from another kind. A credit of nothing is not written.
pub(crate) fn credit(
    storage: &mut dyn Storage,
    account: &Addr,
    amount: Uint128,
) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let owed = CREDITS.may_load(storage, account)?.unwrap_or_default().checked_add(amount)?;
    CREDITS.save(storage, account, &owed)?;
    update(storage, |holdings| {
        holdings.credits = holdings.credits.checked_add(amount)?;
        Ok(())
    })
}
