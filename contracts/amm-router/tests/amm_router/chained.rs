//! The pools' own way from one to the next: beside the router, and told by it.

use super::suite::{DEEP, Order, RICH, Suite, Terms};
use amm_factory::contract as factory;
use cosmwasm_std::{Addr, Uint128, coin, coins, to_json_binary};
use cw_multi_test::{AppResponse, ContractWrapper, Executor};
use proptest::prelude::*;
use weal_api::amm_factory::{
    Creation, ExecuteMsg as FactoryMsg, InstantiateMsg, KindConfig, PoolsResponse, QueryMsg as FactoryQuery,
};
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg, PoolKind, SwapOrder};
use weal_api::amm_router::Route;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::Cw20ExecuteMsg;

/// Puts a factory's pools, as deep as the suite's, in the place of its first five, which are nobody's.
pub(crate) fn registered() -> Suite {
    let mut suite = Suite::new();
    let (app, alice) = (&mut suite.app, suite.alice.clone());
    let code = ContractWrapper::new(factory::execute, factory::instantiate, factory::query);
    let code_id = app.store_code(Box::new(code.with_reply(factory::reply)));
    let kind = KindConfig {
        kind: "constant_product".into(),
        code_id: suite.pool_code,
        creation: Creation::Open,
        max_fee_bps: 100,
        migratable: false,
        amp: None,
    };
    let msg =
        InstantiateMsg { owner: alice.to_string(), kinds: vec![kind], creation_fee: None, decimals: None };
    let factory = app.instantiate_contract(code_id, alice.clone(), &msg, &[], "factory", None).unwrap();
    for pair in super::suite::PAIRS {
        let assets = pair.map(|asset| Asset::new(suite.assets[asset].clone(), DEEP)).to_vec();
        let mut funds = vec![];
        for Asset { info, .. } in &assets {
            match info {
                AssetInfo::Native { denom } => funds.push(coin(DEEP, denom)),
                AssetInfo::Cw20 { contract_addr } => {
                    let (spender, amount) = (factory.to_string(), Uint128::new(DEEP));
                    let msg = Cw20ExecuteMsg::IncreaseAllowance { spender, amount, expires: None };
                    let token = Addr::unchecked(contract_addr);
                    app.execute_contract(alice.clone(), token, &msg, &[]).unwrap();
                }
            }
        }
        let msg = FactoryMsg::CreateAndProvide {
            kind: PoolKind::ConstantProduct {},
            assets,
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            min_shares: None,
            recipient: None,
            deadline: None,
        };
        app.execute_contract(alice.clone(), factory.clone(), &msg, &funds).unwrap();
    }
    let query = FactoryQuery::Pools { start_after: None, limit: None };
    let answer: PoolsResponse = app.wrap().query_wasm_smart(&factory, &query).unwrap();
    for (place, record) in answer.pools.into_iter().enumerate() {
        suite.pools[place] = record.pool;
    }
    suite
}

/// Bob sells along the route by telling its first pool.
fn chain(suite: &mut Suite, (offer, amount): (usize, u128), route: &Route) -> cosmwasm_std::StdResult<()> {
    let [first, then @ ..] = route.hops.as_slice() else { panic!("a route has hops") };
    let hop = |hop: &weal_api::amm_router::Hop| weal_api::amm_pool::Hop {
        pool: hop.pool.clone(),
        ask: Some(hop.ask.clone()),
    };
    let (ask, then) = (Some(first.ask.clone()), Some(then.iter().map(hop).collect()));
    let (min_receive, max_impact_bps, recipient, deadline) = (Some(Uint128::one()), None, None, None);
    let (max_fee_bps, params_version, record_usage, trader) = (None, None, None, None);
    let (bob, pool) = (suite.bob.clone(), Addr::unchecked(&first.pool));
    match suite.assets[offer].clone() {
        AssetInfo::Native { denom } => {
            let msg = ExecuteMsg::Swap(SwapOrder {
                ask,
                min_receive,
                max_impact_bps,
                recipient,
                deadline,
                max_fee_bps,
                params_version,
                record_usage,
                then,
                trader,
            });
            suite.app.execute_contract(bob, pool, &msg, &coins(amount, denom))
        }
        AssetInfo::Cw20 { contract_addr } => {
            let hook = Cw20HookMsg::Swap(SwapOrder {
                ask,
                min_receive,
                max_impact_bps,
                recipient,
                deadline,
                max_fee_bps,
                params_version,
                record_usage,
                then,
                trader,
            });
            let (contract, msg) = (pool.to_string(), to_json_binary(&hook).unwrap());
            let msg = Cw20ExecuteMsg::Send { contract, amount: Uint128::new(amount), msg };
            suite.app.execute_contract(bob, Addr::unchecked(contract_addr), &msg, &[])
        }
    }
    .map(drop)
}

/// The recipients of the swaps, in order, and the count of the router's replies.
fn way(response: &AppResponse) -> (Vec<String>, usize) {
    let attribute = |event: &cosmwasm_std::Event, key: &str| {
        event.attributes.iter().find(|pair| pair.key == key).map(|pair| pair.value.clone())
    };
    // A pool leaves out the recipient who is also the trader.
    let paid =
        |event: &cosmwasm_std::Event| attribute(event, "recipient").or(attribute(event, "trader")).unwrap();
    let swaps = response.events.iter().filter(|event| event.ty == "wasm-swapped");
    (swaps.map(paid).collect(), response.events.iter().filter(|event| event.ty == "reply").count())
}

