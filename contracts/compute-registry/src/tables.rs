//! The tables' rows as messages and queries need them, and the refusal where there is none.

use crate::ContractError;
use crate::attestation::Attestation;
use crate::auditor::Auditor;
use crate::state::{AUDITORS, ENDS, LATEST_ATTESTATIONS, SKUS, STATEMENTS};
use cosmwasm_std::{Addr, Order, Storage};
use weal_api::compute_registry::{ClaimKind, MAX_AUDITORS_PER_CLAIM, Sku};

/// The GPU model of that name. Errors: `UnknownSku`.
pub(crate) fn load_sku(storage: &dyn Storage, name: &str) -> Result<Sku, ContractError> {
    let name = name.to_owned();
    SKUS.may_load(storage, &name)?.ok_or(ContractError::UnknownSku { name })
}

/// The auditor's registration. Errors: `UnknownAuditor`.
pub(crate) fn load_auditor(storage: &dyn Storage, auditor: &Addr) -> Result<Auditor, ContractError> {
    let unknown = || ContractError::UnknownAuditor { auditor: auditor.clone() };
    AUDITORS.may_load(storage, auditor)?.ok_or_else(unknown)
}

/// The attestation of that number. Errors: `UnknownAttestation`.
pub(crate) fn load_attestation(
    storage: &dyn Storage,
    attestation_id: u64,
) -> Result<Attestation, ContractError> {
    let statement = STATEMENTS.may_load(storage, &attestation_id)?;
    let statement = statement.ok_or(ContractError::UnknownAttestation { attestation_id })?;
    Ok(Attestation { statement, end: ENDS.may_load(storage, &attestation_id)? })
}

/// The latest attestations of one kind, by auditor: at most as many as there are places.
pub(crate) fn places(
    storage: &dyn Storage,
    provider: &Addr,
    kind: ClaimKind,
) -> Result<Vec<(Addr, u64)>, ContractError> {
    let rows = LATEST_ATTESTATIONS.prefix(&(provider.clone(), kind.number()));
    let rows = rows.range(storage, None, None, Order::Ascending).take(MAX_AUDITORS_PER_CLAIM);
    rows.map(|row| Ok(row?)).collect()
}
