//! Challenges of committed outputs: who may bring one, what it blocks, for whom and until when, and how it ends.
//!
//! A dispute shows a wrong element and is judged in its own message. A request waits for an answer: it is a record of its own, by
//! lease, epoch and requester, so that no request can touch another. Everything that opens or ends one, and every verdict,
//! goes through [`Docket`], the only place that changes what is counted of them. Page: `docs/spec/compute-escrow.md` §Challenges.

mod contested;
mod docket;
mod request;

pub(crate) use contested::{Contested, Finding};
pub(crate) use docket::Docket;
pub(crate) use request::{Challenge, Request, RequestId};

use crate::lease::{Funded, LeaseAccount};
use crate::offer::Provider;
use crate::{DisputeError, Failure, store};
use cosmwasm_std::{Deps, Storage};

/// What may have to wait for an open request.
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

/// Whose open requests an act waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    /// None: a request takes nothing from whoever does this.
    Nobody,
    /// Those about the lease's epochs up to this one, whose outputs a cumulative leaf charges too.
    Lease { last_epoch: u64 },
    /// All those that the registration answers for.
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
    match store::first_challenged(storage, lease_id)? {
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

/// An open request. Errors: `NoRequest`.
pub(crate) fn load_request(deps: Deps<'_>, id: &RequestId) -> Result<Request, Failure> {
    let RequestId { lease_id, epoch, requester } = id.clone();
    let none = DisputeError::NoRequest { lease_id, epoch, requester };
    Ok(store::may_load_request(deps, id)?.ok_or(none)?)
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

/// Errors: `LeaseForfeited` where no leaf of the lease is paid any more; `EpochVoided`.
pub(crate) fn ensure_undecided<M: Funded>(
    lease_id: u64,
    account: &LeaseAccount<M>,
    epoch: u64,
) -> Result<(), DisputeError> {
    if account.voids.are_full() {
        return Err(DisputeError::LeaseForfeited { lease_id, voids: crate::lease::MAX_VOIDS });
    }
    if account.voids.contains(epoch) {
        return Err(DisputeError::EpochVoided { lease_id, epoch });
    }
    Ok(())
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
