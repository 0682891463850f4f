//! The ledger of bonds and awards: every base unit that the registry owes.

use crate::ContractError;
use crate::auditor::Auditor;
use crate::state::{AUDITORS, AWARDS, HOLDINGS};
use cosmwasm_std::{Addr, OverflowError, Storage, Uint128};
use weal_api::compute_registry::HoldingsResponse;

/// Loads, changes, saves the sums. Errors: those of `change`.
pub(crate) fn update_holdings(
    storage: &mut dyn Storage,
    change: impl FnOnce(&mut HoldingsResponse) -> Result<(), OverflowError>,
) -> Result<(), ContractError> {
    let mut sums = HOLDINGS.may_load(storage)?.unwrap_or_default();
    change(&mut sums)?;
    HOLDINGS.save(storage, &sums);
    Ok(())
}

/// Adds a payment to a bond, which may be a new auditor's. Errors: `Overflow`.
pub(crate) fn pay_in(
    storage: &mut dyn Storage,
    auditor: &Addr,
    mut record: Auditor,
    paid: Uint128,
) -> Result<Auditor, ContractError> {
    record.bond = record.bond.checked_add(paid)?;
    AUDITORS.save(storage, auditor, &record);
    update_holdings(storage, |sums| {
        sums.bonds = sums.bonds.checked_add(paid)?;
        Ok(())
    })?;
    Ok(record)
}

/// A part of a slash and the account that gets it.
pub(crate) struct Share<'a> {
    pub(crate) account: &'a Addr,
    /// The amount, base units.
    pub(crate) amount: Uint128,
}

/// Takes `amount` from a bond and awards it to these accounts; their shares must add up to it. A bond is never taken
/// below zero. Errors: `Overflow`.
pub(crate) fn slash(
    storage: &mut dyn Storage,
    auditor: &Addr,
    mut record: Auditor,
    amount: Uint128,
    shares: &[Share<'_>],
) -> Result<Uint128, ContractError> {
    record.bond = record.bond.checked_sub(amount)?;
    AUDITORS.save(storage, auditor, &record);
    for Share { account, amount } in shares.iter().filter(|share| !share.amount.is_zero()) {
        let award = AWARDS.may_load(storage, account)?.unwrap_or_default();
        AWARDS.save(storage, account, &award.checked_add(*amount)?);
    }
    update_holdings(storage, |sums| {
        sums.bonds = sums.bonds.checked_sub(amount)?;
        sums.awards = sums.awards.checked_add(amount)?;
        Ok(())
    })?;
    Ok(record.bond)
}
