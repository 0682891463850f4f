//! LP shares come and go, whatever rewards do.

use crate::suite::{NOW, SHARES, Suite, assert_refused, attributes, code, golden};
use cosmwasm_std::{Binary, Uint128, coin, to_json_binary};
use cw_multi_test::Executor;
use weal_api::amm_incentives::{Cw20HookMsg, ExecuteMsg, MigrateMsg};
use weal_api::cw20::Cw20ReceiveMsg;

#[test]
fn shares_are_staked_and_come_back() {
    let mut suite = Suite::new();
    let (alice, pool, incentives) = (suite.alice.clone(), suite.pool.clone(), suite.incentives.clone());
    let response = suite.stake(&alice, 600).unwrap();
    let of = |amount, staked| {
        golden(&[
            ("pool", pool.as_str()),
            ("account", alice.as_str()),
            ("amount", amount),
            ("staked", staked),
            ("total", staked),
        ])
    };
    assert_eq!(attributes(&response, "staked"), of("600", "600"));
    assert_eq!(suite.balance(&pool, &incentives), 600);

    let response = suite.withdraw(&alice, 200).unwrap();
    assert_eq!(attributes(&response, "unstaked"), of("200", "400"));
    assert_eq!(suite.balance(&pool, &alice), SHARES - 400);
    assert_eq!(suite.staked(&alice), (400, 400));
}

#[test]
fn two_stakes_in_one_block_add_up() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.stake(&alice, 1).unwrap();
    suite.stake(&alice, 2).unwrap();
    suite.stake(&bob, 4).unwrap();
    assert_eq!(suite.staked(&alice), (3, 7));
    suite.withdraw(&alice, 3).unwrap();
    assert_eq!(suite.staked(&alice), (0, 4));
}

#[test]
fn no_more_than_is_staked_can_be_withdrawn() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.stake(&alice, 600).unwrap();
    assert_refused(suite.withdraw(&alice, 601), "601 cannot be withdrawn");
    assert_refused(suite.withdraw(&alice, 0), "a withdrawal of zero");
    assert_refused(suite.withdraw(&bob, 1), "has staked 0");
    let msg = ExecuteMsg::Withdraw { pool: suite.pool.to_string(), amount: Uint128::one() };
    assert_refused(suite.execute(&alice, &msg, &[coin(1, "uatom")]), "takes no funds");
    suite.withdraw(&alice, 600).unwrap();
}

#[test]
fn a_stake_of_nothing_or_with_coins_is_refused() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let receive = |amount: u128| {
        ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: alice.to_string(),
            amount: Uint128::new(amount),
            msg: to_json_binary(&Cw20HookMsg::Stake {}).unwrap(),
        })
    };
    assert_refused(suite.execute(&alice, &receive(0), &[]), "exactly one coin above zero");
    assert_refused(suite.execute(&alice, &receive(5), &[coin(1, "uatom")]), "takes no funds");
}

/// A token that calls `receive` stakes in a pool of its own.
#[test]
fn a_foreign_token_stakes_in_a_pool_of_its_own() {
    let mut suite = Suite::new();
    let (alice, wayward) = (suite.alice.clone(), suite.wayward.clone());
    suite.send(&alice, &wayward, 1_000_000, &Cw20HookMsg::Stake {}).unwrap();
    assert_eq!(suite.staked(&alice), (0, 0));
    assert_refused(suite.withdraw(&alice, 1), "has staked 0");
}

#[test]
fn a_token_that_refuses_blocks_no_withdrawal() {
    let mut suite = Suite::new();
    let (alice, pool, wayward) = (suite.alice.clone(), suite.pool.clone(), suite.wayward.clone());
    suite.fund_in(&wayward).unwrap();
    suite.stake(&alice, 600).unwrap();
    suite.at(60);
    suite.withdraw(&alice, 600).unwrap();
    assert_eq!(suite.balance(&pool, &alice), SHARES);
}

#[test]
fn an_unknown_field_is_refused() {
    let mut suite = Suite::new();
    let (alice, incentives, pool) = (suite.alice.clone(), suite.incentives.clone(), suite.pool.clone());
    for json in [
        format!(r#"{{"withdraw":{{"pool":"{pool}","amount":"1","recipient":"x"}}}}"#),
        r#"{"claim_rewards":{"schedules":[1],"recipient":"x"}}"#.to_string(),
        format!(r#"{{"create_schedule":{{"pool":"{pool}","starts_at":1,"ends_at":2,"rate":"1"}}}}"#),
    ] {
        let msg: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_refused(
            suite.app.execute_contract(alice.clone(), incentives.clone(), &msg, &[]),
            "unknown field",
        );
    }
    let receive = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: alice.to_string(),
        amount: Uint128::one(),
        msg: Binary::from(br#"{"stake":{"for":"x"}}"#.as_slice()),
    });
    assert_refused(suite.execute(&alice, &receive, &[]), "unknown field");
}

#[test]
fn a_migration_from_the_same_version_keeps_everything() {
    let mut suite = Suite::new();
    let (alice, incentives, funder) = (suite.alice.clone(), suite.incentives.clone(), suite.funder.clone());
    suite.stake(&alice, 5).unwrap();
    let code_id = suite.app.store_code(code());
    assert_ne!(code_id, suite.code_id);
    suite.app.migrate_contract(funder, incentives, &MigrateMsg {}, code_id).unwrap();
    assert_eq!(suite.staked(&alice), (5, 5));
    assert_eq!(suite.app.block_info().time.seconds(), NOW);
}
