//! Jobs, committed outputs and credits.

use crate::state::{CREDITS, JOBS};
use cosmwasm_std::{Addr, Api, Deps, Order, Storage, Uint128};
use weal_api::compute_escrow::Job;
use weal_records::{Account, Bound, RecordError};

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

/// What disputes credited to an account, if anything; base units.
pub(crate) fn load_credit(deps: Deps<'_>, account: &Addr) -> Result<Option<Uint128>, RecordError> {
    CREDITS.may_load(deps.storage, &Account::of(deps.api, account)?)
}

/// Writes what an account is owed, base units.
pub(crate) fn save_credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    owed: Uint128,
) -> Result<(), RecordError> {
    CREDITS.save(storage, &Account::of(api, account)?, &owed);
    Ok(())
}

/// Removes what an account was owed.
pub(crate) fn remove_credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
) -> Result<(), RecordError> {
    CREDITS.remove(storage, &Account::of(api, account)?);
    Ok(())
}
