//! Attestations: what they may say, what they replace, when they end.

use super::suite::{BOND, DAY, DENOM, LIABILITY, Suite, assert_event, document, terms};
use compute_registry::ContractError;
use cosmwasm_std::{Addr, Binary, Uint128, coins};
use cw_multi_test::Executor;
use weal_api::compute_registry::{
    AttestationStatus, AttestationsResponse, Claim, ClaimKind, ExecuteMsg, QueryMsg, Requirement,
    RevocationReason,
};

fn claims() -> [Claim; 7] {
    [
        Claim::Iso27001 {},
        Claim::Soc2 {},
        Claim::RenewableShare { bps: 8_000 },
        Claim::Region { code: "eu-de".into() },
        Claim::Tee { technology: "tdx".into() },
        Claim::Pue { milli: 1_150 },
        Claim::CarbonIntensity { g_per_kwh: 40 },
    ]
}

#[test]
fn an_attestation_keeps_what_it_says_and_its_terms() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let msg = suite.attestation(Claim::RenewableShare { bps: 8_000 }, DAY);
    let (now, provider) = (suite.now(), suite.provider.clone());
    let attested = suite.run(&auditor, &msg);
    let (expires_at, hash) = ((now + DAY).to_string(), document(7).to_base64());
    assert_event(
        &attested,
        "wasm-attested",
        &[
            ("attestation_id", "1"),
            ("provider", provider.as_str()),
            ("auditor", auditor.as_str()),
            ("kind", "renewable_share"),
            ("document_hash", &hash),
            ("expires_at", &expires_at),
            ("stake", "500"),
            ("replaced", "0"),
        ],
    );

    // Later terms are not its own.
    let mut later = terms();
    later.slash_bps = 10_000;
    suite.govern(&ExecuteMsg::UpdateConfig { treasury: None, terms: Some(later) });
    let found = suite.found(1);
    assert_eq!(found.claim, Claim::RenewableShare { bps: 8_000 });
    assert_eq!((found.document_hash, found.uri.as_str()), (document(7), "https://audit.example/7"));
    assert_eq!((found.attested_at, found.expires_at), (now, now + DAY));
    assert_eq!((found.liable_until, found.stake.u128()), (now + DAY + LIABILITY, BOND / 2));
    assert_eq!(found.status, AttestationStatus::Standing);
}

/// The scenario of akash-network/community#1440: a provider whose attributes were audited as one signed set changed
/// one of them, and lost the audit of all.
#[test]
fn updating_one_attribute_invalidates_only_itself() {
    let mut suite = Suite::new();
    let (auditor, rival) = (suite.auditor.clone(), suite.rival.clone());
    let numbers = claims().map(|claim| suite.attest(&auditor, claim, 30 * DAY));
    let theirs = suite.attest(&rival, Claim::RenewableShare { bps: 7_000 }, 30 * DAY);
    let needs = |kind| Requirement::Attested { kind };
    let all: Vec<_> = ClaimKind::ALL.map(needs).into();
    assert!(suite.qualifies(&all, suite.now() + DAY).qualifies);

    let renewed = suite.attest(&auditor, Claim::RenewableShare { bps: 9_500 }, 30 * DAY);
    for (number, claim) in numbers.into_iter().zip(claims()) {
        let expected = if claim.kind() == ClaimKind::RenewableShare {
            AttestationStatus::Replaced { by: renewed }
        } else {
            AttestationStatus::Standing
        };
        assert_eq!(suite.status(number), expected, "{claim:?}");
    }
    assert_eq!(suite.status(theirs), AttestationStatus::Standing);
    assert!(suite.qualifies(&all, suite.now() + DAY).qualifies);
    let share = Requirement::RenewableShare { min_bps: 9_500 };
    assert_eq!(suite.qualifies(&[share], suite.now()).results[0].met_by, Some(renewed));
}

#[test]
fn an_attestation_ends_after_its_last_second_without_any_call() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    suite.advance(DAY);
    assert_eq!(suite.status(id), AttestationStatus::Standing);
    suite.advance(1);
    assert_eq!(suite.status(id), AttestationStatus::Expired);
    let anew = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    assert_eq!(suite.status(id), AttestationStatus::Expired);
    assert_eq!(suite.status(anew), AttestationStatus::Standing);
}

#[test]
fn two_attestations_in_one_block_leave_the_second() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let first = suite.attest(&auditor, Claim::Pue { milli: 1_100 }, DAY);
    let second = suite.attest(&auditor, Claim::Pue { milli: 1_300 }, DAY);
    assert_eq!(suite.status(first), AttestationStatus::Replaced { by: second });
    assert_eq!(suite.attestations().len(), 1);
}

