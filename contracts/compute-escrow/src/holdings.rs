//! What the escrow owes, by kind, as one packed record.

use crate::{ContractError, state};
use api::compute_escrow::HoldingsResponse;
use cosmwasm_std::{OverflowError, Storage, Uint128};

/// Base units of the payment token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holdings {
    /// Providers' bonds.
    pub(crate) bonds: Uint128,
    /// Deposits not claimed and not refunded.
    pub(crate) deposits: Uint128,
    /// Protocol fees not sent.
    pub(crate) fees: Uint128,
}

impl Holdings {
    /// Loads, changes, saves. Errors: what `change` says.
    pub(crate) fn update(
        storage: &mut dyn Storage,
        change: impl FnOnce(&mut Self) -> Result<(), OverflowError>,
    ) -> Result<(), ContractError> {
        let mut holdings = state::load_holdings(storage)?;
        change(&mut holdings)?;
        state::save_holdings(storage, &holdings);
        Ok(())
    }

    /// bonds ‖ deposits ‖ fees, 16 bytes each, big-endian.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        [self.bonds, self.deposits, self.fees].iter().flat_map(|amount| amount.to_be_bytes()).collect()
    }

    /// Errors: `CorruptRecord` unless there are 48 bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, ContractError> {
        let mut amounts = [Uint128::zero(); 3];
        let (chunks, rest) = bytes.as_chunks::<16>();
        if chunks.len() != amounts.len() || !rest.is_empty() {
            return Err(ContractError::CorruptRecord { record: "holdings", found: bytes.len() });
        }
        for (amount, chunk) in amounts.iter_mut().zip(chunks) {
            *amount = Uint128::new(u128::from_be_bytes(*chunk));
        }
        let [bonds, deposits, fees] = amounts;
        Ok(Self { bonds, deposits, fees })
    }
}

impl From<Holdings> for HoldingsResponse {
    fn from(holdings: Holdings) -> Self {
        Self { bonds: holdings.bonds, deposits: holdings.deposits, fees: holdings.fees }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_bytes_read_back_as_the_same_holdings(amounts: [u128; 3], length in 0usize..100) {
            let [bonds, deposits, fees] = amounts.map(Uint128::new);
            let holdings = Holdings { bonds, deposits, fees };
            let mut bytes = holdings.to_bytes();
            prop_assert_eq!(Holdings::from_bytes(&bytes).unwrap(), holdings);
            bytes.resize(length, 0);
            prop_assert_eq!(Holdings::from_bytes(&bytes).is_ok(), length == 48);
        }
    }
}
