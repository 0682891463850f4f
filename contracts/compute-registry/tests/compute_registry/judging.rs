//! False attestations: their cost, the accounts that it goes to, and how often.

use super::suite::{BOND, DAY, DENOM, LIABILITY, Suite, assert_event, document, terms};
use compute_registry::ContractError;
use cosmwasm_std::{Binary, Uint128, coins};
use weal_api::compute_registry::{AttestationStatus, Claim, ExecuteMsg, RevocationReason};

#[test]
fn a_false_attestation_costs_its_stake_once() {
    let mut suite = Suite::new();
    let (auditor, stranger, owner) = (suite.auditor.clone(), suite.stranger.clone(), suite.owner.clone());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let refute = suite.refute(id, Some(&stranger));
    let refuted = suite.govern(&refute);
    let (provider, hash) = (suite.provider.clone(), document(9).to_base64());
    assert_event(
        &refuted,
        "wasm-attestation_refuted",
        &[
            ("attestation_id", "1"),
            ("provider", provider.as_str()),
            ("auditor", auditor.as_str()),
            ("evidence_hash", &hash),
            ("slashed", "500"),
            ("awarded", "100"),
            ("bond", "500"),
        ],
    );
    let treasury = suite.treasury.clone();
    assert_eq!((suite.award(&stranger), suite.award(&treasury)), (100, 400));
    let holdings = suite.holdings();
    assert_eq!((holdings.bonds.u128(), holdings.awards.u128()), (2 * BOND - 500, 500));
    let (slashed, at) = (Uint128::new(500), suite.now());
    let status = AttestationStatus::Refuted { evidence_hash: document(9), slashed, at };
    assert_eq!(suite.status(id), status);
    // Twice, also in one block, takes nothing more.
    let ended = ContractError::Ended { attestation_id: id, status };
    suite.assert_refused(&owner, &refute, &[], &ended);
}

#[test]
fn awards_are_sent_to_their_account_by_anyone_once() {
    let mut suite = Suite::new();
    let (auditor, stranger, treasury) =
        (suite.auditor.clone(), suite.stranger.clone(), suite.treasury.clone());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let refute = suite.refute(id, Some(&stranger));
    suite.govern(&refute);
    let before = suite.balance(&stranger);
    for account in [&stranger, &treasury] {
        let claim = ExecuteMsg::ClaimAward { account: account.to_string() };
        let amount = suite.award(account).to_string();
        let claimed = suite.run(&auditor, &claim);
        let expected = [("account", account.as_str()), ("amount", amount.as_str())];
        assert_event(&claimed, "wasm-award_claimed", &expected);
        let none = ContractError::NoAward { account: account.clone() };
        suite.assert_refused(&auditor, &claim, &[], &none);
    }
    assert_eq!((suite.balance(&stranger) - before, suite.balance(&treasury)), (100, 400));
    assert_eq!(suite.holdings().awards.u128(), 0);
}

#[test]
fn without_a_reporter_the_treasury_gets_all() {
    let mut suite = Suite::new();
    let (auditor, treasury) = (suite.auditor.clone(), suite.treasury.clone());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let refute = suite.refute(id, None);
    suite.govern(&refute);
    assert_eq!(suite.award(&treasury), 500);
}

/// Each stake is half of the bond at its time; the third finds nothing left.
#[test]
fn many_false_attestations_cost_no_more_than_the_bond() {
    let mut suite = Suite::new();
    let (auditor, owner) = (suite.auditor.clone(), suite.owner.clone());
    let claims = [Claim::Soc2 {}, Claim::Iso27001 {}, Claim::Pue { milli: 1_000 }];
    let numbers = claims.map(|claim| suite.attest(&auditor, claim, DAY));
    for (number, left) in numbers.into_iter().zip([500, 0, 0]) {
        let refute = suite.refute(number, None);
        suite.govern(&refute);
        assert_eq!(suite.auditor_of(&auditor).bond.u128(), left);
    }
    assert_eq!(suite.award(&suite.treasury), BOND);
    let small = ContractError::BondTooSmall { found: Uint128::zero(), required: Uint128::new(BOND) };
    let msg = suite.attestation(Claim::Soc2 {}, DAY);
    suite.assert_refused(&auditor, &msg, &[], &small);
    // With nothing left to send, it can still leave.
    suite.advance(DAY + LIABILITY + 1);
    suite.run(&auditor, &ExecuteMsg::WithdrawBond {});
    assert_eq!(suite.holdings().bonds.u128(), BOND);
    let none = ContractError::UnknownAuditor { auditor: owner.clone() };
    suite.assert_refused(&owner, &ExecuteMsg::WithdrawBond {}, &[], &none);
}

