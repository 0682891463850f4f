//! What was recorded of a lease, so that nothing of it counts twice.

use crate::ContractError;
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::RecordedLeaseResponse;
use weal_wire::compact::{Reader, Writer};

const IS_OWN: u8 = 1;
const IS_FINAL: u8 = 2;

/// The counters of a lease as they were read last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RecordedLease {
    pub(crate) claimed: Uint128,
    pub(crate) fees: Uint128,
    /// Once it is, it stays: a payee that comes and goes cannot make its own lease count.
    pub(crate) is_own: bool,
    pub(crate) is_final: bool,
}

/// What is new of a lease; all of it zero for its tenant's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// Charged since it was recorded last, base units.
    pub(crate) claimed: Uint128,
    /// The protocol's part of it.
    pub(crate) fees: Uint128,
    /// Its last second, where it has become final since and was charged anything.
    pub(crate) final_since: Option<u64>,
}

impl RecordedLease {
    /// The record after `work`, and what is new in it. Errors: `SourceFell`.
    pub(crate) fn advance(self, work: &SettledWork) -> Result<(Self, News), ContractError> {
        let next = Self {
            claimed: work.claimed,
            fees: work.protocol_fees,
            is_own: self.is_own || work.is_own(),
            is_final: self.is_final || work.final_since().is_some(),
        };
        let claimed = grown(work.lease_id, self.claimed, next.claimed)?;
        let fees = grown(work.lease_id, self.fees, next.fees)?;
        if next.is_own {
            return Ok((next, News::default()));
        }
        let becomes_final = next.is_final && !self.is_final && !next.claimed.is_zero();
        let final_since = work.final_since().filter(|_| becomes_final);
        Ok((next, News { claimed, fees, final_since }))
    }

    /// claimed ‖ fees ‖ marks, each packed.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mark = |is_set: bool, mark: u8| if is_set { mark } else { 0 };
        let marks = mark(self.is_own, IS_OWN) | mark(self.is_final, IS_FINAL);
        Writer::default().number(self.claimed.u128()).number(self.fees.u128()).number(marks).finish()
    }

    /// Errors: `CorruptRecord` for bytes that [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, ContractError> {
        let mut reader = Reader::new(bytes);
        let read = (reader.u128(), reader.u128(), reader.u64());
        let (Ok(claimed), Ok(fees), Ok(marks @ 0..=3), true) = (read.0, read.1, read.2, reader.is_empty())
        else {
            return Err(ContractError::CorruptRecord { record: "leases", found: bytes.len() });
        };
        let (claimed, fees) = (Uint128::new(claimed), Uint128::new(fees));
        let is_set = |mark: u8| marks & u64::from(mark) != 0;
        Ok(Self { claimed, fees, is_own: is_set(IS_OWN), is_final: is_set(IS_FINAL) })
    }
}

impl From<RecordedLease> for RecordedLeaseResponse {
    fn from(lease: RecordedLease) -> Self {
        let RecordedLease { claimed, fees, is_own, is_final } = lease;
        Self { claimed, fees, is_own, is_final }
    }
}

fn grown(lease_id: u64, recorded: Uint128, found: Uint128) -> Result<Uint128, ContractError> {
    let fell = ContractError::SourceFell { lease_id, recorded, found };
    found.checked_sub(recorded).map_err(|_| fell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_bytes_read_back(claimed: u128, fees: u128, is_own: bool, is_final: bool) {
            let lease = RecordedLease { claimed: claimed.into(), fees: fees.into(), is_own, is_final };
            let mut bytes = lease.to_bytes();
            prop_assert_eq!(RecordedLease::from_bytes(&bytes).unwrap(), lease);
            bytes.push(0);
            prop_assert!(RecordedLease::from_bytes(&bytes).is_err());
        }
    }

    #[test]
    fn damaged_records_are_refused() {
        for bytes in [&[][..], &[0, 0], &[0, 0, 1, 4]] {
            assert!(RecordedLease::from_bytes(bytes).is_err(), "{bytes:?}");
        }
    }
}