#[test]
fn pools_of_one_factory_pass_on_and_only_the_bound_comes_back() {
    let mut suite = registered();
    let (bob, pools) = (suite.bob.clone(), suite.pools.clone());
    let routes = vec![suite.route(0, 1_000_000, &[0, 1, 2])];
    for (bound, answers) in [(None, 0), (Some(900_000), 1)] {
        let order = Order::Swap(routes.clone(), Terms { bound, ..Terms::default() });
        let response = suite.pay(&bob, (0, 1_000_000), &order).unwrap();
        let paid = [&pools[1], &pools[2], &bob].map(Addr::to_string).to_vec();
        assert_eq!(way(&response), (paid, answers));
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

/// Pools 1 and 2 pass on between themselves; 3 and 0 are strangers to everybody.
#[test]
fn a_route_through_strangers_comes_back_where_it_leaves_a_factory() {
    let mut suite = registered();
    for place in [0, 3] {
        suite.pools[place] = suite.open_pool(super::suite::PAIRS[place], [DEEP, DEEP]);
    }
    let (bob, router, pools) = (suite.bob.clone(), suite.router.to_string(), suite.pools.clone());
    for (pools_on_the_way, bought, paid, answers) in [
        (vec![0, 1, 2], 3, vec![router.clone(), pools[2].to_string(), bob.to_string()], 1),
        (vec![3, 2, 1], 1, vec![router.clone(), pools[1].to_string(), bob.to_string()], 1),
    ] {
        let routes = vec![suite.route(0, 1_000_000, &pools_on_the_way)];
        let quote = suite.simulate(0, routes.clone()).unwrap().receive.amount.u128();
        let before = suite.wallet(&bob);
        let response = suite.pay(&bob, (0, 1_000_000), &Order::Swap(routes, Terms::default())).unwrap();
        assert_eq!(way(&response), (paid, answers));
        assert_eq!(suite.wallet(&bob)[bought], before[bought] + quote);
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
    // And where the strangers come last: 1 and 2 in one message, measured, then 3.
    let routes = vec![suite.route(1, 1_000_000, &[1, 2, 3])];
    let response = suite.pay(&bob, (1, 1_000_000), &Order::Swap(routes, Terms::default())).unwrap();
    assert_eq!(way(&response), (vec![pools[2].to_string(), router, bob.to_string()], 1));
    assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
}

/// The payment equals that of the way by the router itself, to the unit.
#[test]
fn the_minimum_is_held_at_the_end_of_a_chain() {
    let mut suite = registered();
    let bob = suite.bob.clone();
    let routes = vec![suite.route(0, 1_000_000, &[0, 1, 2])];
    let quote = suite.simulate(0, routes.clone()).unwrap().receive.amount;
    let order = |bound: u128| Order::Swap(routes.clone(), Terms { bound: Some(bound), ..Terms::default() });
    let (found, required) = (quote, quote + Uint128::one());
    let refused = amm_pool::ContractError::BelowMinReceive { found, required };
    suite.assert_refused_with(&refused.to_string(), |suite| {
        suite.pay(&bob, (0, 1_000_000), &order(required.u128()))
    });
    suite.pay(&bob, (0, 1_000_000), &order(quote.u128())).unwrap();
    assert_eq!(suite.wallet(&bob)[3], RICH + quote.u128());
}

/// An output that is sent to a pool is nobody's: the pools on the way refuse it, each for itself.
#[test]
fn no_pool_of_a_chain_can_be_its_recipient() {
    let mut suite = registered();
    let (bob, pools) = (suite.bob.clone(), suite.pools.clone());
    let routes = vec![suite.route(0, 1_000_000, &[0, 1])];
    for pool in &pools[..2] {
        let terms = Terms { recipient: Some(pool.to_string()), ..Terms::default() };
        let refused = amm_pool::ContractError::OwnRecipient.to_string();
        let order = Order::Swap(routes.clone(), terms);
        suite.assert_refused_with(&refused, |suite| suite.pay(&bob, (0, 1_000_000), &order));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_chain_of_pools_pays_what_a_route_is_quoted(
        sales in prop::collection::vec((0usize..7, 1_000u128..100_000_000), 1..6),
    ) {
        let mut suite = registered();
        let ways: [(usize, &[usize]); 7] =
            [(0, &[0, 1]), (1, &[1, 2]), (2, &[2, 3]), (3, &[3, 0]), (2, &[1, 0]), (0, &[0, 1, 2]), (3, &[2, 1, 0])];
        for (way, amount) in sales {
            let (offer, pools) = ways[way];
            let route = suite.route(offer, amount, pools);
            let quote = suite.simulate(offer, vec![route.clone()]).unwrap();
            let bob = suite.bob.clone();
            let before = suite.balance(&quote.receive.info, &bob);
            chain(&mut suite, (offer, amount), &route).unwrap();
            let received = suite.balance(&quote.receive.info, &bob) - before;
            prop_assert_eq!(received, quote.receive.amount.u128());
        }
    }
}
