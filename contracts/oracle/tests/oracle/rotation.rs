//! One committee after another.

use super::members::{DELAY, HANDOVER};
use super::suite::{Suite, attributes, pairs};
use cosmwasm_std::Binary;
use oracle::ContractError;
use weal_api::oracle::{
    Approval, ExecuteMsg, PastCommitteeResponse, QueryMsg, RotationResponse, SettlementRootMsg,
};
use weal_attestation::{Domain, MemberKey, QuorumError, SettlementRoot, SignerBitmap};

fn rotation(suite: &Suite) -> RotationResponse {
    suite.query(&QueryMsg::Rotation {})
}

/// A root of the past committee 1, whose keys are the suite's first.
fn of_the_first(suite: &Suite, root: &SettlementRoot) -> ExecuteMsg {
    let (chain_id, contract) = (suite.chain_id(), suite.consumer.to_string());
    let domain = Domain { chain_id: &chain_id, contract: &contract, committee_epoch: 1 };
    let keys = (1..=3).map(|seed| MemberKey::from_seed([seed; 32]));
    ExecuteMsg::PostSettlement {
        consumer: contract.clone(),
        committee_epoch: 1,
        root: SettlementRootMsg::from(root),
        members: vec![0, 1, 2],
        signatures: Binary::from(keys.flat_map(|key| key.sign(&domain, root)).collect::<Vec<u8>>()),
    }
}

#[test]
fn the_owner_proposes_the_operators_join_and_after_the_delay_anyone_activates() {
    let mut suite = Suite::bonded(4);
    let next = suite.accounts(4, 7);
    let (owner, msg) = (suite.owner.clone(), suite.proposal(&next, None));
    let response = suite.execute(&owner, &msg).unwrap();

    let effective_at = suite.now() + DELAY;
    let pending = rotation(&suite).pending.unwrap();
    assert_eq!((pending.committee_epoch, pending.effective_at), (2, effective_at));
    assert!(pending.members.iter().all(|seat| seat.public_key.is_none()));
    let operators = next.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let challenge = Binary::from(suite.challenge()).to_base64();
    let expected = pairs(&[
        ("committee_epoch", "2"),
        ("proposals", "1"),
        ("operators", &operators),
        ("challenge", &challenge),
        ("effective_at", &effective_at.to_string()),
        ("signers", "0"),
    ]);
    assert_eq!(attributes(&response, "oracle_rotation_proposed"), expected);

    let first: Vec<_> = std::mem::replace(&mut suite.operators, next);
    suite.keys = (0..7).map(|i| MemberKey::from_seed([i + 101; 32])).collect();
    for member in 0..7 {
        suite.register(member).unwrap();
    }
    suite.advance(DELAY);
    let response = suite.publish(&ExecuteMsg::ActivateRotation {}).unwrap();

    let now = suite.now();
    let expected = pairs(&[
        ("committee_epoch", "2"),
        ("members", "7"),
        ("quorum", "5"),
        ("retired_at", &now.to_string()),
        ("expires_at", &(now + HANDOVER).to_string()),
    ]);
    assert_eq!(attributes(&response, "oracle_rotation_activated"), expected);
    assert_eq!((suite.committee().committee_epoch, suite.committee().members.len()), (2, 7));
    assert_eq!(rotation(&suite).pending, None);
    let past: PastCommitteeResponse = suite.query(&QueryMsg::PastCommittee { committee_epoch: 1 });
    assert_eq!((past.retired_at, past.expires_at), (now, now + HANDOVER));
    assert!(past.members.iter().map(|seat| &seat.operator).eq(&first));
    suite.publish(&suite.round(1, &["5"; 5])).unwrap();
}

/// Attack 22: a committee takes over after its delay and whole, or not at all.
#[test]
fn before_the_delay_or_with_a_vacant_seat_nothing_takes_over() {
    let mut suite = Suite::bonded(4);
    suite.assert_unpublished(&ExecuteMsg::ActivateRotation {}, ContractError::NoRotation {});
    suite.propose(suite.accounts(4, 4));
    let effective_at = suite.now() + DELAY;
    suite.advance(DELAY - 1);
    let early = ContractError::RotationEarly { now: effective_at - 1, effective_at };
    suite.assert_unpublished(&ExecuteMsg::ActivateRotation {}, early);
    suite.advance(1);
    for registered in 0..4 {
        let incomplete = ContractError::RotationIncomplete { registered, members: 4 };
        suite.assert_unpublished(&ExecuteMsg::ActivateRotation {}, incomplete);
        suite.register(registered).unwrap();
    }
    suite.publish(&ExecuteMsg::ActivateRotation {}).unwrap();
    suite.assert_unpublished(&ExecuteMsg::ActivateRotation {}, ContractError::NoRotation {});
}

