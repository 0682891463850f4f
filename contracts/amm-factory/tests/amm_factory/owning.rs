//! The powers of each role, and the pools that a change does not touch.

use super::suite::{KIND, RICH, Suite, event, kind, native_fee, pairs};
use amm_factory::ContractError;
use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, MigrateInfo, Response, StdError, StdResult, Uint128,
    coins,
};
use cw_multi_test::{ContractWrapper, Executor};
use weal_api::amm_factory::{Creation, ExecuteMsg, KindConfig, QueryMsg};
use weal_api::amm_pool::{ExecuteMsg as PoolMsg, SwapOrder};
use weal_api::asset::{AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;

#[test]
fn only_the_owner_updates() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let messages = [
        ExecuteMsg::UpdateKind { kind: kind(suite.pool_code) },
        ExecuteMsg::UpdateCreationFee { creation_fee: None },
        ExecuteMsg::TransferOwnership { new_owner: Some(bob.to_string()) },
        ExecuteMsg::UpdateGuardian { guardian: Some(bob.to_string()) },
        ExecuteMsg::ResumeCreation { kind: KIND.into() },
    ];
    for msg in messages {
        let refused = ContractError::NotOwner { sender: bob.clone(), owner: alice.clone() };
        suite.assert_refused(refused, |suite| suite.execute(&bob, &msg, &[]));
        let paid = PaymentError::NotPayable { found: "1uusd".into() };
        suite.assert_refused(paid, |suite| suite.execute(&alice, &msg, &coins(1, "uusd")));
    }
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut suite = Suite::new();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    let propose = |new_owner: Option<&cosmwasm_std::Addr>| ExecuteMsg::TransferOwnership {
        new_owner: new_owner.map(ToString::to_string),
    };
    let accept = ExecuteMsg::AcceptOwnership {};
    let not_pending = |sender: &cosmwasm_std::Addr| ContractError::NotPendingOwner { sender: sender.clone() };
    suite.assert_refused(not_pending(&bob), |suite| suite.execute(&bob, &accept, &[]));
    let response = suite.execute(&alice, &propose(Some(&bob)), &[]).unwrap();
    let expected = [("owner", alice.as_str()), ("pending_owner", bob.as_str())];
    assert_eq!(event(&response, "wasm-ownership_proposed"), pairs(&expected));
    suite.assert_refused(not_pending(&carol), |suite| suite.execute(&carol, &accept, &[]));
    suite.execute(&alice, &propose(None), &[]).unwrap();
    suite.assert_refused(not_pending(&bob), |suite| suite.execute(&bob, &accept, &[]));
    suite.execute(&alice, &propose(Some(&bob)), &[]).unwrap();
    let response = suite.execute(&bob, &accept, &[]).unwrap();
    assert_eq!(event(&response, "wasm-ownership_accepted"), pairs(&[("owner", bob.as_str())]));
    let config = suite.config();
    assert_eq!((config.owner, config.pending_owner), (bob.clone(), None));
    suite.assert_refused(not_pending(&bob), |suite| suite.execute(&bob, &accept, &[]));
}

#[test]
fn kinds_are_added_and_replaced_up_to_the_limit() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let named = |name: &str| KindConfig { kind: name.into(), ..kind(suite.pool_code) };
    let many: Vec<_> = (1..=16).map(|number| named(&format!("kind{number}"))).collect();
    let changed = KindConfig { creation: Creation::Closed, max_fee_bps: 500, ..named(KIND) };
    for kind in &many[..15] {
        suite.execute(&alice, &ExecuteMsg::UpdateKind { kind: kind.clone() }, &[]).unwrap();
    }
    let one_more = ExecuteMsg::UpdateKind { kind: many[15].clone() };
    let refused = ContractError::TooManyKinds { max: 16 };
    suite.assert_refused(refused, |suite| suite.execute(&alice, &one_more, &[]));
    let code = suite.pool_code.to_string();
    let response = suite.execute(&alice, &ExecuteMsg::UpdateKind { kind: changed.clone() }, &[]).unwrap();
    let expected = [
        ("kind", KIND),
        ("code_id", code.as_str()),
        ("creation", "closed"),
        ("max_fee_bps", "500"),
        ("migratable", "true"),
    ];
    assert_eq!(event(&response, "wasm-kind_updated"), pairs(&expected));
    assert_eq!((suite.config().kinds.len(), &suite.config().kinds[0]), (16, &changed));
}

