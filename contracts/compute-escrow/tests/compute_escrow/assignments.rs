//! Assigned payouts: who decides, who is paid, and that nobody takes an assignment back.

use super::suite::{Suite, WINDOW, assert_event, leaf};
use compute_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_escrow::{ExecuteMsg, OutputCommit, QueryMsg};

fn assign(lease_id: u64, assignee: &Addr) -> ExecuteMsg {
    ExecuteMsg::AssignPayout { lease_id, assignee: assignee.to_string() }
}

fn payee(suite: &Suite, lease_id: u64) -> Addr {
    suite.query(&QueryMsg::Payee { lease_id })
}

/// The provider, who assigns, and the rival, who lends and is paid.
fn assigned() -> (Suite, Addr, Addr) {
    let mut suite = Suite::new();
    let (provider, lender) = (suite.provider.clone(), suite.rival.clone());
    suite.open(2, 600, 3_000);
    suite.open(2, 600, 3_000);
    suite.run(&provider, &assign(1, &lender));
    suite.advance(100);
    (suite, provider, lender)
}

#[test]
fn an_assigned_lease_pays_its_assignee() {
    let (mut suite, provider, lender) = assigned();
    assert_eq!((payee(&suite, 1), payee(&suite, 2)), (lender.clone(), provider.clone()));
    let (owed, earned) = (suite.balance(&lender), suite.balance(&provider));

    let claimed = suite.settle(1, 500);

    assert_event(
        &claimed,
        "wasm-lease_claimed",
        &[
            ("lease_id", "1"),
            ("epoch", "1"),
            ("provider", provider.as_str()),
            ("payee", lender.as_str()),
            ("charged", "500"),
            ("protocol_fee", "13"),
            ("paid", "487"),
            ("claimed", "500"),
            ("held", "2500"),
        ],
    );
    assert_eq!((suite.balance(&lender), suite.balance(&provider)), (owed + 487, earned));
    suite.settle(2, 500);
    assert_eq!((suite.balance(&lender), suite.balance(&provider)), (owed + 487, earned + 487));
}

/// 25: the provider that assigned cannot take the payouts back, nor can anyone else; the assignee releases them.
#[test]
fn only_the_assignee_releases_or_assigns_on() {
    let (mut suite, provider, lender) = assigned();
    let (tenant, owner, stranger) = (suite.tenant.clone(), suite.owner.clone(), suite.stranger.clone());
    for who in [&provider, &tenant, &owner, &stranger] {
        let reason = ContractError::NotPayee { sender: who.clone(), payee: lender.clone() };
        suite.assert_refused(who, &assign(1, &provider), &[], &reason);
        suite.assert_refused(who, &assign(1, who), &[], &reason);
    }
    for who in [&lender, &tenant] {
        let reason = ContractError::NotPayee { sender: who.clone(), payee: provider.clone() };
        suite.assert_refused(who, &assign(2, who), &[], &reason);
    }
    suite.run(&lender, &assign(1, &stranger));
    assert_eq!(payee(&suite, 1), stranger);

    let released = suite.run(&stranger, &assign(1, &provider));

    assert_event(
        &released,
        "wasm-payout_assigned",
        &[("lease_id", "1"), ("assigned_by", stranger.as_str()), ("payee", provider.as_str())],
    );
    assert_eq!(payee(&suite, 1), provider);
    let earned = suite.balance(&provider);
    suite.settle(1, 500);
    assert_eq!(suite.balance(&provider), earned + 487);
}

/// An assignment survives the lease's end and its commitments, and ends with the lease.
#[test]
fn an_assignment_outlives_the_lease_and_not_its_settlement() {
    let (mut suite, provider, lender) = assigned();
    let tenant = suite.tenant.clone();
    let commitment = [7u8; 32].into();
    suite.run(
        &provider,
        &ExecuteMsg::CommitOutput(OutputCommit { lease_id: 1, epoch: 9, commitment, job: None }),
    );
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    let owed = suite.balance(&lender);
    suite.settle(1, 500);
    assert_eq!(suite.balance(&lender), owed + 487);
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id: 1, depositor: None });
    let settled =
        ContractError::LeaseSettled { lease_id: 1, paid: Uint128::new(500), refunded: Uint128::new(2_500) };
    suite.assert_refused(&lender, &assign(1, &provider), &[], &settled);
    let unknown = ContractError::UnknownLease { lease_id: 3 };
    suite.assert_refused(&lender, &assign(3, &provider), &[], &unknown);
    let nobody = ExecuteMsg::AssignPayout { lease_id: 2, assignee: "nobody".into() };
    let refused = suite.execute(&provider, &nobody, &[]).unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

/// One message pays one account: leases of one provider with different payees are claimed apart.
#[test]
fn a_claim_of_many_pays_one_payee() {
    let (mut suite, provider, lender) = assigned();
    let stranger = suite.stranger.clone();
    let now = suite.now();
    let epoch = suite.attest(&[leaf(1, 500, now), leaf(2, 500, now)]);
    suite.advance(WINDOW);
    let both = ExecuteMsg::ClaimMany(epoch.claim_many(&[0, 1]));
    let mixed = ContractError::MixedPayees { lease_id: 2, found: provider.clone(), required: lender.clone() };
    suite.assert_refused(&stranger, &both, &[], &mixed);
    suite.run(&provider, &assign(2, &lender));
    let owed = suite.balance(&lender);
    suite.run(&stranger, &both);
    assert_eq!(suite.balance(&lender), owed + 2 * 487);
}

#[test]
fn unknown_fields_of_an_assignment_are_refused() {
    let wrong = r#"{"assign_payout":{"lease_id":1,"assignee":"x","to":"x"}}"#;
    let error = cosmwasm_std::from_json::<ExecuteMsg>(wrong).unwrap_err();
    assert!(error.to_string().contains("unknown field"));
}
