//! Members that give up their seats: their bonds come out whatever the owner and the others do.

use super::members::{DELAY, MINIMUM, UNBONDING, bonded_terms};
use super::suite::{Suite, WALLET, attributes, pairs};
use cosmwasm_std::StdResult;
use cosmwasm_std::testing::MockApi;
use cw_multi_test::AppResponse;
use oracle::ContractError;
use weal_api::oracle::ExecuteMsg;
use weal_attestation::{MemberKey, QuorumError};

impl Suite {
    fn resign(&mut self, member: usize) -> StdResult<AppResponse> {
        let operator = self.operators[member].clone();
        self.execute(&operator, &ExecuteMsg::Resign {})
    }
}

#[test]
fn a_member_that_resigns_has_its_bond_back_after_the_hold_without_any_rotation() {
    let mut suite = Suite::bonded(4);
    let operator = suite.operators[3].clone();
    let response = suite.resign(3).unwrap();
    let withdrawable_at = suite.now() + UNBONDING;
    let expected = pairs(&[
        ("operator", operator.as_str()),
        ("committee_epoch", "1"),
        ("registered", "3"),
        ("withdrawable_at", &withdrawable_at.to_string()),
    ]);
    assert_eq!(attributes(&response, "oracle_seat_resigned"), expected);
    // It is one of the f silent: three go on, its own signature counts no more.
    let root = suite.next_root();
    let refused = suite.publish(&suite.settlement(&root, &[0, 1, 3])).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000001011 do not all verify"),
        "{refused}"
    );
    suite.publish(&suite.settlement(&root, &[0, 1, 2])).unwrap();

    suite.advance(UNBONDING - 1);
    let held = ContractError::BondHeld { operator: operator.clone(), withdrawable_at: Some(withdrawable_at) };
    suite.assert_refused(&operator, &ExecuteMsg::WithdrawBond {}, held);
    suite.advance(1);
    suite.execute(&operator, &ExecuteMsg::WithdrawBond {}).unwrap();
    assert_eq!(suite.balance(&operator), WALLET);
    assert_eq!(suite.holdings().bonds.u128(), 3 * MINIMUM);
}

#[test]
fn a_rotation_after_a_resignation_does_not_make_it_wait_longer() {
    let mut suite = Suite::bonded(4);
    let operator = suite.operators[0].clone();
    suite.resign(0).unwrap();
    let withdrawable_at = suite.bond(&operator).withdrawable_at;
    suite.rotate(suite.accounts(4, 4));
    assert_eq!(suite.bond(&operator).withdrawable_at, withdrawable_at);
}

/// A key given up is evidence as before: a signer of two roots pays, once, in the present committee and in a past one.
#[test]
fn one_that_resigned_is_slashed_once_for_what_it_signed_before() {
    for rotated in [false, true] {
        let mut suite = Suite::bonded(4);
        let (first, second) = suite.fork();
        let report = suite.equivocation((&first, &second), &[1]);
        let (operator, key) = (suite.operators[1].clone(), suite.keys[1].clone());
        suite.resign(1).unwrap();
        if rotated {
            suite.rotate(suite.accounts(4, 4));
        }
        suite.publish(&report).unwrap();
        assert!(suite.bond(&operator).bond.is_zero());
        suite.assert_unpublished(&report, ContractError::NoKey { member: 1 });
        // Struck, it joins no other committee.
        suite.propose(suite.accounts(10, 4));
        suite.keys[0] = key;
        let (account, msg, due) = (suite.operators[0].clone(), suite.registration(0), suite.due(0));
        let refused = suite.execute_with(&account, &msg, &due).unwrap_err().to_string();
        assert!(refused.contains("was struck under committee"), "{refused}");
    }
}

#[test]
fn a_seat_given_up_takes_no_other_key_and_its_operator_may_join_the_next_committee() {
    let mut suite = Suite::bonded(4);
    suite.resign(2).unwrap();
    suite.keys[2] = MemberKey::from_seed([77; 32]);
    let (operator, msg) = (suite.operators[2].clone(), suite.registration(2));
    suite.assert_refused(&operator, &msg, ContractError::AlreadyRegistered { member: 2 });
    suite.rotate(suite.accounts(2, 4));
    assert_eq!(suite.bond(&operator).left_at, None);
    assert!(suite.committee().members[0].public_key.is_some());
}