#[test]
fn each_kind_has_its_longest_life() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    for claim in claims() {
        let (min, max_life) = (suite.now() + 1, claim.kind().max_life_seconds());
        for life in [0, max_life + 1] {
            let msg = suite.attestation(claim.clone(), life);
            let found = suite.now() + life;
            let max = suite.now() + max_life;
            let reason = ContractError::OutOfRange { field: "expires_at", found, min, max };
            suite.assert_refused(&auditor, &msg, &[], &reason);
        }
        suite.attest(&auditor, claim.clone(), 1);
        suite.attest(&auditor, claim, max_life);
    }
}

#[test]
fn values_keep_their_bounds() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    for good in [
        Claim::RenewableShare { bps: 10_000 },
        Claim::Pue { milli: 1_000 },
        Claim::Pue { milli: 10_000 },
        Claim::CarbonIntensity { g_per_kwh: 5_000 },
        Claim::Region { code: "eu".into() },
        Claim::Tee { technology: "x".repeat(32) },
    ] {
        suite.attest(&auditor, good, DAY);
    }
    let code = |field, found: &str| ContractError::MalformedText {
        field,
        found: found.into(),
        min: 2,
        max: 32,
        alphabet: "a-z, 0-9 and inner '-'",
    };
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    for (bad, reason) in [
        (Claim::RenewableShare { bps: 10_001 }, range("bps", 10_001, 0, 10_000)),
        (Claim::Pue { milli: 999 }, range("milli", 999, 1_000, 10_000)),
        (Claim::Pue { milli: 10_001 }, range("milli", 10_001, 1_000, 10_000)),
        (Claim::CarbonIntensity { g_per_kwh: 5_001 }, range("g_per_kwh", 5_001, 0, 5_000)),
        (Claim::Region { code: "e".into() }, code("region", "e")),
        (Claim::Region { code: "EU".into() }, code("region", "EU")),
        (Claim::Region { code: "eu-".into() }, code("region", "eu-")),
        (Claim::Tee { technology: "x".repeat(33) }, code("technology", &"x".repeat(33))),
    ] {
        let msg = suite.attestation(bad, DAY);
        suite.assert_refused(&auditor, &msg, &[], &reason);
    }
}

#[test]
fn a_document_has_a_hash_and_an_address() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    for bytes in [vec![], vec![1; 31], vec![1; 33], vec![0; 32]] {
        let mut msg = suite.attestation(Claim::Soc2 {}, DAY);
        let ExecuteMsg::Attest { document_hash, .. } = &mut msg else { unreachable!() };
        *document_hash = Binary::from(bytes.as_slice());
        let reason = ContractError::NotAHash { field: "document_hash", found: bytes.len() };
        suite.assert_refused(&auditor, &msg, &[], &reason);
    }
    for address in [String::new(), "x".repeat(257)] {
        let mut msg = suite.attestation(Claim::Soc2 {}, DAY);
        let ExecuteMsg::Attest { uri, .. } = &mut msg else { unreachable!() };
        uri.clone_from(&address);
        let error = suite.execute(&auditor, &msg, &[]).unwrap_err().to_string();
        assert!(error.contains("must be 1 to 256"), "{error}");
    }
}

#[test]
fn nobody_attests_of_itself_or_without_an_approved_bond() {
    let mut suite = Suite::new();
    let (auditor, stranger) = (suite.auditor.clone(), suite.stranger.clone());
    let mut msg = suite.attestation(Claim::Soc2 {}, DAY);
    let unknown = ContractError::UnknownAuditor { auditor: stranger.clone() };
    suite.assert_refused(&stranger, &msg, &[], &unknown);
    if let ExecuteMsg::Attest { provider, .. } = &mut msg {
        *provider = auditor.to_string();
    }
    let itself = ContractError::SelfAttestation { auditor: auditor.clone() };
    suite.assert_refused(&auditor, &msg, &[], &itself);
    let mut dearer = terms();
    dearer.min_bond = Uint128::new(BOND + 1);
    suite.govern(&ExecuteMsg::UpdateConfig { treasury: None, terms: Some(dearer) });
    let msg = suite.attestation(Claim::Soc2 {}, DAY);
    let small = ContractError::BondTooSmall { found: Uint128::new(BOND), required: Uint128::new(BOND + 1) };
    suite.assert_refused(&auditor, &msg, &[], &small);
    suite.execute(&auditor, &ExecuteMsg::AddBond {}, &coins(1, DENOM)).unwrap();
    suite.run(&auditor, &msg);
}

