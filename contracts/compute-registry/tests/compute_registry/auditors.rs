//! Auditors: how they come, what they may, how they leave.

use super::suite::{BOND, DAY, DENOM, LIABILITY, PURSE, Suite, assert_event, register};
use compute_registry::ContractError;
use cosmwasm_std::{Uint128, coin, coins};
use weal_api::compute_registry::{
    AttestationStatus, AuditorStatus, AuditorsResponse, Claim, ClaimKind, ExecuteMsg, QueryMsg,
};
use weal_contract_kit::payment::PaymentError;

#[test]
fn an_auditor_registers_with_its_bond_and_waits_for_approval() {
    let mut suite = Suite::empty(|_| {});
    let auditor = suite.auditor.clone();
    let registered = suite.execute(&auditor, &register(), &coins(BOND + 1, DENOM)).unwrap();
    let name = ("name", "North Audit");
    let expected = [("auditor", auditor.as_str()), name, ("bond", "1001")];
    assert_event(&registered, "wasm-auditor_registered", &expected);

    let found = suite.auditor_of(&auditor);
    assert_eq!(
        (found.bond.u128(), found.status, found.liable_until),
        (BOND + 1, AuditorStatus::Registered, 0)
    );
    assert_eq!(found.kinds, []);
    assert_eq!(suite.holdings().bonds.u128(), BOND + 1);
    let msg = suite.attestation(Claim::Soc2 {}, DAY);
    let status = AuditorStatus::Registered;
    let reason = ContractError::NotApproved { auditor: auditor.clone(), status };
    suite.assert_refused(&auditor, &msg, &[], &reason);
    suite.assert_refused(
        &auditor,
        &register(),
        &coins(BOND, DENOM),
        &ContractError::AlreadyRegistered { auditor: auditor.clone() },
    );
}

#[test]
fn a_bond_is_one_coin_of_the_asset_and_at_least_the_minimum() {
    let mut suite = Suite::empty(|_| {});
    let auditor = suite.auditor.clone();
    let small = ContractError::BondTooSmall { found: Uint128::new(BOND - 1), required: Uint128::new(BOND) };
    suite.assert_refused(&auditor, &register(), &coins(BOND - 1, DENOM), &small);
    let none = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(&auditor, &register(), &[], &none.into());
    let name = ExecuteMsg::RegisterAuditor { name: "x".repeat(65) };
    let error = suite.execute(&auditor, &name, &coins(BOND, DENOM)).unwrap_err().to_string();
    assert!(error.contains("must be 1 to 64"), "{error}");
    suite.register(&auditor);
}

#[test]
fn a_bond_grows_by_what_its_auditor_adds() {
    let mut suite = Suite::new();
    let (auditor, stranger) = (suite.auditor.clone(), suite.stranger.clone());
    let added = suite.execute(&auditor, &ExecuteMsg::AddBond {}, &coins(5, DENOM)).unwrap();
    let expected = [("auditor", auditor.as_str()), ("added", "5"), ("bond", "1005")];
    assert_event(&added, "wasm-auditor_bond_added", &expected);
    assert_eq!(suite.auditor_of(&auditor).bond.u128(), BOND + 5);
    assert_eq!(suite.holdings().bonds.u128(), 2 * BOND + 5);
    let unknown = ContractError::UnknownAuditor { auditor: stranger.clone() };
    suite.assert_refused(&stranger, &ExecuteMsg::AddBond {}, &coins(5, DENOM), &unknown);
}

#[test]
fn only_the_owner_approves_and_suspends() {
    let mut suite = Suite::new();
    let (auditor, owner) = (suite.auditor.clone(), suite.owner.clone());
    let reason = ContractError::NotOwner { sender: auditor.clone(), owner };
    let name = auditor.to_string();
    for msg in [
        ExecuteMsg::ApproveAuditor { auditor: name.clone(), kinds: vec![ClaimKind::Soc2] },
        ExecuteMsg::SuspendAuditor { auditor: name },
    ] {
        suite.assert_refused(&auditor, &msg, &[], &reason);
    }
}

#[test]
fn an_approval_names_each_kind_once_and_replaces_the_one_before() {
    let mut suite = Suite::new();
    let (auditor, owner) = (suite.auditor.clone(), suite.owner.clone());
    let approval = |kinds| ExecuteMsg::ApproveAuditor { auditor: auditor.to_string(), kinds };
    for kinds in [vec![], vec![ClaimKind::Soc2, ClaimKind::Tee, ClaimKind::Soc2]] {
        let reason = ContractError::MalformedKinds { found: kinds.len() };
        suite.assert_refused(&owner, &approval(kinds), &[], &reason);
    }
    let unknown = ContractError::UnknownAuditor { auditor: suite.stranger.clone() };
    let msg =
        ExecuteMsg::ApproveAuditor { auditor: suite.stranger.to_string(), kinds: vec![ClaimKind::Soc2] };
    suite.assert_refused(&owner, &msg, &[], &unknown);

    let approved = suite.govern(&approval(vec![ClaimKind::Tee, ClaimKind::Pue]));
    let expected = [("auditor", auditor.as_str()), ("kinds", "tee,pue")];
    assert_event(&approved, "wasm-auditor_approved", &expected);
    let msg = suite.attestation(Claim::Soc2 {}, DAY);
    let reason = ContractError::KindNotApproved { auditor: auditor.clone(), kind: ClaimKind::Soc2 };
    suite.assert_refused(&auditor, &msg, &[], &reason);
    suite.attest(&auditor, Claim::Pue { milli: 1_100 }, DAY);
}

