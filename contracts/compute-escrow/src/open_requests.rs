//! The one table of what an open request delays, for whom and until when, and the gates that follow it.

use crate::state::{CHALLENGES, OpenChallenge, Provider};
use crate::{DisputeError, Failure};
use cosmwasm_std::{Order, Storage};
use weal_lease_math::{Funded, LeaseAccount, MAX_VOIDS};
use weal_records::RecordError;

/// An act that may have to wait for an open request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Paying the leaf of an epoch.
    Claim { epoch: u64 },
    /// Paying a depositor back.
    Refund,
    /// Showing a wrong element.
    Dispute,
    /// Another request, by whomever, about whichever epoch.
    Request,
    /// Taking the bond and ending the registration.
    WithdrawBond,
}

/// The open requests that an act waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    /// None: a request takes nothing from whoever does this.
    Nobody,
    /// Those about the lease's epochs up to this one, whose outputs a cumulative leaf charges too.
    Lease { last_epoch: u64 },
    /// The requests that the registration answers for.
    Registration,
}

impl Act {
    /// The whole table of what an open request blocks. Each is decided by its `answer_until`, which is before its lease settles.
    pub(crate) const fn waits_for(self) -> WaitsFor {
        match self {
            Self::Claim { epoch } => WaitsFor::Lease { last_epoch: epoch },
            Self::WithdrawBond => WaitsFor::Registration,
            Self::Refund | Self::Dispute | Self::Request => WaitsFor::Nobody,
        }
    }
}

/// Requests about one epoch of a lease that wait for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Challenge {
    /// The epoch.
    pub(crate) epoch: u64,
    /// The number of open requests.
    pub(crate) open: u32,
    /// The last second to answer the last of them.
    pub(crate) answer_until: u64,
}

/// Lets an act on a lease go on unless it waits for a request of the lease. Reads only where there is one. Errors: `RequestOpen`.
pub(crate) fn ensure_lease_free<M: Funded>(
    storage: &dyn Storage,
    lease_id: u64,
    account: &LeaseAccount<M>,
    act: Act,
) -> Result<(), Failure> {
    let WaitsFor::Lease { last_epoch } = act.waits_for() else { return Ok(()) };
    if !account.challenged {
        return Ok(());
    }
    match first_challenged(storage, lease_id)? {
        Some(Challenge { epoch, answer_until, .. }) if epoch <= last_epoch => {
            Err(DisputeError::RequestOpen { lease_id, epoch, answer_until }.into())
        }
        _ => Ok(()),
    }
}

/// Lets an act of a registration go on unless it waits for requests. Errors: `RequestsOpen`.
pub(crate) fn ensure_registration_free(provider: &Provider, act: Act) -> Result<(), Failure> {
    match (act.waits_for(), provider.open_requests) {
        (WaitsFor::Registration, open) if open > 0 => Err(DisputeError::RequestsOpen { open }.into()),
        _ => Ok(()),
    }
}

/// Lets the leaf of an epoch be paid as far as challenges go. Errors: `LeaseForfeited`, `EpochVoided`; `RequestOpen`.
pub(crate) fn ensure_payable<M: Funded>(
    storage: &dyn Storage,
    lease_id: u64,
    account: &LeaseAccount<M>,
    epoch: u64,
) -> Result<(), Failure> {
    ensure_undecided(lease_id, account, epoch)?;
    ensure_lease_free(storage, lease_id, account, Act::Claim { epoch })
}

/// Refuses an epoch that is void, or whose lease is forfeited. Errors: `LeaseForfeited` where no leaf of the lease is
/// paid any more; `EpochVoided`.
pub(crate) fn ensure_undecided<M: Funded>(
    lease_id: u64,
    account: &LeaseAccount<M>,
    epoch: u64,
) -> Result<(), DisputeError> {
    if account.voids.are_full() {
        return Err(DisputeError::LeaseForfeited { lease_id, voids: MAX_VOIDS });
    }
    if account.voids.contains(epoch) {
        return Err(DisputeError::EpochVoided { lease_id, epoch });
    }
    Ok(())
}

/// The first epoch of a lease about which something waits for an answer.
pub(crate) fn first_challenged(
    storage: &dyn Storage,
    lease_id: u64,
) -> Result<Option<Challenge>, RecordError> {
    let first = CHALLENGES.prefix(&lease_id).range(storage, None, None, Order::Ascending).next();
    let challenge = |(epoch, OpenChallenge { open, answer_until })| Challenge { epoch, open, answer_until };
    Ok(first.transpose()?.map(challenge))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request delays the leaves that charge what it asks about and the bond that answers for it: nobody else's money, and nobody
    /// else's challenge.
    #[test]
    fn an_open_request_blocks_claims_and_its_bond_only() {
        assert_eq!(Act::Claim { epoch: 7 }.waits_for(), WaitsFor::Lease { last_epoch: 7 });
        assert_eq!(Act::WithdrawBond.waits_for(), WaitsFor::Registration);
        for free in [Act::Refund, Act::Dispute, Act::Request] {
            assert_eq!(free.waits_for(), WaitsFor::Nobody);
        }
    }
}
