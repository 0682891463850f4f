//! What the registry answers.

use super::{AuditTerms, Claim, ClaimKind, Requirement, RevocationReason, Sku};
use crate::asset::AssetInfo;
use cosmwasm_std::{Addr, Binary, Uint128};
use std::fmt;

/// Answer to `config`.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Who keeps the table and the list, and judges.
    pub owner: Addr,
    /// Who may take over.
    pub pending_owner: Option<Addr>,
    /// The asset of bonds.
    pub bond_asset: AssetInfo,
    /// Gets what is slashed and is not its reporter's.
    pub treasury: Addr,
    /// The terms of attestations made from now on.
    pub terms: AuditTerms,
}

/// Answer to `skus`.
#[weal_wire::record]
pub struct SkusResponse {
    /// By name.
    pub skus: Vec<Sku>,
}

/// What an auditor may do.
#[weal_wire::record]
#[derive(weal_wire::Packed, Copy, Eq)]
pub enum AuditorStatus {
    /// Nothing yet.
    Registered,
    /// Attest its kinds.
    Approved,
    /// Nothing; what it attested does not count.
    Suspended,
}

impl fmt::Display for AuditorStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Registered => "registered",
            Self::Approved => "approved",
            Self::Suspended => "suspended",
        })
    }
}

/// An auditor.
#[weal_wire::record]
pub struct AuditorResponse {
    /// Who.
    pub auditor: Addr,
    /// What people call it.
    pub name: String,
    /// What is left of its bond, base units.
    pub bond: Uint128,
    /// What it may do.
    pub status: AuditorStatus,
    /// What it is approved for, or was before it was suspended.
    pub kinds: Vec<ClaimKind>,
    /// The last second in which it is liable for anything: after it the bond can be withdrawn. Zero before its first
    /// attestation.
    pub liable_until: u64,
}

/// Answer to `auditors`.
#[weal_wire::record]
pub struct AuditorsResponse {
    /// By address.
    pub auditors: Vec<AuditorResponse>,
}

/// How an attestation stands.
#[weal_wire::record]
#[derive(weal_wire::Packed, Eq)]
pub enum AttestationStatus {
    /// It counts.
    Standing,
    /// Its time is over.
    Expired,
    /// Its auditor attested the same kind anew.
    Replaced {
        /// The newer one.
        by: u64,
    },
    /// Its auditor is suspended.
    AuditorSuspended,
    /// It was ended before its time.
    Revoked {
        /// By whom: its auditor or the owner.
        by: Addr,
        /// Why.
        reason: RevocationReason,
        /// When (Unix seconds).
        at: u64,
    },
    /// It was ruled false.
    Refuted {
        /// SHA-256 of the evidence.
        evidence_hash: Binary,
        /// Taken from the bond, base units.
        slashed: Uint128,
        /// When (Unix seconds).
        at: u64,
    },
}

/// An attestation.
#[weal_wire::record]
pub struct AttestationResponse {
    /// Its number.
    pub attestation_id: u64,
    /// Whom it is about.
    pub provider: Addr,
    /// Who made it.
    pub auditor: Addr,
    /// The fact.
    pub claim: Claim,
    /// SHA-256 of the document.
    pub document_hash: Binary,
    /// Where the document is.
    pub uri: String,
    /// When it was made (Unix seconds).
    pub attested_at: u64,
    /// Its last second.
    pub expires_at: u64,
    /// The last second in which it can be refuted.
    pub liable_until: u64,
    /// What refuting it takes from the bond at most, base units.
    pub stake: Uint128,
    /// How it stands now.
    pub status: AttestationStatus,
}

/// Answer to `attestations`.
#[weal_wire::record]
pub struct AttestationsResponse {
    /// By kind, then auditor.
    pub attestations: Vec<AttestationResponse>,
}

/// A requirement with what meets it.
#[weal_wire::record]
pub struct RequirementResult {
    /// What is asked.
    pub requirement: Requirement,
    /// The attestation that meets it and lasts longest; none where none does.
    pub met_by: Option<u64>,
}

/// Answer to `qualifies`.
#[weal_wire::record]
pub struct QualifiesResponse {
    /// All are met.
    pub qualifies: bool,
    /// Each, in the order asked.
    pub results: Vec<RequirementResult>,
}

/// What the registry owes, base units of the bond asset.
#[weal_wire::record]
#[derive(weal_wire::Packed, Copy, Eq, Default)]
pub struct HoldingsResponse {
    /// Auditors' bonds.
    pub bonds: Uint128,
    /// Awards that were not sent yet.
    pub awards: Uint128,
}
