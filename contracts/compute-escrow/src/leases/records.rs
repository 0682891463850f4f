//! Leases: their terms, their money and who paid it in.

use super::{Deposit, Depositors, Lease, LeaseTerms};
use crate::state::{
    ASSIGNEES, CLAIMED_PAGES, JOBS, LEASE_ACCOUNTS, LEASE_DEPOSITS, LEASES, SignedLease, StoredDeposit,
};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Deps, Order, Storage};
use weal_api::compute_escrow::Job;
use weal_lease_math::{ClaimedPage, Funded, Funds, LeaseAccount, LeaseLedger, page_of};
use weal_records::{Account, Bound, RecordError};

impl Lease {
    /// The lease with all of its money. Errors: `UnknownLease`.
    pub(crate) fn load(deps: Deps<'_>, id: u64) -> Result<Self, Failure> {
        let Lease { id, terms, account } = Lease::load_unclaimed(deps, id)?;
        let claimed = load_claimed_page(deps.storage, page_of(id))?.of(id);
        Ok(Self { id, terms, account: account.with_claims(claimed) })
    }

    /// Returns the account that gets the payouts.
    pub(crate) fn payee(&self, deps: Deps<'_>) -> Result<Addr, Failure> {
        payee(deps, self.id, &self.account, &self.terms.provider)
    }
}

impl Lease<Funds> {
    /// The lease without what was claimed of it, for handlers to which its end, its time and its price are all: a record less to
    /// read, and a type that cannot say what is held. It is saved as any other, because claims are kept apart. Errors:
    /// `UnknownLease`.
    pub(crate) fn load_unclaimed(deps: Deps<'_>, id: u64) -> Result<Self, Failure> {
        let terms = LeaseTerms::load(deps, id)?;
        Ok(Self { id, terms, account: load_account(deps.storage, id)? })
    }
}

impl<M: Funded> Lease<M> {
    /// Saves all but the terms and what was claimed, which only claims change.
    pub(crate) fn save_account(&self, storage: &mut dyn Storage) {
        save_account(storage, self.id, &self.account);
    }
}

impl LeaseTerms {
    /// Loads the terms that both sides agreed on. Errors: `UnknownLease`.
    pub(crate) fn load(deps: Deps<'_>, lease_id: u64) -> Result<Self, Failure> {
        let found = LEASES.may_load(deps.storage, &lease_id)?;
        let SignedLease { offer_id, tenant, provider, gpus, rate, kind } =
            found.ok_or(ContractError::UnknownLease { lease_id })?;
        let (tenant, provider) = (tenant.address(deps.api)?, provider.address(deps.api)?);
        Ok(Self { offer_id, tenant, provider, gpus, rate, kind })
    }
}

/// Writes a lease's terms.
pub(crate) fn save_lease_terms(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease_id: u64,
    terms: &LeaseTerms,
) -> Result<(), RecordError> {
    let LeaseTerms { offer_id, ref tenant, ref provider, gpus, rate, kind } = *terms;
    let (tenant, provider) = (Account::of(api, tenant)?, Account::of(api, provider)?);
    LEASES.save(storage, &lease_id, &SignedLease { offer_id, tenant, provider, gpus, rate, kind });
    Ok(())
}

/// The meter and the money of a lease, without what was claimed. Errors: `UnknownLease`.
pub(crate) fn load_account(storage: &dyn Storage, lease_id: u64) -> Result<LeaseAccount<Funds>, Failure> {
    let found = LEASE_ACCOUNTS.may_load(storage, &lease_id)?;
    Ok(found.ok_or(ContractError::UnknownLease { lease_id })?)
}

/// Writes the meter and the money of a lease, without what was claimed.
pub(crate) fn save_account<M: Funded>(storage: &mut dyn Storage, lease_id: u64, account: &LeaseAccount<M>) {
    LEASE_ACCOUNTS.save(storage, &lease_id, &account.without_claims());
}

/// Returns the amounts claimed of 64 leases; all zero before the first claim of any.
pub(crate) fn load_claimed_page(storage: &dyn Storage, page: u64) -> Result<ClaimedPage, RecordError> {
    Ok(CLAIMED_PAGES.may_load(storage, &page)?.unwrap_or_default())
}

/// Writes what was claimed of 64 leases.
pub(crate) fn save_claimed_page(storage: &mut dyn Storage, page: u64, claimed: &ClaimedPage) {
    CLAIMED_PAGES.save(storage, &page, claimed);
}

/// Returns a lease's depositors. Reads a record only where that is not its tenant alone, who took nothing back.
pub(crate) fn load_depositors<M: Funded>(
    deps: Deps<'_>,
    lease: &Lease<M>,
) -> Result<Depositors, RecordError> {
    if !lease.account.depositors_recorded {
        return Ok(Depositors::of(&lease.terms.tenant, lease.account.ledger.deposit()));
    }
    let stored = LEASE_DEPOSITS.load(deps.storage, &lease.id)?;
    let deposit = |StoredDeposit { payer, paid, refunded }| {
        Ok(Deposit { payer: payer.address(deps.api)?, paid, refunded })
    };
    stored.into_iter().map(deposit).collect()
}

/// Writes who paid into a lease, unless that is its tenant alone, who took nothing back. The caller saves the account, which
/// says whether the record was written.
pub(crate) fn save_depositors<M: Funded>(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease: &mut Lease<M>,
    depositors: &Depositors,
) -> Result<(), RecordError> {
    if depositors.are_only(&lease.terms.tenant) {
        return Ok(());
    }
    lease.account.depositors_recorded = true;
    let stored = |Deposit { payer, paid, refunded }: &Deposit| {
        Ok(StoredDeposit { payer: Account::of(api, payer)?, paid: *paid, refunded: *refunded })
    };
    let deposits: Result<Vec<_>, RecordError> = depositors.iter().map(stored).collect();
    LEASE_DEPOSITS.save(storage, &lease.id, &deposits?);
    Ok(())
}

/// Returns the account that gets a lease's payouts: its assignee, or else its provider. Reads a record only where there is an assignee.
pub(crate) fn payee(
    deps: Deps<'_>,
    lease_id: u64,
    account: &LeaseAccount<LeaseLedger>,
    provider: &Addr,
) -> Result<Addr, Failure> {
    let assignee = if account.assigned { ASSIGNEES.may_load(deps.storage, &lease_id)? } else { None };
    Ok(assignee.map_or_else(|| Ok(provider.clone()), |assignee| assignee.address(deps.api))?)
}

/// Writes who gets a lease's payouts instead of its provider; removes the record where nobody does.
pub(crate) fn save_assignee(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease_id: u64,
    assignee: Option<&Addr>,
) -> Result<(), RecordError> {
    match assignee {
        Some(assignee) => ASSIGNEES.save(storage, &lease_id, &Account::of(api, assignee)?),
        None => ASSIGNEES.remove(storage, &lease_id),
    }
    Ok(())
}

/// The job that a lease's tenant declared last, at `at` (Unix seconds) or before: what an epoch that starts at `at` is to compute.
pub(crate) fn load_job_in_force(
    storage: &dyn Storage,
    lease_id: u64,
    at: u64,
) -> Result<Option<Job>, RecordError> {
    let mut declared =
        JOBS.prefix(&lease_id).range(storage, None, Some(Bound::inclusive(at)), Order::Descending);
    Ok(declared.next().transpose()?.map(|(_, job)| job))
}
