//! Every storage key of this contract beside cw2's `contract_info` and the public [`weal_api::compute_registry::SKUS`].

use crate::ContractError;
use crate::attestation::{Attestation, Statement};
use crate::auditor::Auditor;
use crate::config::{Config, Ownership};
use cosmwasm_std::{Addr, Order, StdResult, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use weal_api::compute_registry::{
    AttestationStatus, ClaimKind, HoldingsResponse, MAX_AUDITORS_PER_CLAIM, SKUS, Sku,
};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-registry";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Token, treasury, terms. Written by `instantiate` and `update_config`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// Owner and proposed owner. Written by `instantiate` and the ownership messages.
pub(crate) const OWNERSHIP: Item<Ownership> = Item::new("ownership");

/// Auditor → registration (I1, I3, I4). Written by auditor messages, `attest` and `refute`.
pub(crate) const AUDITORS: Map<&Addr, Auditor> = Map::new("auditors");

/// The last attestation's number.
pub(crate) const ATTESTATION_COUNT: Item<u64> = Item::new("attestation_count");
/// Number → what was attested. Written by `attest`, once; never removed.
pub(crate) const STATEMENTS: Map<u64, Statement> = Map::new("statements");
/// Number → how the attestation ended before its time. Written by `attest`, `revoke` and `refute`; never removed.
pub(crate) const ENDS: Map<u64, AttestationStatus> = Map::new("ends");
/// (Provider, kind's number, auditor) → its attestation (I5). Written by `attest` only.
pub(crate) const LATEST_ATTESTATIONS: Map<(&Addr, u8, &Addr), u64> = Map::new("latest_attestations");

/// Account → what it was awarded and not sent, base units; no record for zero (I1). Written by `refute` and
/// `claim_award`.
pub(crate) const AWARDS: Map<&Addr, Uint128> = Map::new("awards");
/// Sums over all auditors and accounts (I1, I2). Written by every message that moves money.
pub(crate) const HOLDINGS: Item<HoldingsResponse> = Item::new("holdings");

/// Errors: `UnknownSku`.
pub(crate) fn load_sku(storage: &dyn Storage, name: &str) -> Result<Sku, ContractError> {
    SKUS.may_load(storage, name)?.ok_or_else(|| ContractError::UnknownSku { name: name.to_owned() })
}

/// Errors: `UnknownAuditor`.
pub(crate) fn load_auditor(storage: &dyn Storage, auditor: &Addr) -> Result<Auditor, ContractError> {
    let unknown = || ContractError::UnknownAuditor { auditor: auditor.clone() };
    AUDITORS.may_load(storage, auditor)?.ok_or_else(unknown)
}

/// Errors: `UnknownAttestation`.
pub(crate) fn load_attestation(
    storage: &dyn Storage,
    attestation_id: u64,
) -> Result<Attestation, ContractError> {
    let statement = STATEMENTS.may_load(storage, attestation_id)?;
    let statement = statement.ok_or(ContractError::UnknownAttestation { attestation_id })?;
    Ok(Attestation { statement, end: ENDS.may_load(storage, attestation_id)? })
}

/// The latest attestations of one kind, by auditor: at most as many as there are places.
pub(crate) fn places(storage: &dyn Storage, provider: &Addr, kind: ClaimKind) -> StdResult<Vec<(Addr, u64)>> {
    let rows = LATEST_ATTESTATIONS.prefix((provider, kind.number()));
    rows.range(storage, None, None, Order::Ascending).take(MAX_AUDITORS_PER_CLAIM).collect()
}

#[cfg(test)]
mod tests {
    /// No namespace is another's beginning once the length that maps put before theirs is counted.
    #[test]
    fn storage_namespaces_differ() {
        let items = ["config", "ownership", "attestation_count", "holdings", "contract_info"];
        let maps = ["skus", "auditors", "statements", "ends", "latest_attestations", "awards"];
        let prefixed = maps.map(|name| {
            let length = u16::try_from(name.len()).unwrap().to_be_bytes();
            [&length, name.as_bytes()].concat()
        });
        let all: Vec<Vec<u8>> = items.iter().map(|name| name.as_bytes().to_vec()).chain(prefixed).collect();
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }
}
