//! Attestations as they stand in this second.

use crate::ContractError;
use crate::attestation::{Attestation, Statement};
use crate::state::{AUDITORS, LATEST_ATTESTATIONS};
use crate::tables::{load_attestation, places};
use cosmwasm_std::{Addr, Deps, Order};
use weal_api::compute_registry::{AttestationResponse, AttestationStatus, AttestationsResponse, ClaimKind};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn attestation(
    deps: Deps,
    now: u64,
    attestation_id: u64,
) -> Result<AttestationResponse, ContractError> {
    let attestation = load_attestation(deps.storage, attestation_id)?;
    let status = status(deps, now, &attestation)?;
    Ok(attestation.describe(attestation_id, status))
}

pub(crate) fn attestations(
    deps: Deps,
    now: u64,
    provider: &str,
    start_after: Option<(ClaimKind, String)>,
    limit: Option<u32>,
) -> Result<AttestationsResponse, ContractError> {
    let provider = deps.api.addr_validate(provider)?;
    let start = start_after
        .map(|(kind, auditor)| deps.api.addr_validate(&auditor).map(|auditor| (kind.number(), auditor)))
        .transpose()?;
    let start = start.map(Bound::exclusive);
    let numbers: Vec<u64> = LATEST_ATTESTATIONS
        .sub_prefix(&provider)
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map(|(_, attestation_id)| attestation_id))
        .collect::<Result<_, _>>()?;
    let attestations = numbers.into_iter().map(|number| attestation(deps, now, number));
    Ok(AttestationsResponse { attestations: attestations.collect::<Result<_, _>>()? })
}

/// The attestations of one kind that count now: at most as many as there are places.
pub(super) fn standing(
    deps: Deps,
    now: u64,
    provider: &Addr,
    kind: ClaimKind,
) -> Result<Vec<(u64, Statement)>, ContractError> {
    let mut found = vec![];
    for (_, attestation_id) in places(deps.storage, provider, kind)? {
        let attestation = load_attestation(deps.storage, attestation_id)?;
        if status(deps, now, &attestation)? == AttestationStatus::Standing {
            found.push((attestation_id, attestation.statement));
        }
    }
    Ok(found)
}

fn status(deps: Deps, now: u64, attestation: &Attestation) -> Result<AttestationStatus, ContractError> {
    let auditor = AUDITORS.may_load(deps.storage, &attestation.statement.auditor)?;
    Ok(attestation.status(now, auditor.map(|auditor| auditor.status)))
}
