//! Everything that this contract stores beside cw2's `contract_info`.

use crate::attestation::Statement;
use crate::auditor::Auditor;
use crate::config::{Config, Ownership};
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_registry::{AttestationStatus, HoldingsResponse, Sku};
use weal_records::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-registry";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// Token, treasury and terms. Written by `instantiate` and `update_config`.
    pub(crate) const CONFIG: Item<Config> = Item::new(1);
    /// Owner and proposed owner. Written by `instantiate` and the ownership messages.
    pub(crate) const OWNERSHIP: Item<Ownership> = Item::new(2);
    /// Name → GPU model; public. Written by `add_sku` and `retire_sku`.
    pub(crate) const SKUS: Map<String, Sku> = weal_api::compute_registry::SKUS;
    /// Auditor → registration (I1, I3, I4). Written by auditor messages, `attest` and `refute`.
    pub(crate) const AUDITORS: Map<Addr, Auditor> = Map::new(4);
    /// The last attestation's number. Written by `attest`.
    pub(crate) const ATTESTATION_COUNT: Item<u64> = Item::new(5);
    /// Attestation → its statement. Written by `attest`, once; never removed.
    pub(crate) const STATEMENTS: Map<u64, Statement> = Map::new(6);
    /// Attestation → its end before its time. Written by `attest`, `revoke` and `refute`; never removed.
    pub(crate) const ENDS: Map<u64, AttestationStatus> = Map::new(7);
    /// (Provider, kind's number, auditor) → its latest attestation (I5). Written by `attest` only.
    pub(crate) const LATEST_ATTESTATIONS: Map<(Addr, u8, Addr), u64> = Map::new(8);
    /// Account → awards that were not sent yet, base units; absent for zero (I1). Written by `refute` and
    /// `claim_award`.
    pub(crate) const AWARDS: Map<Addr, Uint128> = Map::new(9);
    /// The sums over all auditors and accounts (I1, I2). Written by every message that moves money.
    pub(crate) const HOLDINGS: Item<HoldingsResponse> = Item::new(10);
}
