//! What the registry reports: a struct per fact, with the state after it.

use super::{ClaimKind, RevocationReason};
use cosmwasm_std::{Addr, Binary, Event, Uint128};

/// The terms of future attestations, after a change or at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigUpdated {
    /// Gets the rest of a slash.
    pub treasury: Addr,
    /// Least bond, base units.
    pub min_bond: Uint128,
    /// Of the bond, for one false attestation.
    pub slash_bps: u16,
    /// Of a slash, to its reporter.
    pub reporter_share_bps: u16,
    /// After an attestation's last second.
    pub liability_seconds: u64,
}

impl From<ConfigUpdated> for Event {
    fn from(fact: ConfigUpdated) -> Self {
        Self::new("config_updated")
            .add_attribute("treasury", fact.treasury)
            .add_attribute("min_bond", fact.min_bond)
            .add_attribute("slash_bps", fact.slash_bps.to_string())
            .add_attribute("reporter_share_bps", fact.reporter_share_bps.to_string())
            .add_attribute("liability_seconds", fact.liability_seconds.to_string())
    }
}

/// A GPU model came into the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkuAdded {
    /// Its name.
    pub name: String,
    /// Memory, GB.
    pub vram_gb: u32,
    /// Dense INT8 throughput.
    pub int8_tops: u32,
    /// Power at full load.
    pub watts: u32,
}

impl From<SkuAdded> for Event {
    fn from(fact: SkuAdded) -> Self {
        Self::new("sku_added")
            .add_attribute("name", fact.name)
            .add_attribute("vram_gb", fact.vram_gb.to_string())
            .add_attribute("int8_tops", fact.int8_tops.to_string())
            .add_attribute("watts", fact.watts.to_string())
    }
}

/// A GPU model left the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkuRetired {
    /// Its name.
    pub name: String,
}

impl From<SkuRetired> for Event {
    fn from(fact: SkuRetired) -> Self {
        Self::new("sku_retired").add_attribute("name", fact.name)
    }
}

/// An auditor left its bond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditorRegistered {
    /// Who.
    pub auditor: Addr,
    /// What people call it.
    pub name: String,
    /// Base units.
    pub bond: Uint128,
}

impl From<AuditorRegistered> for Event {
    fn from(fact: AuditorRegistered) -> Self {
        Self::new("auditor_registered")
            .add_attribute("auditor", fact.auditor)
            .add_attribute("name", fact.name)
            .add_attribute("bond", fact.bond)
    }
}

/// An auditor's bond grew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditorBondAdded {
    /// Who.
    pub auditor: Addr,
    /// Base units.
    pub added: Uint128,
    /// Its bond now, base units.
    pub bond: Uint128,
}

impl From<AuditorBondAdded> for Event {
    fn from(fact: AuditorBondAdded) -> Self {
        Self::new("auditor_bond_added")
            .add_attribute("auditor", fact.auditor)
            .add_attribute("added", fact.added)
            .add_attribute("bond", fact.bond)
    }
}

/// An auditor may attest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditorApproved {
    /// Who.
    pub auditor: Addr,
    /// What.
    pub kinds: Vec<ClaimKind>,
}

impl From<AuditorApproved> for Event {
    fn from(fact: AuditorApproved) -> Self {
        Self::new("auditor_approved")
            .add_attribute("auditor", fact.auditor)
            .add_attribute("kinds", fact.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(","))
    }
}

/// An auditor was stopped; what it attested does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditorSuspended {
    /// Who.
    pub auditor: Addr,
}

impl From<AuditorSuspended> for Event {
    fn from(fact: AuditorSuspended) -> Self {
        Self::new("auditor_suspended").add_attribute("auditor", fact.auditor)
    }
}

/// An auditor left with its bond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditorBondWithdrawn {
    /// Who.
    pub auditor: Addr,
    /// Base units.
    pub amount: Uint128,
}

impl From<AuditorBondWithdrawn> for Event {
    fn from(fact: AuditorBondWithdrawn) -> Self {
        Self::new("auditor_bond_withdrawn")
            .add_attribute("auditor", fact.auditor)
            .add_attribute("amount", fact.amount)
    }
}

