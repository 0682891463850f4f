//! Attests one fact of a provider.

use crate::ContractError;
use crate::attestation::{Statement, check_claim};
use crate::config::in_range;
use crate::state::{ATTESTATION_COUNT, AUDITORS, CONFIG, ENDS, LATEST_ATTESTATIONS, STATEMENTS};
use crate::tables::{load_attestation, load_auditor, places};
use crate::text::{hash, printable};
use cosmwasm_std::{Addr, Binary, DepsMut, Env, MessageInfo, Response, Storage};
use weal_api::compute_registry::{AttestationStatus, Attested, Claim, ClaimKind, MAX_AUDITORS_PER_CLAIM};
use weal_fixed_point::{Bps, FULL_BPS, Rounding};

const MAX_URI_BYTES: usize = 256;

/// The fields of the message.
pub(crate) struct NewAttestation {
    pub(crate) provider: String,
    pub(crate) claim: Claim,
    pub(crate) document_hash: Binary,
    pub(crate) uri: String,
    pub(crate) expires_at: u64,
}

pub(crate) fn attest(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    new: NewAttestation,
) -> Result<Response, ContractError> {
    let terms = CONFIG.load(deps.storage)?.terms;
    let (auditor, kind) = (info.sender, new.claim.kind());
    let mut record = load_auditor(deps.storage, &auditor)?;
    record.ensure_may_attest(&auditor, kind, terms.min_bond)?;

    let now = env.block.time.seconds();
    let provider = check(&new, &deps.api.addr_validate(&new.provider)?, &auditor, now)?;
    let stake = Bps::at_most(terms.slash_bps, FULL_BPS)?.of(record.bond, Rounding::Up)?;
    let liable_until = new.expires_at.saturating_add(terms.liability_seconds);

    let attestation_id = ATTESTATION_COUNT.may_load(deps.storage)?.unwrap_or_default().saturating_add(1);
    let replaced = take_place(deps.storage, (provider.clone(), kind, auditor.clone()), attestation_id, now)?;
    let attested = Attested {
        attestation_id,
        provider: provider.clone(),
        auditor: auditor.clone(),
        kind,
        document_hash: new.document_hash.clone(),
        expires_at: new.expires_at,
        stake,
        replaced,
    };
    let statement = Statement {
        provider,
        auditor: auditor.clone(),
        claim: new.claim,
        document_hash: new.document_hash,
        uri: new.uri,
        attested_at: now,
        expires_at: new.expires_at,
        liable_until,
        stake,
        reporter_share_bps: terms.reporter_share_bps,
    };
    record.liable_until = record.liable_until.max(liable_until);
    ATTESTATION_COUNT.save(deps.storage, &attestation_id);
    STATEMENTS.save(deps.storage, &attestation_id, &statement);
    AUDITORS.save(deps.storage, &auditor, &record);

    Ok(Response::new().add_event(attested))
}

/// The provider, where the message may say this of it. Errors: `SelfAttestation`, `OutOfRange`, `MalformedText`,
/// `NotAHash`.
fn check(new: &NewAttestation, provider: &Addr, auditor: &Addr, now: u64) -> Result<Addr, ContractError> {
    if provider == auditor {
        return Err(ContractError::SelfAttestation { auditor: auditor.clone() });
    }
    check_claim(&new.claim)?;
    hash("document_hash", &new.document_hash)?;
    printable("uri", &new.uri, 1, MAX_URI_BYTES)?;
    let latest = now.saturating_add(new.claim.kind().max_life_seconds());
    in_range("expires_at", new.expires_at, now.saturating_add(1), latest)?;
    Ok(provider.clone())
}

/// Makes `attestation_id` the auditor's attestation of this kind; the one it replaces, if that had not ended. Errors:
/// `TooManyAuditors`.
fn take_place(
    storage: &mut dyn Storage,
    (provider, kind, auditor): (Addr, ClaimKind, Addr),
    attestation_id: u64,
    now: u64,
) -> Result<Option<u64>, ContractError> {
    let key = (provider, kind.number(), auditor);
    let earlier = LATEST_ATTESTATIONS.may_load(storage, &key)?;
    if earlier.is_none() {
        make_room(storage, &key.0, kind, now)?;
    }
    LATEST_ATTESTATIONS.save(storage, &key, &attestation_id);
    let Some(earlier) = earlier else { return Ok(None) };
    if load_attestation(storage, earlier)?.is_over(now) {
        return Ok(None);
    }
    ENDS.save(storage, &earlier, &AttestationStatus::Replaced { by: attestation_id });
    Ok(Some(earlier))
}

/// Frees the place of one that can never count again where all are taken. Reads at most as many as there are places.
fn make_room(
    storage: &mut dyn Storage,
    provider: &Addr,
    kind: ClaimKind,
    now: u64,
) -> Result<(), ContractError> {
    let rows = places(storage, provider, kind)?;
    if rows.len() < MAX_AUDITORS_PER_CLAIM {
        return Ok(());
    }
    for (auditor, attestation_id) in rows {
        if load_attestation(storage, attestation_id)?.is_over(now) {
            LATEST_ATTESTATIONS.remove(storage, &(provider.clone(), kind.number(), auditor));
            return Ok(());
        }
    }
    Err(ContractError::TooManyAuditors { provider: provider.clone(), kind, max: MAX_AUDITORS_PER_CLAIM })
}
