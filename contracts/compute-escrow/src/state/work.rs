//! What is stored of jobs, outputs and credits.

use super::{CREDITS, JOBS, OUTPUT_COMMITMENTS};
use crate::Failure;
use crate::packed::{key_of_account, key_of_pair, load, read_amount, read_job, unpack, write_job};
use cosmwasm_std::{Addr, Api, Deps, Order, Storage, Uint128};
use weal_api::compute_escrow::{Job, OutputCommitmentResponse};
use weal_wire::compact::Writer;

/// What the provider committed to for a lease and an epoch.
pub(crate) fn load_commitment(
    storage: &dyn Storage,
    lease_id: u64,
    epoch: u64,
) -> Result<Option<OutputCommitmentResponse>, Failure> {
    load(storage, &key_of_pair(OUTPUT_COMMITMENTS, lease_id, epoch), "output_commitments", |reader| {
        Ok(OutputCommitmentResponse {
            commitment: reader.bytes()?.into(),
            height: reader.u64()?,
            committed_at: reader.u64()?,
            job: if reader.is_empty() { None } else { Some(read_job(reader)?) },
        })
    })
}

/// Writes it: the 32 bytes, height, time, and the job where there is one.
pub(crate) fn save_commitment(
    storage: &mut dyn Storage,
    lease_id: u64,
    epoch: u64,
    record: &OutputCommitmentResponse,
) {
    let writer =
        Writer::default().bytes(&record.commitment).number(record.height).number(record.committed_at);
    let writer = match &record.job {
        Some(job) => write_job(writer, job),
        None => writer,
    };
    storage.set(&key_of_pair(OUTPUT_COMMITMENTS, lease_id, epoch), &writer.finish());
}

/// What a lease's tenant declared last, at `at` or before: what an epoch that starts at `at` is to compute.
pub(crate) fn load_job_in_force(
    storage: &dyn Storage,
    lease_id: u64,
    at: u64,
) -> Result<Option<Job>, Failure> {
    let (first, after) = (key_of_pair(JOBS, lease_id, 0), key_of_pair(JOBS, lease_id, at.saturating_add(1)));
    let last = storage.range(Some(&first), Some(&after), Order::Descending).next();
    last.map(|(_, bytes)| unpack(&bytes, "jobs", read_job)).transpose()
}

/// Writes what a lease's tenant declares in a second; another of the same second is replaced.
pub(crate) fn save_job(storage: &mut dyn Storage, lease_id: u64, declared_at: u64, job: &Job) {
    storage.set(&key_of_pair(JOBS, lease_id, declared_at), &write_job(Writer::default(), job).finish());
}

/// What disputes credited to an account, if anything.
pub(crate) fn load_credit(deps: Deps<'_>, account: &Addr) -> Result<Option<Uint128>, Failure> {
    load(deps.storage, &key_of_account(deps.api, CREDITS, account)?, "credits", read_amount)
}

/// Writes what an account is owed.
pub(crate) fn save_credit(
    storage: &mut dyn Storage,
    api: &dyn Api,
    account: &Addr,
    owed: Uint128,
) -> Result<(), Failure> {
    storage.set(&key_of_account(api, CREDITS, account)?, &Writer::default().number(owed).finish());
    Ok(())
}

/// Removes what an account was owed.
pub(crate) fn remove_credit(storage: &mut dyn Storage, api: &dyn Api, account: &Addr) -> Result<(), Failure> {
    storage.remove(&key_of_account(api, CREDITS, account)?);
    Ok(())
}
