//! Binds the provider to an output before anything that depends on the epoch's root can be known.

use crate::job::check_job;
use crate::lease::{Lease, LeaseLedger};
use crate::state::{load_commitment, load_job, load_parties, load_provider, save_commitment, save_provider};
use crate::{ContractError, DisputeError, Failure};
use api::compute_escrow::{Job, OutputCommit, OutputCommitmentResponse, OutputCommitted};
use api::oracle::{OracleReadError, hash_from};
use attestation::Hash;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Response, Storage};

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

    if let Some(earlier) = load_commitment(deps.storage, lease_id, epoch)? {
        return Err(ContractError::AlreadyCommitted { lease_id, epoch, height: earlier.height }.into());
    }
    if hash_from("commitment", &commitment)? == Hash::default() {
        return Err(ContractError::ZeroCommitment.into());
    }
    ensure_unattested(deps.as_ref(), env, epoch)?;
    let job = agreed_job(deps.storage, lease_id, job)?;

    let record = OutputCommitmentResponse {
        commitment: commitment.clone(),
        height: env.block.height,
        committed_at: env.block.time.seconds(),
        job,
    };
    save_commitment(deps.storage, lease_id, epoch, &record);
    if !lease.account.has_commitments {
        lease.account.has_commitments = true;
        lease.save_account(deps.storage);
        lock_bond_of_closed(deps, &lease)?;
    }

    Ok(Response::new().add_event(OutputCommitted { lease_id, epoch, commitment, height: record.height }))
}

/// The tenant's word counts, where there is one. Errors: `JobMismatch`; as [`check_job`].
fn agreed_job(storage: &dyn Storage, lease_id: u64, given: Option<Job>) -> Result<Option<Job>, Failure> {
    match (load_job(storage, lease_id)?, given) {
        (Some(required), Some(found)) if found != required => {
            Err(DisputeError::JobMismatch { found: Box::new(found), required: Box::new(required) }.into())
        }
        (Some(declared), _) => Ok(Some(declared)),
        (None, Some(given)) => {
            check_job(&given)?;
            Ok(Some(given))
        }
        (None, None) => Ok(None),
    }
}

/// Closing locks the bond for what was committed until then; what is committed afterwards locks it here.
fn lock_bond_of_closed(deps: DepsMut, lease: &Lease) -> Result<(), Failure> {
    if matches!(lease.account.ledger, LeaseLedger::Running { .. }) {
        return Ok(());
    }
    let mut provider = load_provider(deps.as_ref(), &lease.terms.provider)?;
    provider.lock_for(&lease.account)?;
    save_provider(deps.storage, deps.api, &lease.terms.provider, &provider)
}

/// Errors: `EpochAttested` once the epoch's root is posted; `Oracle` where the oracle cannot be read.
fn ensure_unattested(deps: Deps, env: &Env, epoch: u64) -> Result<(), Failure> {
    let oracle = load_parties(deps.storage)?.oracle;
    match oracle.settlement(&deps.querier, &env.contract.address, epoch) {
        Err(OracleReadError::NoSettlement { .. }) => Ok(()),
        Ok(record) => Err(ContractError::EpochAttested { epoch, posted_at: record.posted_at }.into()),
        Err(unreadable) => Err(unreadable.into()),
    }
}