#[test]
fn an_attestation_is_revoked_by_its_auditor_or_the_owner_alone() {
    let mut suite = Suite::new();
    let (auditor, rival, owner) = (suite.auditor.clone(), suite.rival.clone(), suite.owner.clone());
    let provider = suite.provider.clone();
    let revoke = |attestation_id, reason| ExecuteMsg::Revoke { attestation_id, reason };
    let one = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let two = suite.attest(&auditor, Claim::Iso27001 {}, DAY);
    let reason =
        ContractError::NotRevoker { attestation_id: one, sender: rival.clone(), auditor: auditor.clone() };
    suite.assert_refused(&rival, &revoke(one, RevocationReason::MadeInError), &[], &reason);

    let revoked = suite.run(&auditor, &revoke(one, RevocationReason::CertificateWithdrawn));
    assert_event(
        &revoked,
        "wasm-attestation_revoked",
        &[
            ("attestation_id", "1"),
            ("provider", provider.as_str()),
            ("auditor", auditor.as_str()),
            ("by", auditor.as_str()),
            ("reason", "certificate_withdrawn"),
        ],
    );
    suite.run(&owner, &revoke(two, RevocationReason::FactsChanged));
    let at = suite.now();
    let status = AttestationStatus::Revoked { by: owner.clone(), reason: RevocationReason::FactsChanged, at };
    assert_eq!(suite.status(two), status);
    let ended = ContractError::Ended { attestation_id: two, status };
    suite.assert_refused(&auditor, &revoke(two, RevocationReason::MadeInError), &[], &ended);
    let unknown = ContractError::UnknownAttestation { attestation_id: 3 };
    suite.assert_refused(&owner, &revoke(3, RevocationReason::MadeInError), &[], &unknown);
}

#[test]
fn an_expired_attestation_cannot_be_revoked() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let attestation_id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    suite.advance(DAY + 1);
    let msg = ExecuteMsg::Revoke { attestation_id, reason: RevocationReason::ProviderRequest };
    let ended = ContractError::Ended { attestation_id, status: AttestationStatus::Expired };
    suite.assert_refused(&auditor, &msg, &[], &ended);
}

#[test]
fn a_ninth_auditor_takes_the_place_of_one_that_ended_or_none() {
    let mut suite = Suite::empty(|_| {});
    let auditors: Vec<Addr> = (0..9).map(|n| suite.app.api().addr_make(&format!("auditor{n}"))).collect();
    for auditor in &auditors {
        let (owner, funds) = (suite.owner.clone(), coins(BOND, DENOM));
        suite.app.send_tokens(owner, auditor.clone(), &funds).unwrap();
        suite.register(auditor);
        suite.approve(auditor, vec![ClaimKind::Soc2, ClaimKind::Iso27001]);
    }
    let numbers: Vec<u64> =
        auditors[..8].iter().map(|auditor| suite.attest(auditor, Claim::Soc2 {}, DAY)).collect();
    let ninth = &auditors[8];
    let (provider, kind) = (suite.provider.clone(), ClaimKind::Soc2);
    let full = ContractError::TooManyAuditors { provider, kind, max: 8 };
    let msg = suite.attestation(Claim::Soc2 {}, DAY);
    suite.assert_refused(ninth, &msg, &[], &full);
    suite.attest(ninth, Claim::Iso27001 {}, DAY);
    suite.attest(&auditors[0], Claim::Soc2 {}, DAY);
    // A suspended auditor may come back: its place is kept.
    suite.govern(&ExecuteMsg::SuspendAuditor { auditor: auditors[1].to_string() });
    suite.assert_refused(ninth, &msg, &[], &full);

    let reason = RevocationReason::FactsChanged;
    suite.govern(&ExecuteMsg::Revoke { attestation_id: numbers[5], reason });
    suite.run(ninth, &msg);
    let standing = suite.attestations();
    assert_eq!(standing.iter().filter(|row| row.claim == Claim::Soc2 {}).count(), 8);
    assert!(standing.iter().all(|row| row.attestation_id != numbers[5]));
}

#[test]
fn attestations_are_paged_by_kind_and_auditor() {
    let mut suite = Suite::new();
    for auditor in [suite.auditor.clone(), suite.rival.clone()] {
        for claim in claims() {
            suite.attest(&auditor, claim, DAY);
        }
    }
    let all = suite.attestations();
    assert_eq!(all.len(), 14);
    assert!(all.is_sorted_by_key(|row| (row.claim.kind(), row.auditor.clone())));
    let mut paged = vec![];
    let mut start_after = None;
    loop {
        let provider = suite.provider.to_string();
        let msg = QueryMsg::Attestations { provider, start_after, limit: Some(4) };
        let page = suite.query::<AttestationsResponse>(&msg).attestations;
        let Some(last) = page.last() else { break };
        start_after = Some((last.claim.kind(), last.auditor.to_string()));
        paged.extend(page);
    }
    assert_eq!(paged, all);
}
