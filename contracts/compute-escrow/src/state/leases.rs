//! What is stored of each lease.

use super::{ASSIGNEES, CLAIMED_PAGES, LEASE_ACCOUNTS, LEASE_DEPOSITS, LEASES};
use crate::lease::{ClaimedPage, Depositors, Funded, Funds, Lease, LeaseAccount, LeaseTerms};
use crate::packed::{corrupt, key_of, load, read_account, read_amount, read_flag, read_small, write_account};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Deps, Storage};
use weal_api::compute_escrow::LeaseKind;
use weal_wire::compact::Writer;

/// Errors: `UnknownLease`.
pub(crate) fn load_lease_terms(deps: Deps<'_>, lease_id: u64) -> Result<LeaseTerms, Failure> {
    let found = load(deps.storage, &key_of(LEASES, lease_id), "leases", |reader| {
        Ok(LeaseTerms {
            offer_id: reader.u64()?,
            tenant: read_account(deps.api, reader)?,
            provider: read_account(deps.api, reader)?,
            gpus: read_small(reader)?,
            rate: read_amount(reader)?,
            kind: if read_flag(reader)? { LeaseKind::Interruptible } else { LeaseKind::Reserved },
        })
    })?;
    Ok(found.ok_or(ContractError::UnknownLease { lease_id })?)
}

/// Writes a lease's terms. Errors: not an address of this chain.
pub(crate) fn save_lease_terms(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease_id: u64,
    terms: &LeaseTerms,
) -> Result<(), Failure> {
    let writer = write_account(api, Writer::default().number(terms.offer_id), &terms.tenant)?;
    let writer = write_account(api, writer, &terms.provider)?
        .number(terms.gpus)
        .number(terms.rate)
        .number(u8::from(terms.kind == LeaseKind::Interruptible));
    storage.set(&key_of(LEASES, lease_id), &writer.finish());
    Ok(())
}

/// A lease's meter and money, of which `money` makes what the caller needs: what was claimed is in another record. Errors:
/// `UnknownLease`, `CorruptRecord`.
pub(crate) fn load_account<M: Funded>(
    storage: &dyn Storage,
    lease_id: u64,
    money: impl FnOnce(Funds) -> M,
) -> Result<LeaseAccount<M>, Failure> {
    let bytes =
        storage.get(&key_of(LEASE_ACCOUNTS, lease_id)).ok_or(ContractError::UnknownLease { lease_id })?;
    LeaseAccount::from_bytes(&bytes, money)
}

/// Writes a lease's meter and money, without what was claimed.
pub(crate) fn save_account<M: Funded>(storage: &mut dyn Storage, lease_id: u64, account: &LeaseAccount<M>) {
    storage.set(&key_of(LEASE_ACCOUNTS, lease_id), &account.to_bytes());
}

/// All zero before the first claim of its leases.
pub(crate) fn load_claimed_page(storage: &dyn Storage, page: u64) -> Result<ClaimedPage, Failure> {
    let bytes = storage.get(&key_of(CLAIMED_PAGES, page));
    bytes.map_or_else(|| Ok(ClaimedPage::default()), |bytes| ClaimedPage::from_bytes(&bytes))
}

/// Writes a page.
pub(crate) fn save_claimed_page(storage: &mut dyn Storage, page: u64, counters: &ClaimedPage) {
    storage.set(&key_of(CLAIMED_PAGES, page), &counters.to_bytes());
}

/// Who paid into a lease. Reads only where that is not its tenant alone, who took nothing back.
pub(crate) fn load_depositors<M: Funded>(deps: Deps<'_>, lease: &Lease<M>) -> Result<Depositors, Failure> {
    if !lease.account.depositors_recorded {
        return Ok(Depositors::of(&lease.terms.tenant, lease.account.ledger.deposit()));
    }
    let found = load(deps.storage, &key_of(LEASE_DEPOSITS, lease.id), "lease_deposits", |reader| {
        Depositors::read(deps.api, reader)
    })?;
    found.ok_or_else(|| corrupt("lease_deposits", 0))
}

/// Writes who paid into a lease, unless that is its tenant alone, who took nothing back; the caller saves the account, which
/// says whether it was written. Errors: not an address of this chain.
pub(crate) fn save_depositors<M: Funded>(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease: &mut Lease<M>,
    depositors: &Depositors,
) -> Result<(), Failure> {
    if depositors.are_only(&lease.terms.tenant) {
        return Ok(());
    }
    lease.account.depositors_recorded = true;
    storage.set(&key_of(LEASE_DEPOSITS, lease.id), &depositors.write(api)?);
    Ok(())
}

/// Who gets a lease's payouts, where it is not its provider.
pub(crate) fn load_assignee(deps: Deps<'_>, lease_id: u64) -> Result<Option<Addr>, Failure> {
    load(deps.storage, &key_of(ASSIGNEES, lease_id), "assignees", |reader| read_account(deps.api, reader))
}

/// Writes who gets a lease's payouts instead of its provider; nobody for none.
pub(crate) fn save_assignee(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease_id: u64,
    assignee: Option<&Addr>,
) -> Result<(), Failure> {
    let key = key_of(ASSIGNEES, lease_id);
    match assignee {
        Some(assignee) => storage.set(&key, &write_account(api, Writer::default(), assignee)?.finish()),
        None => storage.remove(&key),
    }
    Ok(())
}
