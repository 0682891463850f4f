//! An attestation: what it says, under which terms, and how it ended.

use crate::ContractError;
use crate::config::in_range;
use crate::text::code;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_registry::{AttestationResponse, AttestationStatus, AuditorStatus, Claim};
use weal_fixed_point::FULL_BPS;
use weal_records::Packed;

/// The statement of an auditor; written once.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Statement {
    /// The provider that it is about.
    pub(crate) provider: Addr,
    /// The auditor that stands for it.
    pub(crate) auditor: Addr,
    /// The fact.
    pub(crate) claim: Claim,
    /// SHA-256 of the document.
    pub(crate) document_hash: Binary,
    /// The place of the document.
    pub(crate) uri: String,
    /// The time of the attestation, Unix seconds.
    pub(crate) attested_at: u64,
    /// x: the attestation's last second (Unix time).
    pub(crate) expires_at: u64,
    /// ℓ: the last second in which it can be refuted (Unix time).
    pub(crate) liable_until: u64,
    /// s: the most that refuting it takes, base units.
    pub(crate) stake: Uint128,
    /// ρ: the reporter's part of a slash, basis points.
    pub(crate) reporter_share_bps: u16,
}

/// A statement and what became of it.
pub(crate) struct Attestation {
    /// The statement.
    pub(crate) statement: Statement,
    /// Its end before its time: `Replaced`, `Revoked` or `Refuted`.
    pub(crate) end: Option<AttestationStatus>,
}

impl Attestation {
    /// The attestation's status at `now`, by the status of its auditor.
    pub(crate) fn status(&self, now: u64, auditor: Option<AuditorStatus>) -> AttestationStatus {
        match (&self.end, auditor) {
            (Some(end), _) => end.clone(),
            (None, _) if self.has_expired(now) => AttestationStatus::Expired,
            (None, Some(AuditorStatus::Approved)) => AttestationStatus::Standing,
            (None, _) => AttestationStatus::AuditorSuspended,
        }
    }

    /// True where the attestation can never count again, whatever becomes of its auditor.
    pub(crate) fn is_over(&self, now: u64) -> bool {
        self.end.is_some() || self.has_expired(now)
    }

    pub(crate) const fn is_refuted(&self) -> bool {
        matches!(self.end, Some(AttestationStatus::Refuted { .. }))
    }

    /// True after the attestation's last second, which still counts.
    const fn has_expired(&self, now: u64) -> bool {
        now > self.statement.expires_at
    }

    pub(crate) fn describe(self, attestation_id: u64, status: AttestationStatus) -> AttestationResponse {
        let statement = self.statement;
        AttestationResponse {
            attestation_id,
            provider: statement.provider,
            auditor: statement.auditor,
            claim: statement.claim,
            document_hash: statement.document_hash,
            uri: statement.uri,
            attested_at: statement.attested_at,
            expires_at: statement.expires_at,
            liable_until: statement.liable_until,
            stake: statement.stake,
            status,
        }
    }
}

/// Refuses a claim outside its bounds. Errors: `OutOfRange`, `MalformedText`.
pub(crate) fn check_claim(claim: &Claim) -> Result<(), ContractError> {
    match claim {
        Claim::Iso27001 {} | Claim::Soc2 {} => Ok(()),
        Claim::RenewableShare { bps } => in_range("bps", (*bps).into(), 0, FULL_BPS.into()),
        Claim::Region { code: region } => code("region", region),
        Claim::Tee { technology } => code("technology", technology),
        Claim::Pue { milli } => in_range("milli", (*milli).into(), 1_000, 10_000),
        Claim::CarbonIntensity { g_per_kwh } => in_range("g_per_kwh", (*g_per_kwh).into(), 0, 5_000),
    }
}