#[test]
fn a_quorum_replaces_itself_without_the_owner() {
    let mut suite = Suite::bonded(4);
    let next = suite.accounts(4, 4);
    let approval = suite.approval(&next, &[0, 2, 3]);
    let response = suite.publish(&suite.proposal(&next, Some(approval))).unwrap();
    let told = attributes(&response, "oracle_rotation_proposed");
    assert_eq!(told.last().unwrap(), &("signers".to_owned(), "13".to_owned()));
}

/// Attack 22: no rotation without the owner or a quorum, and no agreement that serves twice or elsewhere.
#[test]
fn a_proposal_without_owner_or_quorum_is_refused() {
    let mut suite = Suite::bonded(4);
    let next = suite.accounts(4, 4);
    for sender in [suite.stranger.clone(), suite.operators[0].clone()] {
        let error = ContractError::NotOwner { sender: sender.clone(), owner: suite.owner.clone() };
        suite.assert_refused(&sender, &suite.proposal(&next, None), error);
    }
    let few = suite.approval(&next, &[0, 1]);
    let error = QuorumError::TooFew { found: 2, required: 3 };
    suite.assert_unpublished(&suite.proposal(&next, Some(few)), error);
    let none = Approval { signers: 0, signatures: Binary::default() };
    let error = QuorumError::TooFew { found: 0, required: 3 };
    suite.assert_unpublished(&suite.proposal(&next, Some(none)), error);

    let good = suite.approval(&next, &[0, 1, 2]);
    let beyond = Approval { signers: 0b1_0011, ..good.clone() };
    let error = QuorumError::UnknownSigner { index: 4, members: 4 };
    suite.assert_unpublished(&suite.proposal(&next, Some(beyond)), error);
    let short = Approval { signatures: Binary::from(&good.signatures[1..]), ..good.clone() };
    let error = ContractError::SignaturesLength { found: 191, required: 192 };
    suite.assert_unpublished(&suite.proposal(&next, Some(short)), error);
    let refused =
        || ContractError::SignaturesRefused { signers: SignerBitmap::from_indices(&[0, 1, 2], 4).unwrap() };
    let other = suite.accounts(5, 4);
    suite.assert_unpublished(&suite.proposal(&other, Some(good.clone())), refused());
    suite.publish(&suite.proposal(&next, Some(good.clone()))).unwrap();
    suite.assert_unpublished(&suite.proposal(&next, Some(good)), refused());
}

/// Attack 22: the empty committee, whose quorum would be nobody.
#[test]
fn an_empty_small_large_or_doubled_committee_cannot_be_proposed() {
    let mut suite = Suite::bonded(4);
    let owner = suite.owner.clone();
    for found in [0, 3, 32] {
        let msg = suite.proposal(&suite.accounts(4, found), None);
        suite.assert_refused(&owner, &msg, QuorumError::CommitteeSize { found });
    }
    let mut twice = suite.accounts(4, 4);
    twice[3] = twice[0].clone();
    let error = ContractError::DuplicateOperator { operator: twice[0].clone() };
    suite.assert_refused(&owner, &suite.proposal(&twice, None), error);
}

/// Attack 6, 22: a challenge belongs to one proposal.
#[test]
fn a_proof_for_one_proposal_is_worth_nothing_for_the_next() {
    let mut suite = Suite::bonded(4);
    suite.propose(suite.accounts(4, 4));
    let (operator, stale) = (suite.operators[0].clone(), suite.registration(0));
    suite.propose(suite.accounts(4, 4));
    let due = suite.due(0);
    let error = suite.execute_with(&operator, &stale, &due).unwrap_err().to_string();
    assert!(error.contains(&ContractError::ProofRefused { operator }.to_string()), "{error}");
}

/// Attack 22: prices are the present committee's alone.
#[test]
fn a_replaced_committee_publishes_no_price() {
    let mut suite = Suite::bonded(4);
    let stale = suite.round(1, &["5", "5", "5"]);
    suite.rotate(suite.accounts(4, 4));
    let refused = suite.publish(&stale).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
}

