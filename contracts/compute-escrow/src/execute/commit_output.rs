//! Binds the provider to an output before anything that depends on the epoch's root can be known.

use crate::ContractError;
use crate::lease::Lease;
use crate::state::{OUTPUT_COMMITMENTS, PARTIES};
use api::compute_escrow::{OutputCommitmentResponse, OutputCommitted};
use api::oracle::{OracleReadError, hash_from};
use attestation::Hash;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

pub(crate) fn commit_output(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    lease_id: u64,
    epoch: u64,
    commitment: Binary,
) -> Result<Response, ContractError> {
    let mut lease = Lease::load(deps.storage, lease_id)?;
    lease.ensure_provider(&info.sender)?;
    lease.ensure_unsettled()?;

    if let Some(earlier) = OUTPUT_COMMITMENTS.may_load(deps.storage, (lease_id, epoch))? {
        return Err(ContractError::AlreadyCommitted { lease_id, epoch, height: earlier.height });
    }
    if hash_from("commitment", &commitment)? == Hash::default() {
        return Err(ContractError::ZeroCommitment);
    }
    ensure_unattested(deps.as_ref(), &env, epoch)?;

    let record = OutputCommitmentResponse {
        commitment: commitment.clone(),
        height: env.block.height,
        committed_at: env.block.time.seconds(),
    };
    OUTPUT_COMMITMENTS.save(deps.storage, (lease_id, epoch), &record)?;
    if !lease.account.has_commitments {
        lease.account.has_commitments = true;
        lease.save_account(deps.storage);
    }

    Ok(Response::new().add_event(OutputCommitted { lease_id, epoch, commitment, height: record.height }))
}

/// Errors: `EpochAttested` once the epoch's root is posted; `Oracle` where the oracle cannot be read.
fn ensure_unattested(deps: Deps, env: &Env, epoch: u64) -> Result<(), ContractError> {
    let oracle = PARTIES.load(deps.storage)?.oracle;
    match oracle.settlement(&deps.querier, &env.contract.address, epoch) {
        Err(OracleReadError::NoSettlement { .. }) => Ok(()),
        Ok(record) => Err(ContractError::EpochAttested { epoch, posted_at: record.posted_at }),
        Err(unreadable) => Err(unreadable.into()),
    }
}