/// A fact was attested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested {
    /// Its number.
    pub attestation_id: u64,
    /// Of whom.
    pub provider: Addr,
    /// By whom.
    pub auditor: Addr,
    /// What kind of fact.
    pub kind: ClaimKind,
    /// SHA-256 of the document.
    pub document_hash: Binary,
    /// Its last second.
    pub expires_at: u64,
    /// What refuting it takes at most, base units.
    pub stake: Uint128,
    /// The attestation in whose place it stands; 0 for none in the event.
    pub replaced: Option<u64>,
}

impl From<Attested> for Event {
    fn from(fact: Attested) -> Self {
        Self::new("attested")
            .add_attribute("attestation_id", fact.attestation_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("auditor", fact.auditor)
            .add_attribute("kind", fact.kind.name())
            .add_attribute("document_hash", fact.document_hash.to_base64())
            .add_attribute("expires_at", fact.expires_at.to_string())
            .add_attribute("stake", fact.stake)
            .add_attribute("replaced", fact.replaced.unwrap_or_default().to_string())
    }
}

/// An attestation was ended before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttestationRevoked {
    /// Its number.
    pub attestation_id: u64,
    /// Of whom.
    pub provider: Addr,
    /// Who had made it.
    pub auditor: Addr,
    /// Who ended it.
    pub by: Addr,
    /// Why.
    pub reason: RevocationReason,
}

impl From<AttestationRevoked> for Event {
    fn from(fact: AttestationRevoked) -> Self {
        Self::new("attestation_revoked")
            .add_attribute("attestation_id", fact.attestation_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("auditor", fact.auditor)
            .add_attribute("by", fact.by)
            .add_attribute("reason", reason(fact.reason))
    }
}

/// An attestation was ruled false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttestationRefuted {
    /// Its number.
    pub attestation_id: u64,
    /// Of whom.
    pub provider: Addr,
    /// Who had made it.
    pub auditor: Addr,
    /// SHA-256 of the evidence.
    pub evidence_hash: Binary,
    /// Taken from the bond, base units.
    pub slashed: Uint128,
    /// Of that, to the reporter.
    pub awarded: Uint128,
    /// What is left of the bond.
    pub bond: Uint128,
}

impl From<AttestationRefuted> for Event {
    fn from(fact: AttestationRefuted) -> Self {
        Self::new("attestation_refuted")
            .add_attribute("attestation_id", fact.attestation_id.to_string())
            .add_attribute("provider", fact.provider)
            .add_attribute("auditor", fact.auditor)
            .add_attribute("evidence_hash", fact.evidence_hash.to_base64())
            .add_attribute("slashed", fact.slashed)
            .add_attribute("awarded", fact.awarded)
            .add_attribute("bond", fact.bond)
    }
}

/// An award was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardClaimed {
    /// To whom.
    pub account: Addr,
    /// Base units.
    pub amount: Uint128,
}

impl From<AwardClaimed> for Event {
    fn from(fact: AwardClaimed) -> Self {
        Self::new("award_claimed").add_attribute("account", fact.account).add_attribute("amount", fact.amount)
    }
}

/// A next owner was named, or none any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipProposed {
    /// The owner.
    pub owner: Addr,
    /// Who may take over; empty in the event for nobody.
    pub pending_owner: Option<Addr>,
}

impl From<OwnershipProposed> for Event {
    fn from(fact: OwnershipProposed) -> Self {
        Self::new("ownership_proposed")
            .add_attribute("owner", fact.owner)
            .add_attribute("pending_owner", fact.pending_owner.map_or_else(String::new, Addr::into_string))
    }
}

/// The ownership changed hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipAccepted {
    /// The owner now.
    pub owner: Addr,
}

impl From<OwnershipAccepted> for Event {
    fn from(fact: OwnershipAccepted) -> Self {
        Self::new("ownership_accepted").add_attribute("owner", fact.owner)
    }
}

const fn reason(reason: RevocationReason) -> &'static str {
    match reason {
        RevocationReason::FactsChanged => "facts_changed",
        RevocationReason::CertificateWithdrawn => "certificate_withdrawn",
        RevocationReason::MadeInError => "made_in_error",
        RevocationReason::ProviderRequest => "provider_request",
    }
}
