//! Two roots for one epoch, and what that costs.

use super::members::{MINIMUM, insurance};
use super::suite::{Suite, attributes, pairs};
use api::oracle::ExecuteMsg;
use attestation::{QuorumError, SettlementRoot};
use cosmwasm_std::Binary;
use oracle::ContractError;

const FINDER: u128 = 250; // a quarter of 1,001, rounded down

/// Attack 7: the second root of an epoch is evidence, and whoever signed both loses its bond and its key.
#[test]
fn a_member_that_signed_two_roots_loses_its_bond_and_its_key() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let response = suite.publish(&suite.equivocation((&first, &second), &[1])).unwrap();

    let (operator, victim) = (suite.operators[1].clone(), insurance(suite.app.api()));
    let expected = pairs(&[
        ("operator", operator.as_str()),
        ("reason", "equivocation"),
        ("amount", "1001"),
        ("bond", "0"),
        ("victim", victim.as_str()),
        ("victim_award", "751"),
        ("finder_award", "250"),
    ]);
    assert_eq!(attributes(&response, "oracle_member_slashed"), expected);
    let committee = suite.committee();
    assert_eq!((committee.members[1].public_key.clone(), committee.members[1].bond.u128()), (None, 0));
    assert!(committee.active);
    let stranger = suite.stranger.clone();
    let parties = [suite.operators.clone(), vec![victim.clone(), stranger.clone()]].concat();
    suite.assert_conserved(&parties);

    let before = suite.balance(&stranger);
    let response = suite.execute(&stranger, &ExecuteMsg::ClaimAward {}).unwrap();
    let expected = pairs(&[("account", stranger.as_str()), ("amount", "250"), ("awards", "751")]);
    assert_eq!(attributes(&response, "oracle_award_claimed"), expected);
    assert_eq!(suite.balance(&stranger) - before, FINDER);
    suite.execute(&victim, &ExecuteMsg::ClaimAward {}).unwrap();
    assert_eq!(suite.balance(&victim), MINIMUM - FINDER);
    for account in [&stranger, &victim, &operator] {
        let error = ContractError::NoAward { account: account.clone() };
        suite.assert_refused(account, &ExecuteMsg::ClaimAward {}, error);
    }
    suite.assert_conserved(&parties);
}

/// Attack 25: the same evidence, or other evidence against the same key, takes nothing twice.
#[test]
fn a_member_is_slashed_once_however_often_it_is_reported() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let third = SettlementRoot { total_charge: 1, ..first.clone() };
    suite.publish(&suite.equivocation((&first, &second), &[1])).unwrap();
    for pair in [(&first, &second), (&second, &first), (&first, &third)] {
        suite.assert_unpublished(&suite.equivocation(pair, &[1]), ContractError::NoKey { member: 1 });
    }
}

/// A struck member is one of the f silent: the rest go on, and its signature counts no more.
#[test]
fn the_honest_go_on_without_a_struck_member() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    suite.publish(&suite.equivocation((&first, &second), &[3])).unwrap();
    suite.publish(&suite.settlement(&first, &[0, 1, 3])).unwrap_err();
    suite.publish(&suite.settlement(&first, &[0, 1, 2])).unwrap();
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
    let operator = suite.operators[3].clone();
    suite.assert_refused(
        &operator,
        &ExecuteMsg::WithdrawBond {},
        ContractError::NoBond { account: operator.clone() },
    );
}

#[test]
fn several_members_are_reported_at_once_and_more_than_f_of_them_end_the_committee() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    suite.publish(&suite.equivocation((&first, &second), &[0, 2])).unwrap();
    assert_eq!(suite.holdings().bonds.u128(), 2 * MINIMUM);
    suite.publish(&suite.settlement(&first, &[0, 1, 2, 3])).unwrap_err();
    let error = QuorumError::TooFew { found: 2, required: 3 };
    suite.assert_unpublished(&suite.settlement(&first, &[1, 3]), error);
    suite.rotate(suite.accounts(4, 4));
    suite.publish(&suite.settlement(&suite.next_root(), &[0, 1, 2])).unwrap();
}

