//! The record of a lease, so that nothing of it counts twice.

use crate::ContractError;
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::RecordedLeaseResponse;
use weal_records::Packed;

/// The counters of a lease as they were read last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Packed)]
pub(crate) struct RecordedLease {
    /// The charges claimed, base units.
    pub(crate) claimed: Uint128,
    /// The protocol's part of them, base units.
    pub(crate) fees: Uint128,
    /// True where tenant and payee were the same once: it stays true, because a payee that comes and goes cannot make
    /// its own lease count.
    pub(crate) is_own: bool,
    /// True once nothing more can be claimed.
    pub(crate) is_final: bool,
}

/// The news of a lease; all of it zero for its tenant's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// The charges since it was recorded last, base units.
    pub(crate) claimed: Uint128,
    /// The protocol's part of it.
    pub(crate) fees: Uint128,
    /// The lease's last second, where it has become final since and was charged anything.
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