#[test]
fn replacing_revoking_or_expiring_does_not_save_the_bond() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let replaced = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let revoked = suite.attest(&auditor, Claim::Iso27001 {}, DAY);
    let reason = RevocationReason::MadeInError;
    suite.run(&auditor, &ExecuteMsg::Revoke { attestation_id: revoked, reason });
    suite.advance(DAY + 1);
    for number in [replaced, revoked] {
        let refute = suite.refute(number, None);
        suite.govern(&refute);
    }
    assert_eq!(suite.auditor_of(&auditor).bond.u128(), 0);
}

#[test]
fn liability_ends_after_its_last_second() {
    let mut suite = Suite::new();
    let (auditor, owner) = (suite.auditor.clone(), suite.owner.clone());
    let first = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let second = suite.attest(&auditor, Claim::Iso27001 {}, DAY);
    let liable_until = suite.now() + DAY + LIABILITY;
    suite.advance(DAY + LIABILITY);
    let refute = suite.refute(first, None);
    suite.govern(&refute);
    suite.advance(1);
    let over = ContractError::LiabilityOver { attestation_id: second, liable_until, now: liable_until + 1 };
    let late = suite.refute(second, None);
    suite.assert_refused(&owner, &late, &[], &over);
}

#[test]
fn only_the_owner_judges_and_only_with_evidence() {
    let mut suite = Suite::new();
    let (auditor, rival, owner) = (suite.auditor.clone(), suite.rival.clone(), suite.owner.clone());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let not_owner = ContractError::NotOwner { sender: rival.clone(), owner: owner.clone() };
    let refute = suite.refute(id, Some(&rival));
    suite.assert_refused(&rival, &refute, &[], &not_owner);
    let itself = ContractError::ReporterIsAuditor { auditor: auditor.clone() };
    let own = suite.refute(id, Some(&auditor));
    suite.assert_refused(&owner, &own, &[], &itself);
    for bytes in [vec![], vec![0; 32], vec![3; 31]] {
        let evidence_hash = Binary::from(bytes.as_slice());
        let msg = ExecuteMsg::Refute { attestation_id: id, evidence_hash, reporter: None };
        let reason = ContractError::NotAHash { field: "evidence_hash", found: bytes.len() };
        suite.assert_refused(&owner, &msg, &[], &reason);
    }
    let unknown = ContractError::UnknownAttestation { attestation_id: 2 };
    let missing = suite.refute(2, None);
    suite.assert_refused(&owner, &missing, &[], &unknown);
}

/// 3 at stake of a bond of 5 (5,000 bps, up), of which a reporter at 5,000 bps gets 1 (down).
#[test]
fn the_stake_is_rounded_up_and_the_reporters_share_down() {
    let mut suite = Suite::empty(|msg| {
        msg.terms = terms();
        msg.terms.min_bond = Uint128::new(5);
        msg.terms.reporter_share_bps = 5_000;
    });
    let (auditor, stranger) = (suite.auditor.clone(), suite.stranger.clone());
    suite.execute(&auditor, &super::suite::register(), &coins(5, DENOM)).unwrap();
    suite.approve(&auditor, weal_api::compute_registry::ClaimKind::ALL.into());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let refute = suite.refute(id, Some(&stranger));
    suite.govern(&refute);
    assert_eq!((suite.award(&stranger), suite.award(&suite.treasury)), (1, 2));
}

#[test]
fn terms_of_an_attestation_do_not_change_after_it() {
    let mut suite = Suite::new();
    let (auditor, stranger) = (suite.auditor.clone(), suite.stranger.clone());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let mut harsher = terms();
    (harsher.slash_bps, harsher.reporter_share_bps) = (10_000, 5_000);
    suite.govern(&ExecuteMsg::UpdateConfig { treasury: None, terms: Some(harsher) });
    let refute = suite.refute(id, Some(&stranger));
    suite.govern(&refute);
    assert_eq!((suite.award(&stranger), suite.auditor_of(&auditor).bond.u128()), (100, 500));
}
