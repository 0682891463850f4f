//! The reward of seconds without a stake goes back to its funder.

use crate::suite::{PURSE, Suite, assert_refused, attributes, golden};
use cosmwasm_std::coin;
use weal_api::amm_incentives::ExecuteMsg;

#[test]
fn seconds_without_a_stake_return_to_the_funder_after_the_end() {
    let mut suite = Suite::new();
    let (alice, funder) = (suite.alice.clone(), suite.funder.clone());
    suite.fund().unwrap();
    suite.at(30);
    suite.stake(&alice, 128).unwrap();
    suite.at(60);
    suite.withdraw(&alice, 128).unwrap();
    suite.at(109);
    assert_refused(suite.return_orphaned(1), "schedule 1 ends at 1700000110");
    assert_eq!(suite.schedule(1).orphaned.u128(), 690);
    suite.at(110);
    let response = suite.return_orphaned(1).unwrap();
    let expected =
        golden(&[("schedule_id", "1"), ("funder", funder.as_str()), ("token", "uusd"), ("amount", "700")]);
    assert_eq!(attributes(&response, "orphaned_returned"), expected);
    assert_eq!(suite.uusd(&funder), PURSE - 300);
    assert_refused(suite.return_orphaned(1), "nothing of schedule 1 is left");
    suite.claim(&alice, &[1]).unwrap();
    assert_eq!((suite.uusd(&alice), suite.uusd(&suite.incentives)), (300, 0));
}

#[test]
fn a_schedule_that_nobody_joined_returns_whole() {
    let mut suite = Suite::new();
    let gold = suite.gold.clone();
    suite.fund_in(&gold).unwrap();
    suite.at(110);
    suite.return_orphaned(1).unwrap();
    assert_eq!(suite.balance(&gold, &suite.funder), PURSE);
}

#[test]
fn a_schedule_with_a_stake_in_every_second_returns_nothing() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    suite.fund().unwrap();
    suite.at(10);
    suite.stake(&alice, 1).unwrap();
    suite.at(110);
    assert_refused(suite.return_orphaned(1), "nothing of schedule 1 is left");
    assert_refused(suite.return_orphaned(2), "there is no schedule 2");
    let msg = ExecuteMsg::ReturnOrphaned { schedule_id: 1 };
    assert_refused(suite.execute(&alice, &msg, &[coin(1, "uatom")]), "takes no funds");
}
