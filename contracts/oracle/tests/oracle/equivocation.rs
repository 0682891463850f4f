//! Two roots for one epoch, and what that costs.

use super::members::{DELAY, MINIMUM, bonded_terms, insurance};
use super::suite::{Suite, attributes, pairs};
use cosmwasm_std::Binary;
use cosmwasm_std::testing::MockApi;
use oracle::ContractError;
use weal_api::oracle::{ExecuteMsg, InstantiateMsg, PastCommitteeResponse, QueryMsg, SettlementRootMsg};
use weal_attestation::{Domain, MemberKey, QuorumError, SettlementRoot, SignerBitmap};

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
    let refused = suite.publish(&suite.settlement(&first, &[0, 1, 3])).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000001011 do not all verify"),
        "{refused}"
    );
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
    let refused = suite.publish(&suite.settlement(&first, &[0, 1, 2, 3])).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000001111 do not all verify"),
        "{refused}"
    );
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

/// A member proven to have signed twice under an old committee has no key in the present one either.
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
    suite.keys[0] = MemberKey::from_seed([77; 32]);
    suite.register(0).unwrap();
    assert_eq!(suite.bond(&suite.operators[0]).bond.u128(), MINIMUM);
}

fn past(suite: &Suite, committee_epoch: u64) -> Vec<bool> {
    let past: PastCommitteeResponse = suite.query(&QueryMsg::PastCommittee { committee_epoch });
    past.members.iter().map(|seat| seat.public_key.is_some()).collect()
}

/// A root that began under a past committee, signed by these of its keys.
fn root_of(suite: &Suite, committee: u64, keys: &[MemberKey], members: &[usize]) -> ExecuteMsg {
    let (chain_id, contract) = (suite.chain_id(), suite.consumer.to_string());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: committee };
    let root = suite.next_root();
    let signatures: Vec<u8> = members.iter().flat_map(|member| keys[*member].sign(&domain, &root)).collect();
    ExecuteMsg::PostSettlement {
        consumer: contract.clone(),
        committee_epoch: committee,
        root: SettlementRootMsg::from(&root),
        members: members.iter().map(|member| *member as u8).collect(),
        signatures: Binary::from(signatures),
    }
}

fn unsigned(members: &[u8]) -> ContractError {
    ContractError::SignaturesRefused { signers: SignerBitmap::from_indices(members, 4).unwrap() }
}

/// Two committees have the same accounts and keys, and both handovers run: struck in the second, a key signs for the
/// first no more, and neither does the key that its operator had there.
#[test]
fn a_struck_key_signs_for_no_committee_past_or_present() {
    let long = |msg: &mut InstantiateMsg| {
        let mut terms = bonded_terms(&MockApi::default().with_prefix("wasm"));
        terms.handover_seconds = 10 * DELAY;
        msg.terms = terms;
    };
    let mut suite = Suite::with(4, long);
    suite.settle();
    let (operators, first) = (suite.operators.clone(), suite.keys.clone());
    suite.rotate(operators.clone());
    suite.rotate(operators);
    let second = suite.keys.clone();
    let (one, two) = suite.fork();
    assert_eq!((past(&suite, 1), past(&suite, 2)), (vec![true; 4], vec![true; 4]));

    suite.publish(&suite.equivocation((&one, &two), &[0])).unwrap();
    assert!(suite.committee().members[0].public_key.is_none());
    let others = vec![false, true, true, true];
    assert_eq!((past(&suite, 1), past(&suite, 2)), (others.clone(), others));
    for (committee, keys) in [(1, &first), (2, &second)] {
        let struck = root_of(&suite, committee, keys, &[0, 1, 2]);
        suite.assert_unpublished(&struck, unsigned(&[0, 1, 2]));
    }
    suite.publish(&root_of(&suite, 1, &first, &[1, 2, 3])).unwrap();
    suite.advance(10);
    suite.publish(&root_of(&suite, 2, &second, &[1, 2, 3])).unwrap();
}

/// A key counts, not the account that brought it: the same key under another account is struck with it.
#[test]
fn a_struck_key_under_another_account_is_struck_with_it() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let report = suite.equivocation((&first, &second), &[1]);
    let stolen = suite.keys[1].clone();
    suite.propose(suite.accounts(10, 4));
    suite.keys[2] = stolen;
    for member in 0..4 {
        suite.register(member).unwrap();
    }
    suite.advance(DELAY);
    suite.publish(&ExecuteMsg::ActivateRotation {}).unwrap();

    suite.publish(&report).unwrap();
    let keys: Vec<_> = suite.committee().members.iter().map(|seat| seat.public_key.is_some()).collect();
    assert_eq!(keys, [true, true, false, true]);
    assert_eq!(
        suite.bond(&suite.operators[2]).bond.u128(),
        MINIMUM,
        "its account did not sign for that committee"
    );
}

#[test]
fn a_struck_key_never_joins_again_whoever_brings_it() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    suite.publish(&suite.equivocation((&first, &second), &[1])).unwrap();
    let (operator, struck) = (suite.operators[1].clone(), suite.keys[1].clone());
    let error = |committee_epoch| {
        let public_key = Binary::from(struck.public_key());
        ContractError::KeyStruck { public_key, committee_epoch }.to_string()
    };
    // The same seat behind a new bond.
    let before = suite.snapshot();
    let (msg, due) = (suite.registration(1), suite.due(1));
    let refused = suite.execute_with(&operator, &msg, &due).unwrap_err().to_string();
    assert!(refused.contains(&error(1)), "{refused}");
    assert_eq!(suite.snapshot(), before);
    // Another account in the next committee.
    suite.propose(suite.accounts(20, 4));
    let fresh = std::mem::replace(&mut suite.keys[3], struck.clone());
    let (msg, due, account) = (suite.registration(3), suite.due(3), suite.operators[3].clone());
    let refused = suite.execute_with(&account, &msg, &due).unwrap_err().to_string();
    assert!(refused.contains(&error(1)), "{refused}");
    suite.keys[3] = fresh;
    suite.register(3).unwrap();
}

/// An operator struck under one committee and seated anew behind a whole bond and another key signs for the next
/// committees, and for that one when it is past.
#[test]
fn a_new_key_behind_a_new_bond_signs_in_the_committee_that_struck_the_old_one() {
    let mut suite = Suite::bonded(4);
    suite.settle();
    let (first, second) = suite.fork();
    suite.publish(&suite.equivocation((&first, &second), &[1])).unwrap();
    suite.keys[1] = MemberKey::from_seed([77; 32]);
    suite.register(1).unwrap();
    let keys = suite.keys.clone();
    suite.rotate(suite.accounts(10, 4));
    assert_eq!(past(&suite, 1), [true; 4]);
    suite.publish(&root_of(&suite, 1, &keys, &[0, 1, 2])).unwrap();
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

fn edit(msg: &mut ExecuteMsg, change: impl FnOnce(&mut weal_api::oracle::DoubleSignature)) {
    let ExecuteMsg::ReportEquivocation { evidence, .. } = msg else { unreachable!() };
    change(&mut evidence[0]);
}
