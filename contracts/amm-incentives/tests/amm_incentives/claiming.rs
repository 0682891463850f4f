//! Stakes earn by the second, and each reward is paid apart from the others.

use crate::suite::{Suite, assert_refused, attributes, golden};
use cosmwasm_std::{Uint128, coin};
use cw_multi_test::Executor;
use weal_api::amm_incentives::{ExecuteMsg, QueryMsg};
use weal_api::cw20::Cw20ExecuteMsg;

#[test]
fn a_lone_stake_earns_everything_by_the_second() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    suite.fund().unwrap();
    suite.stake(&alice, 8).unwrap();
    for (offset, earned) in [(10, 0), (11, 10), (60, 500), (110, 1_000), (500, 1_000)] {
        suite.at(offset);
        assert_eq!(suite.claimable(&alice, 1), earned, "at {offset}");
    }
    let response = suite.claim(&alice, &[1]).unwrap();
    let expected = golden(&[
        ("schedule_id", "1"),
        ("account", alice.as_str()),
        ("token", "uusd"),
        ("amount", "1000"),
        ("claimed", "1000"),
    ]);
    assert_eq!(attributes(&response, "reward_claimed"), expected);
    assert_eq!((suite.uusd(&alice), suite.uusd(&suite.incentives)), (1_000, 0));
}

/// A second is 2^128 units: where a stake does not divide them, less than a unit of the reward is left.
#[test]
fn what_does_not_divide_rounds_down_by_less_than_a_unit() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    suite.fund().unwrap();
    suite.stake(&alice, 7).unwrap();
    suite.at(110);
    assert_eq!(suite.claimable(&alice, 1), 999);
}

#[test]
fn stakes_share_in_their_ratio_and_a_late_one_from_its_second_on() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.fund().unwrap();
    suite.stake(&alice, 128).unwrap();
    suite.at(60);
    suite.stake(&bob, 384).unwrap();
    suite.at(110);
    assert_eq!((suite.claimable(&alice, 1), suite.claimable(&bob, 1)), (500 + 125, 375));
}

#[test]
fn what_was_earned_before_a_withdrawal_stays_claimable() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.fund().unwrap();
    suite.stake(&alice, 128).unwrap();
    suite.stake(&bob, 128).unwrap();
    suite.at(60);
    suite.withdraw(&alice, 128).unwrap();
    suite.at(1_000);
    suite.claim(&alice, &[1]).unwrap();
    assert_eq!((suite.uusd(&alice), suite.claimable(&bob, 1)), (250, 750));
}

#[test]
fn a_second_claim_in_a_block_finds_nothing() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.fund().unwrap();
    suite.stake(&alice, 128).unwrap();
    assert_refused(suite.claim(&alice, &[1]), "nothing to claim");
    suite.at(60);
    suite.claim(&alice, &[1]).unwrap();
    assert_refused(suite.claim(&alice, &[1]), "nothing to claim");
    assert_refused(suite.claim(&bob, &[1]), "nothing to claim");
}

/// A stake for no time earns nothing, whatever its size.
#[test]
fn a_stake_within_one_second_earns_nothing() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.fund().unwrap();
    suite.stake(&alice, 1).unwrap();
    suite.at(60);
    suite.stake(&bob, 10_000).unwrap();
    suite.withdraw(&bob, 10_000).unwrap();
    suite.at(110);
    assert_eq!((suite.claimable(&alice, 1), suite.claimable(&bob, 1)), (1_000, 0));
}

/// Two schedules with a gap between them, and one over both: each counts its own seconds only.
#[test]
fn schedules_with_a_gap_and_at_once_are_independent() {
    let mut suite = Suite::new();
    let (alice, bob, funder) = (suite.alice.clone(), suite.bob.clone(), suite.funder.clone());
    for (starts, ends) in [(10, 110), (210, 310), (10, 310)] {
        let msg = ExecuteMsg::CreateSchedule(suite.period(starts, ends));
        suite.execute(&funder, &msg, &[coin(3_000, "uusd")]).unwrap();
    }
    suite.stake(&alice, 64).unwrap();
    suite.at(160);
    suite.stake(&bob, 64).unwrap();
    suite.at(310);
    let of = |account| [1, 2, 3].map(|schedule_id| suite.claimable(account, schedule_id));
    assert_eq!(of(&alice), [3_000, 1_500, 2_250]);
    assert_eq!(of(&bob), [0, 1_500, 750]);
    suite.claim(&alice, &[3, 1, 2]).unwrap();
    assert_eq!(suite.uusd(&alice), 6_750);
}

/// The token that refuses is first, in the middle and last; the others pay, and it owes what it did not deliver.
#[test]
fn a_token_that_refuses_blocks_no_other_reward() {
    for order in [[1, 2, 3], [2, 1, 3], [2, 3, 1]] {
        let mut suite = Suite::new();
        let (alice, gold, wayward) = (suite.alice.clone(), suite.gold.clone(), suite.wayward.clone());
        suite.fund_in(&wayward).unwrap();
        suite.fund_in(&gold).unwrap();
        suite.fund().unwrap();
        suite.stake(&alice, 128).unwrap();
        suite.at(60);
        let response = suite.claim(&alice, &order).unwrap();
        let undelivered =
            golden(&[("schedule_id", "1"), ("account", alice.as_str()), ("amount", "500"), ("claimed", "0")]);
        assert_eq!(attributes(&response, "reward_undelivered"), undelivered);
        assert_eq!((suite.uusd(&alice), suite.balance(&gold, &alice)), (500, 500));
        assert_eq!((suite.claimable(&alice, 1), suite.schedule(1).paid), (500, Uint128::zero()));

        // Once it delivers, nothing was lost.
        let mend = Cw20ExecuteMsg::Burn { amount: Uint128::one() };
        suite.app.execute_contract(alice.clone(), wayward, &mend, &[]).unwrap();
        suite.at(110);
        suite.claim(&alice, &[1]).unwrap();
        assert_eq!((suite.claimable(&alice, 1), suite.schedule(1).paid), (0, Uint128::new(1_000)));
    }
}

#[test]
fn a_list_is_of_one_to_ten_different_schedules() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    for _ in 0..11 {
        suite.fund().unwrap();
    }
    suite.stake(&alice, 128).unwrap();
    suite.at(60);
    assert_refused(suite.claim(&alice, &[]), "0 schedules in one message");
    assert_refused(suite.claim(&alice, &[1, 2, 1]), "schedule 1 is in the list twice");
    assert_refused(suite.claim(&alice, &[1, 12]), "there is no schedule 12");
    let all: Vec<u64> = (1..=11).collect();
    assert_refused(suite.claim(&alice, &all), "11 schedules in one message");
    assert_eq!(suite.uusd(&alice), 0);
    suite.claim(&alice, &all[..10]).unwrap();
    assert_eq!(suite.uusd(&alice), 5_000);
    let twice = QueryMsg::Claimable { account: alice.to_string(), schedules: vec![1, 1] };
    let found: Result<serde_json::Value, _> = suite.app.wrap().query_wasm_smart(&suite.incentives, &twice);
    let refused = found.unwrap_err().to_string();
    assert!(refused.contains("schedule 1 is in the list twice"), "{refused}");
}

#[test]
fn a_claim_takes_no_funds() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let msg = ExecuteMsg::ClaimRewards { schedules: vec![1] };
    assert_refused(suite.execute(&alice, &msg, &[coin(1, "uatom")]), "takes no funds");
}
