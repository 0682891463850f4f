//! Events of the registry.

use super::{account, same, units};
use cosmwasm_std::Binary;
use weal_api::compute_registry::{
    AttestationRefuted, AttestationRevoked, Attested, AuditorApproved, AuditorBondAdded,
    AuditorBondWithdrawn, AuditorRegistered, AuditorSuspended, AwardClaimed, ClaimKind, ConfigUpdated,
    OwnershipAccepted, OwnershipProposed, RevocationReason, SkuAdded, SkuRetired,
};

#[test]
fn events_of_the_registry_have_these_bytes() {
    same(
        ConfigUpdated {
            treasury: account("treasury"),
            min_bond: units(2_000),
            slash_bps: 3,
            reporter_share_bps: 4,
            liability_seconds: 5,
        },
        "config_updated treasury=treasury min_bond=2000 slash_bps=3 reporter_share_bps=4 liability_seconds=5",
    );
    same(
        SkuAdded { name: "name".to_owned(), vram_gb: 2, int8_tops: 3, watts: 4 },
        "sku_added name=name vram_gb=2 int8_tops=3 watts=4",
    );
    same(SkuRetired { name: "name".to_owned() }, "sku_retired name=name");
    same(
        AuditorRegistered { auditor: account("auditor"), name: "name".to_owned(), bond: units(3_000) },
        "auditor_registered auditor=auditor name=name bond=3000",
    );
    same(
        AuditorBondAdded { auditor: account("auditor"), added: units(2_000), bond: units(3_000) },
        "auditor_bond_added auditor=auditor added=2000 bond=3000",
    );
    same(
        AuditorApproved {
            auditor: account("auditor"),
            kinds: vec![ClaimKind::RenewableShare, ClaimKind::Tee],
        },
        "auditor_approved auditor=auditor kinds=renewable_share,tee",
    );
    same(AuditorSuspended { auditor: account("auditor") }, "auditor_suspended auditor=auditor");
    same(
        AuditorBondWithdrawn { auditor: account("auditor"), amount: units(2_000) },
        "auditor_bond_withdrawn auditor=auditor amount=2000",
    );
    same(
        Attested {
            attestation_id: 1,
            provider: account("provider"),
            auditor: account("auditor"),
            kind: ClaimKind::RenewableShare,
            document_hash: Binary::from([5; 5]),
            expires_at: 6,
            stake: units(7_000),
            replaced: Some(8),
        },
        "attested attestation_id=1 provider=provider auditor=auditor kind=renewable_share document_hash=BQUFBQU= expires_at=6 stake=7000 replaced=8",
    );
    same(
        Attested {
            attestation_id: 0,
            provider: account("same"),
            auditor: account("same"),
            kind: ClaimKind::RenewableShare,
            document_hash: Binary::from([5; 5]),
            expires_at: 0,
            stake: units(0),
            replaced: None,
        },
        "attested attestation_id=0 provider=same auditor=same kind=renewable_share document_hash=BQUFBQU= expires_at=0 stake=0 replaced=0",
    );
    same(
        AttestationRevoked {
            attestation_id: 1,
            provider: account("provider"),
            auditor: account("auditor"),
            by: account("by"),
            reason: RevocationReason::FactsChanged,
        },
        "attestation_revoked attestation_id=1 provider=provider auditor=auditor by=by reason=facts_changed",
    );
    same(
        AttestationRevoked {
            attestation_id: 0,
            provider: account("same"),
            auditor: account("same"),
            by: account("same"),
            reason: RevocationReason::ProviderRequest,
        },
        "attestation_revoked attestation_id=0 provider=same auditor=same by=same reason=provider_request",
    );
    same(
        AttestationRefuted {
            attestation_id: 1,
            provider: account("provider"),
            auditor: account("auditor"),
            evidence_hash: Binary::from([4; 5]),
            slashed: units(5_000),
            awarded: units(6_000),
            bond: units(7_000),
        },
        "attestation_refuted attestation_id=1 provider=provider auditor=auditor evidence_hash=BAQEBAQ= slashed=5000 awarded=6000 bond=7000",
    );
    same(
        AwardClaimed { account: account("account"), amount: units(2_000) },
        "award_claimed account=account amount=2000",
    );
    same(
        OwnershipProposed { owner: account("owner"), pending_owner: Some(account("pending_owner")) },
        "ownership_proposed owner=owner pending_owner=pending_owner",
    );
    same(
        OwnershipProposed { owner: account("same"), pending_owner: None },
        "ownership_proposed owner=same pending_owner=",
    );
    same(OwnershipAccepted { owner: account("owner") }, "ownership_accepted owner=owner");
}
