//! Ends an attestation before its time. No money moves: the auditor stays liable for what it attested.

use crate::ContractError;
use crate::state::{ENDS, OWNERSHIP};
use crate::tables::load_attestation;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_api::compute_registry::{AttestationRevoked, AttestationStatus, RevocationReason};

pub(crate) fn revoke(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    attestation_id: u64,
    reason: RevocationReason,
) -> Result<Response, ContractError> {
    let attestation = load_attestation(deps.storage, attestation_id)?;
    let (by, auditor) = (info.sender, attestation.statement.auditor.clone());
    if by != auditor && by != OWNERSHIP.load(deps.storage)?.owner {
        return Err(ContractError::NotRevoker { attestation_id, sender: by, auditor });
    }

    let at = env.block.time.seconds();
    if attestation.is_over(at) {
        return Err(ContractError::Ended { attestation_id, status: attestation.status(at, None) });
    }

    ENDS.save(deps.storage, &attestation_id, &AttestationStatus::Revoked { by: by.clone(), reason, at });

    let provider = attestation.statement.provider;
    Ok(Response::new().add_event(AttestationRevoked { attestation_id, provider, auditor, by, reason }))
}
