//! The sums that the market owes, by kind.

use crate::ContractError;
use crate::state::{CREDITS, HOLDINGS};
use cosmwasm_std::{Addr, Storage, Uint128};
use weal_api::compute_market::HoldingsResponse;

/// The sums that are owed, base units; the stored form is the answer's.
pub(crate) type Holdings = HoldingsResponse;

/// The sums; zeros before the first order. Errors: `Record`.
pub(crate) fn load_holdings(storage: &dyn Storage) -> Result<Holdings, ContractError> {
    Ok(HOLDINGS.may_load(storage)?.unwrap_or_default())
}

/// Lets `account` claim `amount` more, in `holdings` too; the caller takes it from another kind, and saves them. A
/// credit of nothing is not written.
pub(crate) fn credit(
    storage: &mut dyn Storage,
    holdings: &mut Holdings,
    account: &Addr,
    amount: Uint128,
) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let owed = CREDITS.may_load(storage, account)?.unwrap_or_default().checked_add(amount)?;
    CREDITS.save(storage, account, &owed);
    holdings.credits = holdings.credits.checked_add(amount)?;
    Ok(())
}