#[test]
fn a_suspension_ends_what_an_auditor_attested_without_touching_it() {
    let mut suite = Suite::new();
    let (auditor, rival, owner) = (suite.auditor.clone(), suite.rival.clone(), suite.owner.clone());
    let mine = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let theirs = suite.attest(&rival, Claim::Soc2 {}, DAY);
    let suspend = ExecuteMsg::SuspendAuditor { auditor: auditor.to_string() };
    let suspended = suite.govern(&suspend);
    assert_event(&suspended, "wasm-auditor_suspended", &[("auditor", auditor.as_str())]);

    assert_eq!(suite.status(mine), AttestationStatus::AuditorSuspended);
    assert_eq!(suite.status(theirs), AttestationStatus::Standing);
    let status = AuditorStatus::Suspended;
    let reason = ContractError::NotApproved { auditor: auditor.clone(), status };
    suite.assert_refused(&owner, &suspend, &[], &reason);
    let msg = suite.attestation(Claim::Soc2 {}, DAY);
    suite.assert_refused(&auditor, &msg, &[], &reason);
    suite.approve(&auditor, vec![ClaimKind::Soc2]);
    assert_eq!(suite.status(mine), AttestationStatus::Standing);
}

#[test]
fn a_bond_is_held_through_the_last_second_of_liability() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    let long = suite.attest(&auditor, Claim::Soc2 {}, 10 * DAY);
    let liable_until = suite.now() + 10 * DAY + LIABILITY;
    // A shorter one does not shorten it, nor does ending the longer one.
    suite.attest(&auditor, Claim::Iso27001 {}, DAY);
    let reason = weal_api::compute_registry::RevocationReason::FactsChanged;
    suite.run(&auditor, &ExecuteMsg::Revoke { attestation_id: long, reason });
    assert_eq!(suite.auditor_of(&auditor).liable_until, liable_until);

    suite.advance(10 * DAY + LIABILITY);
    let held = ContractError::StillLiable { liable_until, now: liable_until };
    suite.assert_refused(&auditor, &ExecuteMsg::WithdrawBond {}, &[], &held);
    suite.advance(1);
    let left = suite.run(&auditor, &ExecuteMsg::WithdrawBond {});
    let expected = [("auditor", auditor.as_str()), ("amount", "1000")];
    assert_event(&left, "wasm-auditor_bond_withdrawn", &expected);
    assert_eq!(suite.balance(&auditor), PURSE);
    assert_eq!(suite.holdings().bonds.u128(), BOND);
    let unknown = ContractError::UnknownAuditor { auditor: auditor.clone() };
    suite.assert_refused(&auditor, &ExecuteMsg::WithdrawBond {}, &[], &unknown);
    suite.register(&auditor);
}

#[test]
fn an_auditor_that_attested_nothing_leaves_at_once() {
    let mut suite = Suite::new();
    let auditor = suite.auditor.clone();
    suite.run(&auditor, &ExecuteMsg::WithdrawBond {});
    assert_eq!(suite.balance(&auditor), PURSE);
}

#[test]
fn auditors_are_paged_by_address() {
    let suite = Suite::new();
    let page = |start_after: Option<String>, limit| {
        let msg = QueryMsg::Auditors { start_after, limit };
        suite.query::<AuditorsResponse>(&msg).auditors
    };
    let all = page(None, None);
    assert_eq!(all.len(), 2);
    assert!(all[0].auditor < all[1].auditor);
    assert_eq!(page(None, Some(1)), all[..1]);
    assert_eq!(page(Some(all[0].auditor.to_string()), None), all[1..]);
}

#[test]
fn messages_that_take_no_funds_refuse_them() {
    let mut suite = Suite::new();
    let (auditor, owner) = (suite.auditor.clone(), suite.owner.clone());
    let id = suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let reason = PaymentError::NotPayable { found: format!("1{DENOM}") };
    let attest = suite.attestation(Claim::Soc2 {}, DAY);
    let refute = suite.refute(id, None);
    for (sender, msg) in [
        (&auditor, attest),
        (&auditor, ExecuteMsg::WithdrawBond {}),
        (&owner, refute),
        (&owner, ExecuteMsg::ClaimAward { account: owner.to_string() }),
    ] {
        suite.assert_refused(sender, &msg, &[coin(1, DENOM)], &reason.clone().into());
    }
}
