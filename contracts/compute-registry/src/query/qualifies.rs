//! The check of a provider against a tenant's requirements.

use super::attestations::standing;
use crate::ContractError;
use cosmwasm_std::{Addr, Deps};
use weal_api::compute_registry::{MAX_REQUIREMENTS, QualifiesResponse, Requirement, RequirementResult};

pub(crate) fn qualifies(
    deps: Deps,
    now: u64,
    provider: &str,
    required: Vec<Requirement>,
    until: Option<u64>,
) -> Result<QualifiesResponse, ContractError> {
    if required.len() > MAX_REQUIREMENTS {
        return Err(ContractError::TooManyRequirements { found: required.len(), max: MAX_REQUIREMENTS });
    }
    let provider = deps.api.addr_validate(provider)?;
    let until = until.unwrap_or(now);
    let results = required
        .into_iter()
        .map(|requirement| {
            let met_by = met_by(deps, now, &provider, &requirement, until)?;
            Ok(RequirementResult { requirement, met_by })
        })
        .collect::<Result<Vec<_>, ContractError>>()?;
    Ok(QualifiesResponse { qualifies: results.iter().all(|result| result.met_by.is_some()), results })
}

/// The number of the attestation that meets the requirement; of several, the one that lasts longest.
fn met_by(
    deps: Deps,
    now: u64,
    provider: &Addr,
    requirement: &Requirement,
    until: u64,
) -> Result<Option<u64>, ContractError> {
    let standing = standing(deps, now, provider, requirement.kind())?;
    let meeting = standing
        .into_iter()
        .filter(|(_, found)| found.expires_at >= until && requirement.is_met_by(&found.claim));
    Ok(meeting.max_by_key(|(_, found)| found.expires_at).map(|(attestation_id, _)| attestation_id))
}
