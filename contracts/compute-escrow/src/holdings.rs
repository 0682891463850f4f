//! What the escrow owes, as payments change it.

use cosmwasm_std::{OverflowError, Uint128};
use weal_api::compute_escrow::HoldingsRecord;

/// Counts a payment into a lease's deposit, base units. Errors: `Overflow` of deposits held.
pub(crate) fn count_deposit(holdings: &mut HoldingsRecord, amount: Uint128) -> Result<(), OverflowError> {
    holdings.deposits = holdings.deposits.checked_add(amount)?;
    // A bound that has reached the largest amount bounds nothing, and must not stop deposits that come and go.
    holdings.paid_in = holdings.paid_in.saturating_add(amount);
    Ok(())
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
