//! Rules that an attestation was false, and takes what was at stake.

use crate::ContractError;
use crate::attestation::Statement;
use crate::auditor::Auditor;
use crate::bonds::{Share, slash};
use crate::state::{CONFIG, ENDS, OWNERSHIP};
use crate::tables::{load_attestation, load_auditor};
use crate::text::hash;
use cosmwasm_std::{Addr, Binary, DepsMut, Env, MessageInfo, Response, Storage, Uint128};
use weal_api::compute_registry::{AttestationRefuted, AttestationStatus};
use weal_fixed_point::{Bps, FULL_BPS, Rounding};

/// Refutes an attestation, also one that no longer stands: replacing or revoking it first must not save the bond.
pub(crate) fn refute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    attestation_id: u64,
    evidence_hash: Binary,
    reporter: Option<String>,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    let at = env.block.time.seconds();
    let statement = load_open(deps.storage, attestation_id, at)?;
    hash("evidence_hash", &evidence_hash)?;
    let auditor = statement.auditor.clone();
    let reporter = reporter.map(|account| deps.api.addr_validate(&account)).transpose()?;
    if reporter.as_ref() == Some(&auditor) {
        return Err(ContractError::ReporterIsAuditor { auditor });
    }
    let record = load_auditor(deps.storage, &auditor)?;
    let (slashed, awarded) = shares(&statement, &record, reporter.as_ref())?;

    let end = AttestationStatus::Refuted { evidence_hash: evidence_hash.clone(), slashed, at };
    ENDS.save(deps.storage, &attestation_id, &end);
    let treasury = CONFIG.load(deps.storage)?.treasury;
    let rest = Share { account: &treasury, amount: slashed.checked_sub(awarded)? };
    let awards =
        reporter.as_ref().map(|account| Share { account, amount: awarded }).into_iter().chain([rest]);
    let bond = slash(deps.storage, &auditor, record, slashed, &awards.collect::<Vec<_>>())?;

    let provider = statement.provider;
    Ok(Response::new().add_event(AttestationRefuted {
        attestation_id,
        provider,
        auditor,
        evidence_hash,
        slashed,
        awarded,
        bond,
    }))
}

/// The statement of an attestation that can be refuted at `now`. Errors: `UnknownAttestation`, `Ended`,
/// `LiabilityOver`.
fn load_open(storage: &dyn Storage, attestation_id: u64, now: u64) -> Result<Statement, ContractError> {
    let attestation = load_attestation(storage, attestation_id)?;
    if attestation.is_refuted() {
        return Err(ContractError::Ended { attestation_id, status: attestation.status(now, None) });
    }
    let liable_until = attestation.statement.liable_until;
    if now > liable_until {
        return Err(ContractError::LiabilityOver { attestation_id, liable_until, now });
    }
    Ok(attestation.statement)
}

/// The slash, never above the bond, and the reporter's part of it, rounded down; base units. Errors: `Arithmetic`.
fn shares(
    statement: &Statement,
    auditor: &Auditor,
    reporter: Option<&Addr>,
) -> Result<(Uint128, Uint128), ContractError> {
    let slashed = statement.stake.min(auditor.bond);
    if reporter.is_none() {
        return Ok((slashed, Uint128::zero()));
    }
    let share = Bps::at_most(statement.reporter_share_bps, FULL_BPS)?;
    Ok((slashed, share.of(slashed, Rounding::Down)?))
}