#[test]
fn only_an_operator_with_a_key_resigns_and_once() {
    let mut suite = Suite::bonded(4);
    let (stranger, operator) = (suite.stranger.clone(), suite.operators[1].clone());
    let nobody = ContractError::NotOperator { sender: stranger.clone() };
    suite.assert_refused(&stranger, &ExecuteMsg::Resign {}, nobody);
    suite.resign(1).unwrap();
    suite.assert_refused(&operator, &ExecuteMsg::Resign {}, ContractError::NoKey { member: 1 });
}

/// A committee that never starts, because one seat stays vacant, holds nobody's bond for ever.
#[test]
fn a_bond_in_a_committee_that_never_starts_comes_out() {
    let terms = bonded_terms(&MockApi::default().with_prefix("wasm"));
    let mut suite = Suite::vacant(4, |msg| msg.terms = terms).unwrap();
    suite.register(0).unwrap();
    let operator = suite.operators[0].clone();
    suite.resign(0).unwrap();
    suite.advance(UNBONDING);
    suite.execute(&operator, &ExecuteMsg::WithdrawBond {}).unwrap();
    assert_eq!(suite.balance(&operator), WALLET);
    // It signed nothing that could be taken, so it may come back.
    for member in 0..4 {
        suite.register(member).unwrap();
    }
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
}

/// A candidate may change its mind; the committee proposed then waits for its key again.
#[test]
fn a_candidate_that_resigns_leaves_its_seat_vacant() {
    let mut suite = Suite::bonded(4);
    suite.propose(suite.accounts(4, 4));
    for member in 0..4 {
        suite.register(member).unwrap();
    }
    let candidate = suite.operators[1].clone();
    suite.resign(1).unwrap();
    suite.advance(DELAY);
    let incomplete = ContractError::RotationIncomplete { registered: 3, members: 4 };
    suite.assert_unpublished(&ExecuteMsg::ActivateRotation {}, incomplete);
    suite.advance(UNBONDING);
    suite.execute(&candidate, &ExecuteMsg::WithdrawBond {}).unwrap();
    suite.register(1).unwrap();
    suite.publish(&ExecuteMsg::ActivateRotation {}).unwrap();
}

#[test]
fn more_than_f_resignations_stop_the_committee_as_silence_does() {
    let mut suite = Suite::bonded(4);
    suite.resign(0).unwrap();
    suite.resign(1).unwrap();
    let error = QuorumError::TooFew { found: 2, required: 3 };
    let root = suite.next_root();
    suite.assert_unpublished(&suite.settlement(&root, &[2, 3]), error);
    suite.rotate(suite.accounts(4, 4));
    suite.publish(&suite.settlement(&root, &[0, 1, 2])).unwrap();
}

/// An operator struck in the present committee pays a new bond for the one proposed, which is then replaced: the
/// operator has a seat and no key, and its bond comes out all the same.
#[test]
fn a_bond_paid_for_a_committee_that_was_replaced_comes_out_of_a_struck_seat() {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    suite.publish(&suite.equivocation((&first, &second), &[2])).unwrap();
    suite.propose(suite.accounts(2, 4));
    suite.register(0).unwrap();
    let operator = suite.operators[0].clone();
    suite.propose(suite.accounts(10, 4));
    assert_eq!((suite.bond(&operator).bond.u128(), suite.bond(&operator).left_at), (MINIMUM, None));

    suite.execute(&operator, &ExecuteMsg::Resign {}).unwrap();
    let again = ContractError::NoKey { member: 2 };
    suite.assert_refused(&operator, &ExecuteMsg::Resign {}, again);
    suite.advance(UNBONDING);
    suite.execute(&operator, &ExecuteMsg::WithdrawBond {}).unwrap();
    assert!(suite.bond(&operator).bond.is_zero());
}
