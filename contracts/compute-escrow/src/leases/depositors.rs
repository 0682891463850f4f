//! The depositors of a lease, and their parts of the rest.

use crate::{Failure, LeaseError};
use cosmwasm_std::{Addr, OverflowError, Uint128};
use weal_api::compute_escrow::DepositResponse;

/// The most accounts that pay into one lease: what a refund reads stays short.
pub(crate) const MAX_DEPOSITORS: usize = 16;

/// One account's part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deposit {
    /// The account.
    pub(crate) payer: Addr,
    /// Base units, in all.
    pub(crate) paid: Uint128,
    /// Base units taken back.
    pub(crate) refunded: Uint128,
}

/// The deposits in order of first payment, which is the order in which they are spent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Depositors(Vec<Deposit>);

impl FromIterator<Deposit> for Depositors {
    fn from_iter<I: IntoIterator<Item = Deposit>>(deposits: I) -> Self {
        Self(deposits.into_iter().collect())
    }
}

impl Depositors {
    /// One account alone, which took nothing back.
    pub(crate) fn of(payer: &Addr, paid: Uint128) -> Self {
        Self(vec![Deposit { payer: payer.clone(), paid, refunded: Uint128::zero() }])
    }

    /// True if the account is the only depositor and took nothing back.
    pub(crate) fn are_only(&self, payer: &Addr) -> bool {
        matches!(&self.0[..], [only] if only.payer == *payer && only.refunded.is_zero())
    }

    /// One after the other.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Deposit> {
        self.0.iter()
    }

    /// Counts a payment. Errors: `TooManyDepositors` for another account when there are 16; `Overflow`.
    pub(crate) fn add(&mut self, lease_id: u64, payer: &Addr, amount: Uint128) -> Result<(), Failure> {
        if let Some(known) = self.0.iter_mut().find(|depositor| depositor.payer == *payer) {
            known.paid = known.paid.checked_add(amount)?;
            return Ok(());
        }
        if self.0.len() >= MAX_DEPOSITORS {
            return Err(LeaseError::TooManyDepositors { lease_id, max: MAX_DEPOSITORS }.into());
        }
        self.0.push(Deposit { payer: payer.clone(), paid: amount, refunded: Uint128::zero() });
        Ok(())
    }

    /// Marks what `payer` may take of `free`, all that was ever set free, as taken; returns it. Errors: `NotDepositor`.
    pub(crate) fn take(&mut self, lease_id: u64, payer: &Addr, free: Uint128) -> Result<Uint128, Failure> {
        let entitled = self.entitlements(free)?;
        let mut all = self.0.iter_mut().zip(entitled);
        let Some((depositor, entitled)) = all.find(|(depositor, _)| depositor.payer == *payer) else {
            return Err(LeaseError::NotDepositor { lease_id, depositor: payer.clone() }.into());
        };
        let amount = entitled.saturating_sub(depositor.refunded);
        depositor.refunded = depositor.refunded.max(entitled);
        Ok(amount)
    }

    /// Taken back by all of them.
    pub(crate) fn taken(&self) -> Result<Uint128, OverflowError> {
        self.0.iter().try_fold(Uint128::zero(), |sum, depositor| sum.checked_add(depositor.refunded))
    }

    /// Paid by all of them.
    fn paid(&self) -> Result<Uint128, OverflowError> {
        self.0.iter().try_fold(Uint128::zero(), |sum, depositor| sum.checked_add(depositor.paid))
    }

    /// d_i − clamp(D − F − P_{i−1}, 0, d_i): what is spent is spent from the first deposit on.
    fn entitlements(&self, free: Uint128) -> Result<Vec<Uint128>, OverflowError> {
        let mut spent = self.paid()?.saturating_sub(free);
        let entitled = |depositor: &Deposit| {
            let own = spent.min(depositor.paid);
            spent = spent.saturating_sub(own);
            depositor.paid.saturating_sub(own)
        };
        Ok(self.0.iter().map(entitled).collect())
    }

    /// The answer to a query, were `free` set free in all.
    pub(crate) fn describe(self, free: Uint128) -> Result<Vec<DepositResponse>, OverflowError> {
        let entitled = self.entitlements(free)?;
        let row = |(depositor, entitled): (Deposit, Uint128)| DepositResponse {
            payer: depositor.payer,
            paid: depositor.paid,
            refunded: depositor.refunded,
            refundable: entitled.saturating_sub(depositor.refunded),
        };
        Ok(self.0.into_iter().zip(entitled).map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        /// The formula of the spec page, beside the one that walks.
        #[test]
        fn entitlements_add_up_and_never_shrink(
            paid in vec(1u128..1_000, 1..=16), mut frees in vec(0u128..16_000, 1..6),
        ) {
            let total: u128 = paid.iter().sum();
            frees.sort_unstable();
            let mut depositors = Depositors::default();
            let payers: Vec<_> = (0..paid.len()).map(|i| Addr::unchecked(format!("payer{i}"))).collect();
            for (payer, paid) in payers.iter().zip(&paid) {
                depositors.add(1, payer, Uint128::new(*paid)).unwrap();
            }
            let mut before = vec![0; paid.len()];
            for free in frees.into_iter().map(|free| free.min(total)) {
                let entitled: Vec<u128> =
                    depositors.entitlements(Uint128::new(free)).unwrap().iter().map(|n| n.u128()).collect();
                prop_assert_eq!(entitled.iter().sum::<u128>(), free);
                let mut earlier = 0;
                for (i, own) in paid.iter().enumerate() {
                    prop_assert_eq!(entitled[i], own - (total - free).saturating_sub(earlier).min(*own));
                    prop_assert!(before[i] <= entitled[i] && entitled[i] <= *own);
                    earlier += own;
                }
                // Whoever takes first, each gets its own.
                let taken = depositors.take(1, &payers[0], Uint128::new(free)).unwrap();
                prop_assert_eq!(taken.u128(), entitled[0] - before[0]);
                before = entitled;
            }
        }
    }

    #[test]
    fn a_payer_is_counted_once_and_a_seventeenth_is_refused() {
        let mut depositors = Depositors::default();
        let payer = |i: usize| Addr::unchecked(format!("payer{i}"));
        for i in 0..16 {
            depositors.add(1, &payer(i), Uint128::one()).unwrap();
        }
        depositors.add(1, &payer(3), Uint128::one()).unwrap();
        assert_eq!((depositors.0.len(), depositors.0[3].paid.u128()), (16, 2));
        let refused = depositors.add(1, &payer(16), Uint128::one()).unwrap_err().to_string();
        assert!(refused.contains("16 accounts have paid into lease 1: no other can"), "{refused}");
        let refused = depositors.take(1, &payer(16), Uint128::one()).unwrap_err().to_string();
        assert!(refused.contains("payer16 has paid nothing into lease 1"), "{refused}");
    }
}
