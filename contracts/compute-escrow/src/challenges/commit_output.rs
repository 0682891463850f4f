//! Binds the provider to an output before anything that depends on the epoch's root can be known.

use crate::leases::{Lease, check_job};
use crate::providers::{may_load_provider, save_provider};
use crate::state::{DEPENDENCIES, OUTPUT_COMMITMENTS};
use crate::{ContractError, DisputeError, Failure};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Response};
use weal_api::compute_escrow::{OutputCommit, OutputCommitmentResponse, OutputCommitted};
use weal_api::oracle::{OracleReadError, hash_from};
use weal_attestation::Hash;

pub(crate) fn commit_output(
    deps: DepsMut,
    env: &Env,
    sender: Addr,
    output: OutputCommit,
) -> Result<Response, Failure> {
    let OutputCommit { lease_id, epoch, commitment, job } = output;
    let mut lease = Lease::load(deps.as_ref(), lease_id)?;
    lease.ensure_provider(&sender)?;
    lease.ensure_unsettled()?;
    ensure_in_time(&lease, env)?;

    if let Some(earlier) = OUTPUT_COMMITMENTS.may_load(deps.storage, &(lease_id, epoch))? {
        return Err(ContractError::AlreadyCommitted { lease_id, epoch, height: earlier.height }.into());
    }
    if hash_from("commitment", &commitment)? == Hash::default() {
        return Err(ContractError::ZeroCommitment.into());
    }
    ensure_unattested(deps.as_ref(), env, epoch)?;
    if let Some(job) = &job {
        check_job(job)?;
    }

    let record = OutputCommitmentResponse {
        commitment: commitment.clone(),
        height: env.block.height,
        committed_at: env.block.time.seconds(),
        job,
    };
    OUTPUT_COMMITMENTS.save(deps.storage, &(lease_id, epoch), &record);
    let is_first = !lease.account.has_commitments;
    lease.account.has_commitments = true;
    if is_first {
        lease.save_account(deps.storage);
    }
    if !lease.account.is_open() {
        lock_bond(deps, &lease)?;
    }

    Ok(Response::new().add_event(OutputCommitted { lease_id, epoch, commitment, height: record.height }))
}

/// Refuses a commitment after the last second in which its root can be posted and paid. Errors: `CommitmentTooLate`.
fn ensure_in_time(lease: &Lease, env: &Env) -> Result<(), Failure> {
    let (attested_until, now) = (lease.account.attested_until()?, env.block.time.seconds());
    if now <= attested_until {
        return Ok(());
    }
    Err(DisputeError::CommitmentTooLate { lease_id: lease.id, attested_until, now }.into())
}

/// Closing locks the bond for what was committed until then; what is committed afterwards locks it here. Errors:
/// `RegistrationEnded` where there is no bond to lock.
fn lock_bond(deps: DepsMut, lease: &Lease) -> Result<(), Failure> {
    let found = may_load_provider(deps.as_ref(), &lease.terms.provider)?;
    let current = found.filter(|provider| provider.number == lease.account.provider);
    let mut provider = current.ok_or_else(|| lease.registration_ended())?;
    provider.lock_for(&lease.account)?;
    Ok(save_provider(deps.storage, deps.api, &lease.terms.provider, &provider)?)
}

/// Refuses a commitment to an epoch whose root is posted. Errors: `EpochAttested`; `Oracle` where the oracle cannot be
/// read.
fn ensure_unattested(deps: Deps, env: &Env, epoch: u64) -> Result<(), Failure> {
    let oracle = DEPENDENCIES.load(deps.storage)?.oracle;
    match oracle.settlement(&deps.querier, &env.contract.address, epoch) {
        Err(OracleReadError::NoSettlement { .. }) => Ok(()),
        Ok(record) => Err(ContractError::EpochAttested { epoch, posted_at: record.posted_at }.into()),
        Err(unreadable) => Err(unreadable.into()),
    }
}
