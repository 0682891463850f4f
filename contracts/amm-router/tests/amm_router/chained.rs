//! The pools' own way from one to the next, beside the router's.

use super::suite::{DEEP, Suite};
use amm_factory::contract as factory;
use api::amm_factory::{
    Creation, ExecuteMsg as FactoryMsg, InstantiateMsg, KindConfig, PoolsResponse, QueryMsg as FactoryQuery,
};
use api::amm_pool::{Cw20HookMsg, ExecuteMsg, PoolKind};
use api::amm_router::Route;
use api::asset::{Asset, AssetInfo};
use api::cw20::Cw20ExecuteMsg;
use cosmwasm_std::{Addr, Uint128, coin, coins, to_json_binary};
use cw_multi_test::{ContractWrapper, Executor};
use proptest::prelude::*;

/// Puts a factory's pools, as deep as the suite's, in the place of its first five, which are nobody's.
fn registered() -> Suite {
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
    };
    let msg = InstantiateMsg { owner: alice.to_string(), kinds: vec![kind], creation_fee: None };
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
    let hop = |hop: &api::amm_router::Hop| api::amm_pool::Hop {
        pool: hop.pool.clone(),
        ask: Some(hop.ask.clone()),
    };
    let (ask, then) = (Some(first.ask.clone()), Some(then.iter().map(hop).collect()));
    let (min_receive, max_impact_bps, recipient, deadline) = (Some(Uint128::one()), None, None, None);
    let (max_fee_bps, params_version, record_usage, trader) = (None, None, None, None);
    let (bob, pool) = (suite.bob.clone(), Addr::unchecked(&first.pool));
    match suite.assets[offer].clone() {
        AssetInfo::Native { denom } => {
            let msg = ExecuteMsg::Swap {
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
            };
            suite.app.execute_contract(bob, pool, &msg, &coins(amount, denom))
        }
        AssetInfo::Cw20 { contract_addr } => {
            let hook = Cw20HookMsg::Swap {
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
            };
            let (contract, msg) = (pool.to_string(), to_json_binary(&hook).unwrap());
            let msg = Cw20ExecuteMsg::Send { contract, amount: Uint128::new(amount), msg };
            suite.app.execute_contract(bob, Addr::unchecked(contract_addr), &msg, &[])
        }
    }
    .map(drop)
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