/// Attack 22: an old committee finishes what began under it, until its keys expire.
#[test]
fn a_replaced_committee_signs_epochs_that_began_under_it_until_it_expires() {
    let mut suite = Suite::bonded(4);
    suite.settle();
    let running = suite.next_root();
    suite.rotate(suite.accounts(4, 4));
    let (retired_at, late) = (suite.now(), suite.now() + HANDOVER);
    suite.advance(HANDOVER);
    let before = SettlementRoot { ends_at: retired_at + 5, ..running };
    let mut expired = Suite::bonded(4);
    expired.settle();
    expired.rotate(expired.accounts(4, 4));
    expired.advance(HANDOVER + 1);
    let error = ContractError::CommitteeExpired { committee_epoch: 1, expires_at: late };
    let first = expired.next_root();
    expired.assert_unpublished(&of_the_first(&expired, &first), error);

    suite.publish(&of_the_first(&suite, &before)).unwrap();
    assert_eq!(suite.latest().settlement.unwrap().committee_epoch, 1);
    let starts_at = retired_at + 5;
    let next = SettlementRoot { ends_at: starts_at + 1, ..suite.next_root() };
    let error = ContractError::CommitteeRetired { committee_epoch: 1, starts_at, retired_at };
    suite.assert_unpublished(&of_the_first(&suite, &next), error);
    suite.publish(&suite.settlement(&next, &[0, 1, 2])).unwrap();
}

/// Attack 22: to the second.
#[test]
fn an_epoch_that_starts_as_the_committee_retires_is_the_next_ones() {
    for (before, accepted) in [(1, true), (0, false)] {
        let mut suite = Suite::bonded(4);
        suite.rotate(suite.accounts(4, 4));
        let starts_at = suite.now() - before;
        let root = SettlementRoot { starts_at, ends_at: suite.now() + 1, ..suite.next_root() };
        assert_eq!(suite.publish(&of_the_first(&suite, &root)).is_ok(), accepted);
    }
}

/// Attack 22: an old committee never writes behind a newer one.
#[test]
fn once_the_next_committee_has_posted_the_one_before_is_done() {
    let mut suite = Suite::bonded(4);
    suite.settle();
    suite.rotate(suite.accounts(4, 4));
    let root = suite.next_root();
    suite.publish(&suite.settlement(&root, &[0, 1, 2])).unwrap();
    let late = suite.next_root();
    let error = ContractError::WrongCommittee { found: 1, required: 2 };
    suite.assert_unpublished(&of_the_first(&suite, &late), error);
}

#[test]
fn a_committee_that_never_started_can_be_replaced_and_has_no_past() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    suite.register(0).unwrap();
    let none = Approval { signers: 7, signatures: Binary::from([0; 192]) };
    let inactive = ContractError::CommitteeInactive { registered: 1, members: 4 };
    suite.assert_unpublished(&suite.proposal(&suite.accounts(4, 4), Some(none)), inactive);
    suite.propose(suite.accounts(4, 4));
    for member in 0..4 {
        suite.register(member).unwrap();
    }
    suite.advance(86_400);
    suite.publish(&ExecuteMsg::ActivateRotation {}).unwrap();
    let query = QueryMsg::PastCommittee { committee_epoch: 1 };
    let unknown = suite.app.wrap().query_wasm_smart::<PastCommitteeResponse>(&suite.oracle, &query);
    let refused = unknown.unwrap_err().to_string();
    assert!(refused.contains("committee 1 signed, the committee is 2"), "{refused}");
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
}

/// A feed that asks for more members than a smaller committee has is satisfied with all of them.
#[test]
fn a_feed_lives_on_under_a_smaller_committee() {
    let mut suite = Suite::with(7, |msg| msg.feeds[0].min_observations = Some(7));
    suite.propose(suite.accounts(7, 4));
    for member in 0..4 {
        suite.register(member).unwrap();
    }
    suite.advance(86_400);
    suite.publish(&ExecuteMsg::ActivateRotation {}).unwrap();
    let error = ContractError::TooFewObservations { found: 3, required: 4 };
    suite.assert_unpublished(&suite.round(1, &["5"; 3]), error);
    suite.publish(&suite.round(1, &["5"; 4])).unwrap();
}