#[test]
fn a_kind_without_a_name_or_with_too_high_a_cap_is_refused() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    for name in [String::new(), "x".repeat(65)] {
        let kind = KindConfig { kind: name.clone(), ..kind(1) };
        let refused = ContractError::InvalidKind { kind: name };
        suite.assert_refused(refused, |suite| suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]));
    }
    let kind = KindConfig { max_fee_bps: 501, ..kind(1) };
    let refused = FixedPointError::BpsAboveMaximum { found: 501, max: 500 };
    suite.assert_refused(refused, |suite| suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]));
    let fee = Some(native_fee(&alice, "uusd", 0));
    let refused = ContractError::ZeroAmount { token: Token::Native("uusd".into()) };
    suite.assert_refused(refused, |suite| {
        suite.execute(&alice, &ExecuteMsg::UpdateCreationFee { creation_fee: fee }, &[])
    });
}

#[test]
fn an_instantiation_is_checked() {
    let reason = |error: StdResult<Suite>| error.err().unwrap().to_string();
    let twice = reason(Suite::try_with(|msg| msg.kinds.push(msg.kinds[0].clone())));
    assert!(twice.ends_with(&ContractError::DuplicateKind { kind: KIND.into() }.to_string()), "{twice}");
    let many = reason(Suite::try_with(|msg| msg.kinds = vec![msg.kinds[0].clone(); 17]));
    assert!(many.ends_with(&ContractError::TooManyKinds { max: 16 }.to_string()), "{many}");
    Suite::try_with(|msg| msg.owner = "nobody".into()).err().unwrap();
    let fee = AssetInfo::native("u");
    Suite::try_with(|msg| {
        let mut creation_fee = native_fee(&cosmwasm_std::Addr::unchecked(&msg.owner), "uusd", 1);
        creation_fee.asset.info = fee;
        msg.creation_fee = Some(creation_fee);
    })
    .err()
    .unwrap();
}

fn refuse(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Err(StdError::msg("lost"))
}

fn silent(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::msg("lost"))
}

fn become_lost(_: DepsMut, _: Env, _: Empty, _: MigrateInfo) -> StdResult<Response> {
    Ok(Response::new())
}

/// (27) A factory whose query fails or whose owner is gone freezes its pools (Astroport PCL audit, Oak Security).
#[test]
fn a_lost_factory_freezes_no_pool() {
    let mut suite = Suite::new();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    let msg = suite.provide_msg([5_000_000, 5_000_000, 0, 0]);
    let funds = [cosmwasm_std::coin(5_000_000, "uatom"), cosmwasm_std::coin(5_000_000, "uusd")];
    suite.execute(&bob, &msg, &funds).unwrap();
    let pool = suite.pools()[0].pool.clone();
    // The owner hands over and is gone; the code becomes one that refuses everything.
    let propose = ExecuteMsg::TransferOwnership { new_owner: Some(carol.to_string()) };
    suite.execute(&alice, &propose, &[]).unwrap();
    suite.execute(&carol, &ExecuteMsg::AcceptOwnership {}, &[]).unwrap();
    let lost = suite
        .app
        .store_code(Box::new(ContractWrapper::new(refuse, refuse, silent).with_migrate(become_lost)));
    suite.app.migrate_contract(alice, suite.factory.clone(), &Empty {}, lost).unwrap();
    let refused = suite.try_query::<Empty>(&QueryMsg::Config {}).unwrap_err().to_string();
    assert!(refused.contains("lost"), "{refused}");

    let swap = PoolMsg::Swap(SwapOrder::default());
    suite.app.execute_contract(carol.clone(), pool.clone(), &swap, &coins(1_000, "uusd")).unwrap();
    assert!(suite.wallet(&carol)[0] > RICH);
    let shares = Uint128::new(suite.shares(&pool, &bob));
    let withdraw = PoolMsg::Withdraw { shares, min_amounts: None, recipient: None, deadline: None };
    suite.app.execute_contract(bob.clone(), pool.clone(), &withdraw, &[]).unwrap();
    assert_eq!(suite.shares(&pool, &bob), 0);
}
