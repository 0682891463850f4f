//! Events of the registry, one struct each, with the state after them.

use super::{ClaimKind, RevocationReason};
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_wire::event::EventValue;

/// The terms of future attestations, after a change or at the start.
#[weal_wire::event]
pub struct ConfigUpdated {
    /// Account that gets the rest of a slash.
    pub treasury: Addr,
    /// Least bond, base units.
    pub min_bond: Uint128,
    /// Part of the bond that one false attestation costs, basis points.
    pub slash_bps: u16,
    /// Part of a slash that its reporter gets, basis points.
    pub reporter_share_bps: u16,
    /// Liability after an attestation's last second, seconds.
    pub liability_seconds: u64,
}

/// A GPU model came into the table.
#[weal_wire::event]
pub struct SkuAdded {
    pub name: String,
    /// Memory, GB.
    pub vram_gb: u32,
    /// Dense INT8 throughput.
    pub int8_tops: u32,
    /// Power at full load.
    pub watts: u32,
}

/// A GPU model left the market.
#[weal_wire::event]
pub struct SkuRetired {
    pub name: String,
}

/// An auditor left its bond.
#[weal_wire::event]
pub struct AuditorRegistered {
    pub auditor: Addr,
    /// Name by which people call it.
    pub name: String,
    /// Bond, base units.
    pub bond: Uint128,
}

/// An auditor's bond grew.
#[weal_wire::event]
pub struct AuditorBondAdded {
    pub auditor: Addr,
    /// Amount added, base units.
    pub added: Uint128,
    /// Bond afterwards, base units.
    pub bond: Uint128,
}

/// An auditor may attest.
#[weal_wire::event]
pub struct AuditorApproved {
    pub auditor: Addr,
    /// Kinds of fact that it may attest.
    pub kinds: Vec<ClaimKind>,
}

/// An auditor was stopped; what it attested does not count.
#[weal_wire::event]
pub struct AuditorSuspended {
    pub auditor: Addr,
}

/// An auditor left with its bond.
#[weal_wire::event]
pub struct AuditorBondWithdrawn {
    pub auditor: Addr,
    /// Amount paid, base units.
    pub amount: Uint128,
}

/// A fact was attested.
#[weal_wire::event]
pub struct Attested {
    pub attestation_id: u64,
    /// Account whose fact it is.
    pub provider: Addr,
    /// Account that attested it.
    pub auditor: Addr,
    /// Kind of the fact.
    pub kind: ClaimKind,
    /// SHA-256 of the document.
    pub document_hash: Binary,
    /// Last second of the attestation, Unix time.
    pub expires_at: u64,
    /// Amount that refuting it takes at most, base units.
    pub stake: Uint128,
    /// Attestation in whose place it stands; 0 in the event for none.
    #[event(none = "0")]
    pub replaced: Option<u64>,
}

/// An attestation was ended before its time.
#[weal_wire::event]
pub struct AttestationRevoked {
    pub attestation_id: u64,
    /// Account whose fact it was.
    pub provider: Addr,
    /// Account that had attested it.
    pub auditor: Addr,
    /// Account that ended it.
    pub by: Addr,
    pub reason: RevocationReason,
}

/// An attestation was ruled false.
#[weal_wire::event]
pub struct AttestationRefuted {
    pub attestation_id: u64,
    /// Account whose fact it was.
    pub provider: Addr,
    /// Account that had attested it.
    pub auditor: Addr,
    /// SHA-256 of the evidence.
    pub evidence_hash: Binary,
    /// Amount taken from the bond, base units.
    pub slashed: Uint128,
    /// Part of it that the reporter got, base units.
    pub awarded: Uint128,
    /// Bond that is left, base units.
    pub bond: Uint128,
}

/// An award was sent.
#[weal_wire::event]
pub struct AwardClaimed {
    pub account: Addr,
    /// Amount sent, base units.
    pub amount: Uint128,
}

/// A next owner was named, or none any more.
#[weal_wire::event]
pub struct OwnershipProposed {
    /// Account that still owns the registry.
    pub owner: Addr,
    /// Account that may take over; empty in the event for nobody.
    #[event(none = "")]
    pub pending_owner: Option<Addr>,
}

/// The ownership changed hands.
#[weal_wire::event]
pub struct OwnershipAccepted {
    pub owner: Addr,
}

impl EventValue for ClaimKind {
    fn into_text(self) -> String {
        self.name().to_owned()
    }
}

impl EventValue for RevocationReason {
    fn into_text(self) -> String {
        let text = match self {
            Self::FactsChanged => "facts_changed",
            Self::CertificateWithdrawn => "certificate_withdrawn",
            Self::MadeInError => "made_in_error",
            Self::ProviderRequest => "provider_request",
        };
        text.to_owned()
    }
}
