//! Each contract answers through its typed handle.
#![allow(clippy::unwrap_used, missing_docs)]

use cosmwasm_std::{Addr, Uint128};
use weal_api::amm_factory::AmmFactoryContract;
use weal_api::amm_pool::{AmmPoolContract, ExecuteMsg as PoolMsg, PoolKind, SwapOrder};
use weal_api::amm_router::{AmmRouterContract, Hop, Route};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_market::{ComputeMarketContract, OfferFilter};
use weal_api::governance_token::GovernanceTokenContract;
use weal_api::lending_market::LendingMarketContract;
use weal_client::{Chain, Economy, Funds, ONE, USD};
use weal_embedded::{EmbeddedChain, deploy, embedded_chain};

/// A pool with 2,000 tokens and 1,000 USD.
fn filled(chain: &EmbeddedChain) -> Economy {
    let economy = deploy(chain).unwrap();
    let (token, pool) = (&economy.token, &economy.pool);
    let increase = weal_api::cw20::Cw20ExecuteMsg::IncreaseAllowance {
        spender: pool.address.clone(),
        amount: Uint128::new(2_000 * ONE),
        expires: None,
    };
    token.execute(chain, "operator", &increase).unwrap();
    let assets = vec![
        Asset::new(AssetInfo::cw20(&token.address), Uint128::new(2_000 * ONE)),
        Asset::new(AssetInfo::native(USD), Uint128::new(1_000 * ONE)),
    ];
    let provide = PoolMsg::Provide { assets, min_shares: None, recipient: None, deadline: None };
    pool.pay(chain, "operator", &provide, &Funds::one(1_000 * ONE, USD)).unwrap();
    economy
}

#[test]
fn the_pool_its_factory_and_the_router_answer_through_their_handles() {
    let chain = embedded_chain();
    let economy = filled(&chain);
    let app = chain.app();
    let querier = app.wrap();
    let pool = AmmPoolContract(Addr::unchecked(&economy.pool.address));
    let offer = Asset::new(AssetInfo::native(USD), Uint128::new(ONE));

    let reserves = pool.pool(&querier).unwrap().reserves;
    let mut amounts: Vec<_> = reserves.iter().map(|reserve| reserve.amount.u128()).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, [1_000 * ONE, 2_000 * ONE]);
    let quote = pool.simulate(&querier, offer.clone(), None).unwrap();
    assert_eq!(quote.receive.info, AssetInfo::cw20(&economy.token.address));
    let mean = pool.twap(&querier, 600, None).unwrap();
    assert!(!mean.is_reliable, "the pool is younger than ten minutes");
    let order = SwapOrder::at_least(quote.receive.amount);
    assert!(pool.swap(cosmwasm_std::coin(ONE, USD), order).is_ok());

    let factory = AmmFactoryContract(Addr::unchecked(&economy.factory.address));
    let assets: Vec<_> = reserves.iter().map(|reserve| reserve.info.clone()).collect();
    let pools = factory.pools_of(&querier, assets.clone()).unwrap().pools;
    assert_eq!(pools.iter().map(|record| &record.pool).collect::<Vec<_>>(), [&pool.0]);
    let found = factory.pool(&querier, PoolKind::ConstantProduct {}, assets, pools[0].fee_bps).unwrap();
    assert_eq!(found, pools[0]);
    assert!(factory.is_registered(&querier, &pool.0));
    assert!(!factory.is_registered(&querier, &factory.0));

    let router = AmmRouterContract(Addr::unchecked(&economy.router.address));
    let hops = vec![Hop { pool: pool.0.to_string(), ask: quote.receive.info.clone() }];
    let routes = vec![Route { amount: offer.amount, hops }];
    let routed = router.simulate(&querier, offer.info, routes).unwrap();
    assert_eq!(routed.receive, quote.receive);
}

#[test]
fn token_lending_and_compute_market_answer_through_their_handles() {
    let chain = embedded_chain();
    let economy = filled(&chain);
    let holder = Addr::unchecked(chain.address("operator").unwrap());
    let app = chain.app();
    let querier = app.wrap();

    let token = GovernanceTokenContract(Addr::unchecked(&economy.token.address));
    let supply = token.token_info(&querier).unwrap().total_supply;
    assert_eq!(token.balance(&querier, &holder).unwrap(), supply - Uint128::new(2_000 * ONE));

    let market = LendingMarketContract(Addr::unchecked(&economy.market.address));
    assert_eq!(market.market(&querier).unwrap().supplied, Uint128::zero());
    assert_eq!(market.position(&querier, &holder).unwrap().debt, Uint128::zero());
    assert!(market.health(&querier, &holder).is_ok());

    let orders = ComputeMarketContract(Addr::unchecked(&economy.compute_market.address));
    assert!(orders.order(&querier, 1).is_err(), "nobody has ordered");
    let filter: OfferFilter = cosmwasm_std::from_json(r#"{"gpus":1,"seconds":3600}"#).unwrap();
    assert!(orders.best_offers(&querier, filter).unwrap().offers.is_empty());
}
