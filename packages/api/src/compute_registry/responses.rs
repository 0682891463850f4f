//! The answers to the registry's queries.

use super::{AuditTerms, Claim, ClaimKind, Requirement, RevocationReason, Sku};
use crate::asset::AssetInfo;
use cosmwasm_std::{Addr, Binary, Uint128};
use std::fmt;

/// Answer to `config`.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The account that keeps the table and the list, and judges.
    pub owner: Addr,
    /// The account that may take the ownership.
    pub pending_owner: Option<Addr>,
    /// The asset of bonds.
    pub bond_asset: AssetInfo,
    /// The account that gets what is slashed and is not its reporter's.
    pub treasury: Addr,
    /// The terms of attestations made from now on.
    pub terms: AuditTerms,
}

/// Answer to `skus`.
#[weal_wire::record]
pub struct SkusResponse {
    /// Rows, by name.
    pub skus: Vec<Sku>,
}

/// An auditor's standing: says what it may do.
#[weal_wire::record]
#[derive(weal_wire::Packed, Copy, Eq)]
pub enum AuditorStatus {
    /// Registered: may not attest yet.
    Registered,
    /// Approved: may attest its kinds.
    Approved,
    /// Suspended: may not attest, and what it attested does not count.
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
    /// The auditor's address.
    pub auditor: Addr,
    /// The auditor's name for people.
    pub name: String,
    /// The rest of the auditor's bond, base units.
    pub bond: Uint128,
    /// The auditor's standing.
    pub status: AuditorStatus,
    /// The kinds for which the auditor is approved, or was before it was suspended.
    pub kinds: Vec<ClaimKind>,
    /// The last second in which the auditor is liable for anything: after it the bond can be withdrawn. Zero before its
    /// first attestation.
    pub liable_until: u64,
}

/// Answer to `auditors`.
#[weal_wire::record]
pub struct AuditorsResponse {
    /// Rows, by address.
    pub auditors: Vec<AuditorResponse>,
}

/// The state of an attestation.
#[weal_wire::record]
#[derive(weal_wire::Packed, Eq)]
pub enum AttestationStatus {
    /// The attestation counts.
    Standing,
    /// The attestation's time is over.
    Expired,
    /// The auditor attested the same kind anew.
    Replaced {
        /// The newer attestation's number.
        by: u64,
    },
    /// The auditor is suspended.
    AuditorSuspended,
    /// The attestation was ended before its time.
    Revoked {
        /// The account that ended it: the auditor or the owner.
        by: Addr,
        /// The reason.
        reason: RevocationReason,
        /// The time of the revocation (Unix seconds).
        at: u64,
    },
    /// The attestation was ruled false.
    Refuted {
        /// SHA-256 of the evidence.
        evidence_hash: Binary,
        /// The amount taken from the bond, base units.
        slashed: Uint128,
        /// The time of the ruling (Unix seconds).
        at: u64,
    },
}

/// An attestation.
#[weal_wire::record]
pub struct AttestationResponse {
    /// The attestation's number.
    pub attestation_id: u64,
    /// The provider that the claim is about.
    pub provider: Addr,
    /// The auditor that made the attestation.
    pub auditor: Addr,
    /// The fact.
    pub claim: Claim,
    /// SHA-256 of the document.
    pub document_hash: Binary,
    /// The document's address.
    pub uri: String,
    /// The time of the attestation (Unix seconds).
    pub attested_at: u64,
    /// The attestation's last second.
    pub expires_at: u64,
    /// The last second in which the attestation can be refuted.
    pub liable_until: u64,
    /// The most that refuting the attestation takes from the bond, base units.
    pub stake: Uint128,
    /// The attestation's state now.
    pub status: AttestationStatus,
}

/// Answer to `attestations`.
#[weal_wire::record]
pub struct AttestationsResponse {
    /// Rows, by kind, then auditor.
    pub attestations: Vec<AttestationResponse>,
}

/// A requirement with what meets it.
#[weal_wire::record]
pub struct RequirementResult {
    /// The requirement.
    pub requirement: Requirement,
    /// The attestation that meets the requirement and lasts longest; none where none does.
    pub met_by: Option<u64>,
}

/// Answer to `qualifies`.
#[weal_wire::record]
pub struct QualifiesResponse {
    /// True where all requirements are met.
    pub qualifies: bool,
    /// Results in the order asked, one for each requirement.
    pub results: Vec<RequirementResult>,
}

/// The registry's debts, base units of the bond asset.
#[weal_wire::record]
#[derive(weal_wire::Packed, Copy, Eq, Default)]
pub struct HoldingsResponse {
    /// Auditors' bonds.
    pub bonds: Uint128,
    /// Awards not sent yet.
    pub awards: Uint128,
}
