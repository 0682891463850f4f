//! The escrow's totals: what it owes by kind, as payments change it.

use crate::Failure;
use crate::state::HOLDINGS;
use cosmwasm_std::{Deps, OverflowError, Storage, Uint128};
use weal_api::compute_escrow::{HoldingsRecord, HoldingsResponse};
use weal_records::RecordError;

/// Returns the escrow's totals; all zero before the first payment.
pub(crate) fn load_holdings(storage: &dyn Storage) -> Result<HoldingsRecord, RecordError> {
    Ok(HOLDINGS.may_load(storage)?.unwrap_or_default())
}

/// Loads what the escrow owes, changes and saves it. Errors: those of `change`.
pub(crate) fn update_holdings(
    storage: &mut dyn Storage,
    change: impl FnOnce(&mut HoldingsRecord) -> Result<(), OverflowError>,
) -> Result<(), Failure> {
    let mut holdings = load_holdings(storage)?;
    change(&mut holdings)?;
    HOLDINGS.save(storage, &holdings);
    Ok(())
}

/// Counts a payment into a lease's deposit, base units. Errors: `Overflow` of deposits held.
pub(crate) fn count_deposit(holdings: &mut HoldingsRecord, amount: Uint128) -> Result<(), OverflowError> {
    holdings.deposits = holdings.deposits.checked_add(amount)?;
    // A bound that has reached the largest amount bounds nothing, and must not stop deposits that come and go.
    holdings.paid_in = holdings.paid_in.saturating_add(amount);
    Ok(())
}

/// The answer to the query of the same name.
pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, Failure> {
    let HoldingsRecord { bonds, deposits, fees, paid_in, credits, requests, .. } =
        load_holdings(deps.storage)?;
    Ok(HoldingsResponse { bonds, deposits, fees, paid_in, credits, requests })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::OverflowOperation;

    #[test]
    fn a_payment_is_counted_once_and_for_good() {
        let mut holdings = HoldingsRecord::default();
        count_deposit(&mut holdings, Uint128::new(7)).unwrap();
        holdings.deposits = Uint128::zero();
        count_deposit(&mut holdings, Uint128::MAX).unwrap();
        assert_eq!((holdings.deposits, holdings.paid_in), (Uint128::MAX, Uint128::MAX));
        let overflow = OverflowError::new(OverflowOperation::Add);
        assert_eq!(count_deposit(&mut holdings, Uint128::one()), Err(overflow));
    }
}