/// Attack 22: a bond answers for what its operator signed before it left.
#[test]
fn one_that_left_is_slashed_until_it_has_withdrawn() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let report = suite.equivocation((&first, &second), &[0]);
    let leaver = suite.operators[0].clone();
    suite.rotate(suite.accounts(1, 4));
    suite.publish(&report).unwrap();
    assert!(suite.bond(&leaver).bond.is_zero());
    suite.assert_unpublished(&report, ContractError::NoKey { member: 0 });
}

/// Whoever is proven to have signed twice under an old committee has no key in the present one either.
#[test]
fn a_proof_against_an_old_seat_strikes_the_present_one() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let report = suite.equivocation((&first, &second), &[1]);
    suite.rotate(suite.accounts(1, 4));
    suite.publish(&report).unwrap();
    assert_eq!(suite.committee().members[0].public_key, None);
}

#[test]
fn a_struck_candidate_may_join_again_with_a_whole_bond() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let report = suite.equivocation((&first, &second), &[1]);
    suite.propose(suite.accounts(1, 4));
    suite.register(0).unwrap();
    suite.publish(&report).unwrap();
    suite.register(0).unwrap();
    assert_eq!(suite.bond(&suite.operators[0]).bond.u128(), MINIMUM);
}

#[test]
fn what_is_no_contradiction_or_no_proof_is_refused() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let same = suite.equivocation((&first, &first), &[1]);
    suite.assert_unpublished(&same, ContractError::NotEquivocation { first: 1, second: 1 });
    let later = SettlementRoot { epoch: 2, ..second.clone() };
    let epochs = suite.equivocation((&first, &later), &[1]);
    suite.assert_unpublished(&epochs, ContractError::NotEquivocation { first: 1, second: 2 });
    let nobody = suite.equivocation((&first, &second), &[]);
    suite.assert_unpublished(&nobody, ContractError::NoEvidence {});
    let twice = suite.equivocation((&first, &second), &[1, 1]);
    suite.assert_unpublished(&twice, QuorumError::DuplicateSigner { index: 1 });

    let good = suite.equivocation((&first, &second), &[1]);
    let changes: [fn(&mut ExecuteMsg); 4] = [
        |msg| edit(msg, |evidence| evidence.member = 2),
        |msg| edit(msg, |evidence| evidence.first = evidence.second.clone()),
        |msg| edit(msg, |evidence| std::mem::swap(&mut evidence.first, &mut evidence.second)),
        |msg| edit(msg, |evidence| evidence.second = Binary::from([7; 64])),
    ];
    for (change, member) in changes.into_iter().zip([2, 1, 1, 1]) {
        let mut msg = good.clone();
        change(&mut msg);
        suite.assert_unpublished(&msg, ContractError::EvidenceRefused { member });
    }
    for found in [0, 2] {
        let mut msg = good.clone();
        let ExecuteMsg::ReportEquivocation { committee_epoch, .. } = &mut msg else { unreachable!() };
        *committee_epoch = found;
        suite.assert_unpublished(&msg, ContractError::WrongCommittee { found, required: 1 });
    }
    let mut elsewhere = good.clone();
    let ExecuteMsg::ReportEquivocation { consumer, .. } = &mut elsewhere else { unreachable!() };
    *consumer = suite.stranger.to_string();
    suite.assert_unpublished(&elsewhere, ContractError::EvidenceRefused { member: 1 });
    suite.publish(&good).unwrap();
}

fn edit(msg: &mut ExecuteMsg, change: impl FnOnce(&mut api::oracle::DoubleSignature)) {
    let ExecuteMsg::ReportEquivocation { evidence, .. } = msg else { unreachable!() };
    change(&mut evidence[0]);
}
