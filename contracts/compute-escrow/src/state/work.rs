//! What is stored of outputs, and of what is said against them.

use super::{CREDITS, JOBS, OUTPUT_COMMITMENTS, REQUESTS};
use crate::dispute::Request;
use crate::packed::{
    key_of, key_of_account, load, read_account, read_amount, read_job, read_small, write_account, write_job,
};
use crate::{DisputeError, Failure};
use api::compute_escrow::{ElementPosition, Job, OutputCommitmentResponse};
use cosmwasm_std::{Addr, Api, Deps, Storage, Uint128};
use wire::compact::Writer;

fn commitment_key(lease_id: u64, epoch: u64) -> Vec<u8> {
    [key_of(OUTPUT_COMMITMENTS, lease_id).as_slice(), &epoch.to_be_bytes()].concat()
}

/// What the provider committed to for a lease and an epoch.
pub(crate) fn load_commitment(
    storage: &dyn Storage,
    lease_id: u64,
    epoch: u64,
) -> Result<Option<OutputCommitmentResponse>, Failure> {
    load(storage, &commitment_key(lease_id, epoch), "output_commitments", |reader| {
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
    storage.set(&commitment_key(lease_id, epoch), &writer.finish());
}

/// What a lease's tenant declared.
pub(crate) fn load_job(storage: &dyn Storage, lease_id: u64) -> Result<Option<Job>, Failure> {
    load(storage, &key_of(JOBS, lease_id), "jobs", read_job)
}

/// Writes what a lease's tenant declared.
pub(crate) fn save_job(storage: &mut dyn Storage, lease_id: u64, job: &Job) {
    storage.set(&key_of(JOBS, lease_id), &write_job(Writer::default(), job).finish());
}

/// The element that a lease is asked to show, if any.
pub(crate) fn may_load_request(deps: Deps<'_>, lease_id: u64) -> Result<Option<Request>, Failure> {
    load(deps.storage, &key_of(REQUESTS, lease_id), "requests", |reader| {
        Ok(Request {
            epoch: reader.u64()?,
            element: ElementPosition { row: read_small(reader)?, col: read_small(reader)? },
            requester: read_account(deps.api, reader)?,
            bond: read_amount(reader)?,
            answer_until: reader.u64()?,
        })
    })
}

/// Errors: `NoRequest`.
pub(crate) fn load_request(deps: Deps<'_>, lease_id: u64) -> Result<Request, Failure> {
    Ok(may_load_request(deps, lease_id)?.ok_or(DisputeError::NoRequest { lease_id })?)
}

/// Writes what a lease is asked to show.
pub(crate) fn save_request(
    storage: &mut dyn Storage,
    api: &dyn Api,
    lease_id: u64,
    request: &Request,
) -> Result<(), Failure> {
    let ElementPosition { row, col } = request.element;
    let writer = Writer::default().number(request.epoch).number(row).number(col);
    let writer = write_account(api, writer, &request.requester)?;
    storage
        .set(&key_of(REQUESTS, lease_id), &writer.number(request.bond).number(request.answer_until).finish());
    Ok(())
}

/// Removes it.
pub(crate) fn remove_request(storage: &mut dyn Storage, lease_id: u64) {
    storage.remove(&key_of(REQUESTS, lease_id));
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
