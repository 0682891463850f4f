//! The guardian stops the creation of pools of a kind for a while, and nothing else.

use super::suite::{KIND, RICH, Suite, event, pairs};
use amm_factory::ContractError;
use cosmwasm_std::{coin, coins};
use cw_multi_test::Executor;
use weal_api::amm_factory::{ExecuteMsg, KindPause, PAUSE_SECONDS};
use weal_api::amm_pool::{ExecuteMsg as PoolMsg, SwapOrder};
use weal_contract_kit::payment::PaymentError;

/// Carol is the guardian.
fn guarded() -> Suite {
    let mut suite = Suite::new();
    let (alice, carol) = (suite.alice.clone(), suite.carol.clone());
    let name = ExecuteMsg::UpdateGuardian { guardian: Some(carol.to_string()) };
    let response = suite.execute(&alice, &name, &[]).unwrap();
    assert_eq!(event(&response, "wasm-guardian_updated"), pairs(&[("guardian", carol.as_str())]));
    assert_eq!(suite.config().guardian, Some(carol));
    suite
}

fn pause() -> ExecuteMsg {
    ExecuteMsg::PauseCreation { kind: KIND.into() }
}

fn resume() -> ExecuteMsg {
    ExecuteMsg::ResumeCreation { kind: KIND.into() }
}

#[test]
fn a_pause_stops_creations_for_a_week_to_the_second() {
    let mut suite = guarded();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    let until = suite.now() + PAUSE_SECONDS;
    let response = suite.execute(&carol, &pause(), &[]).unwrap();
    let expected = [("kind", KIND), ("until", &until.to_string())];
    assert_eq!(event(&response, "wasm-creation_paused"), pairs(&expected));
    assert_eq!(suite.config().pauses, [KindPause { kind: KIND.into(), until }]);

    let refused = || ContractError::KindPaused { kind: KIND.into(), until };
    suite.assert_refused(refused(), |suite| suite.create(&bob, [0, 1], 30));
    suite.assert_refused(refused(), |suite| suite.create(&alice, [0, 1], 30));
    let provide = suite.provide_msg([0, 50_000, 50_000, 0]);
    suite.assert_refused(refused(), |suite| suite.execute(&bob, &provide, &coins(50_000, "uusd")));
    suite.set_time(until - 1);
    suite.assert_refused(refused(), |suite| suite.create(&bob, [0, 1], 30));
    suite.set_time(until);
    suite.create(&bob, [0, 1], 30).unwrap();
}

/// A guardian that never stops leaves every second week open.
#[test]
fn a_pause_is_not_renewed_until_it_has_been_over_for_as_long() {
    let mut suite = guarded();
    let (bob, carol, start) = (suite.bob.clone(), suite.carol.clone(), suite.now());
    suite.execute(&carol, &pause(), &[]).unwrap();
    let again_at = start + 2 * PAUSE_SECONDS;
    for now in [start, start + PAUSE_SECONDS, again_at - 1] {
        suite.set_time(now);
        let refused = ContractError::PausedRecently { kind: KIND.into(), again_at };
        suite.assert_refused(refused, |suite| suite.execute(&carol, &pause(), &[]));
    }
    suite.create(&bob, [0, 1], 30).unwrap();
    suite.set_time(again_at);
    suite.execute(&carol, &pause(), &[]).unwrap();
}

#[test]
fn the_owner_ends_a_pause_and_the_next_waits_from_there() {
    let mut suite = guarded();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    let refused = || ContractError::NotPaused { kind: KIND.into() };
    suite.assert_refused(refused(), |suite| suite.execute(&alice, &resume(), &[]));
    suite.execute(&carol, &pause(), &[]).unwrap();
    let ended = suite.now() + 100;
    suite.set_time(ended);
    let response = suite.execute(&alice, &resume(), &[]).unwrap();
    assert_eq!(event(&response, "wasm-creation_resumed"), pairs(&[("kind", KIND)]));
    suite.create(&bob, [0, 1], 30).unwrap();
    suite.assert_refused(refused(), |suite| suite.execute(&alice, &resume(), &[]));
    let again_at = ended + PAUSE_SECONDS;
    let refused = ContractError::PausedRecently { kind: KIND.into(), again_at };
    suite.assert_refused(refused, |suite| suite.execute(&carol, &pause(), &[]));
}

#[test]
fn only_the_guardian_pauses_and_only_what_there_is() {
    let mut suite = guarded();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    for sender in [&alice, &bob] {
        let refused = ContractError::NotGuardian { sender: sender.clone() };
        suite.assert_refused(refused, |suite| suite.execute(sender, &pause(), &[]));
    }
    let unknown = ContractError::UnknownKind { kind: "stableswap".into() };
    let msg = ExecuteMsg::PauseCreation { kind: "stableswap".into() };
    suite.assert_refused(unknown, |suite| suite.execute(&carol, &msg, &[]));
    let paid = PaymentError::NotPayable { found: "1uusd".into() };
    suite.assert_refused(paid, |suite| suite.execute(&carol, &pause(), &coins(1, "uusd")));
    // A new owner keeps the guardian; one that is dismissed pauses no more.
    let propose = ExecuteMsg::TransferOwnership { new_owner: Some(bob.to_string()) };
    suite.execute(&alice, &propose, &[]).unwrap();
    suite.execute(&bob, &ExecuteMsg::AcceptOwnership {}, &[]).unwrap();
    assert_eq!(suite.config().guardian, Some(carol.clone()));
    suite.execute(&bob, &ExecuteMsg::UpdateGuardian { guardian: None }, &[]).unwrap();
    let refused = ContractError::NotGuardian { sender: carol.clone() };
    suite.assert_refused(refused, |suite| suite.execute(&carol, &pause(), &[]));
    suite.create(&carol, [0, 1], 30).unwrap();
}

/// (27) A pause reaches no pool that exists.
#[test]
fn a_pause_freezes_no_pool() {
    let mut suite = guarded();
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let msg = suite.provide_msg([5_000_000, 5_000_000, 0, 0]);
    suite.execute(&bob, &msg, &[coin(5_000_000, "uatom"), coin(5_000_000, "uusd")]).unwrap();
    let pool = suite.pools()[0].pool.clone();
    suite.execute(&carol, &pause(), &[]).unwrap();
    let swap = PoolMsg::Swap(SwapOrder::default());
    suite.app.execute_contract(carol.clone(), pool.clone(), &swap, &coins(1_000, "uusd")).unwrap();
    assert!(suite.wallet(&carol)[0] > RICH);
    let shares = suite.shares(&pool, &bob).into();
    let withdraw = PoolMsg::Withdraw { shares, min_amounts: None, recipient: None, deadline: None };
    suite.app.execute_contract(bob.clone(), pool.clone(), &withdraw, &[]).unwrap();
    assert_eq!(suite.shares(&pool, &bob), 0);
}
