//! What the escrow owes, by kind, as one packed record.

use crate::{ContractError, Failure, state};
use cosmwasm_std::{OverflowError, Storage, Uint128};
use weal_api::compute_escrow::HoldingsResponse;
use weal_wire::compact::{CompactError, Reader, Writer};

/// Base units of the payment token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    /// Providers' bonds.
    pub(crate) bonds: Uint128,
    /// Deposits not claimed and not sent back.
    pub(crate) deposits: Uint128,
    /// Protocol fees not sent.
    pub(crate) fees: Uint128,
    /// All that was ever paid into deposits: no money, but the most that the leaves of a root can charge. Nothing lowers it.
    pub(crate) paid_in: Uint128,
    /// What disputes credited, not taken yet.
    pub(crate) credits: Uint128,
    /// Bonds of open requests.
    pub(crate) requests: Uint128,
    /// No money: the last lease's number, kept here because every opening writes this record.
    pub(crate) leases: u64,
}

impl Holdings {
    /// Loads, changes, saves. Errors: what `change` says.
    pub(crate) fn update(
        storage: &mut dyn Storage,
        change: impl FnOnce(&mut Self) -> Result<(), OverflowError>,
    ) -> Result<(), Failure> {
        let mut holdings = state::load_holdings(storage)?;
        change(&mut holdings)?;
        state::save_holdings(storage, &holdings);
        Ok(())
    }

    /// Counts a payment into a lease's deposit. Errors: `Overflow` of deposits held.
    pub(crate) fn deposit(&mut self, amount: Uint128) -> Result<(), OverflowError> {
        self.deposits = self.deposits.checked_add(amount)?;
        // A bound that has reached the largest amount bounds nothing, and must not stop deposits that come and go.
        self.paid_in = self.paid_in.saturating_add(amount);
        Ok(())
    }

    /// The seven numbers in order, each as short as it is: what [`weal_api::compute_escrow::read_capacity`] reads.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let numbers = [self.bonds, self.deposits, self.fees, self.paid_in, self.credits, self.requests];
        numbers.into_iter().fold(Writer::default(), Writer::number).number(self.leases).finish()
    }

    /// Errors: `CorruptRecord` for bytes that [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        let corrupt = |_| ContractError::CorruptRecord { record: "holdings", found: bytes.len() }.into();
        Self::read(Reader::new(bytes)).map_err(corrupt)
    }

    fn read(mut reader: Reader<'_>) -> Result<Self, CompactError> {
        let mut numbers = [Uint128::zero(); 6];
        for number in &mut numbers {
            *number = Uint128::new(reader.u128()?);
        }
        let leases = reader.u64()?;
        reader.finish()?;
        let [bonds, deposits, fees, paid_in, credits, requests] = numbers;
        Ok(Self { bonds, deposits, fees, paid_in, credits, requests, leases })
    }
}

impl From<Holdings> for HoldingsResponse {
    fn from(holdings: Holdings) -> Self {
        let Holdings { bonds, deposits, fees, paid_in, credits, requests, .. } = holdings;
        Self { bonds, deposits, fees, paid_in, credits, requests }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_bytes_read_back_as_the_same_holdings(amounts: [u128; 6], leases: u64, extra in 1usize..4) {
            let [bonds, deposits, fees, paid_in, credits, requests] = amounts.map(Uint128::new);
            let holdings = Holdings { bonds, deposits, fees, paid_in, credits, requests, leases };
            let mut bytes = holdings.to_bytes();
            prop_assert_eq!(Holdings::from_bytes(&bytes).unwrap(), holdings);
            prop_assert!(Holdings::from_bytes(&bytes[..bytes.len() - 1]).is_err());
            bytes.extend(vec![0; extra]);
            prop_assert!(Holdings::from_bytes(&bytes).is_err());
        }
    }

    #[test]
    fn a_payment_is_counted_once_and_for_good() {
        let mut holdings = Holdings::default();
        holdings.deposit(Uint128::new(7)).unwrap();
        holdings.deposits = Uint128::zero();
        holdings.deposit(Uint128::MAX).unwrap();
        assert_eq!((holdings.deposits, holdings.paid_in), (Uint128::MAX, Uint128::MAX));
        assert!(holdings.deposit(Uint128::one()).is_err());
    }

    /// Every claim writes it: seven numbers cost less than three of fixed width did.
    #[test]
    fn ordinary_totals_are_shorter_than_48_bytes() {
        let [bonds, deposits] = [1u128 << 50, 1 << 60].map(Uint128::new);
        assert!(
            Holdings { bonds, deposits, fees: bonds, paid_in: deposits, ..Holdings::default() }
                .to_bytes()
                .len()
                <= 37
        );
    }
}
