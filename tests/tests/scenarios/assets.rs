//! Assets that a contract does not know.

use super::{address, ground, refuses, refuses_paying};
use cosmwasm_std::{Binary, Uint128};
use serde::Serialize;
use weal_api::amm_pool::{ExecuteMsg as PoolMsg, SwapOrder};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_escrow::{Cw20HookMsg, ExecuteMsg as EscrowMsg};
use weal_api::cw20::Cw20ReceiveMsg;
use weal_api::lending_market::{Cw20HookMsg as MarketHook, ExecuteMsg as MarketMsg};
use weal_client::{ATOM, Funds, ONE, USD};
use weal_testing::{World, embedded_chain};

fn swap(ask: Option<AssetInfo>) -> PoolMsg {
    PoolMsg::Swap(SwapOrder { ask, ..SwapOrder::default() })
}

#[test]
fn swapping_from_or_to_an_asset_outside_the_pool_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let words = "uatom is not an asset of this pool";
    let pool = &world.economy.pool;
    refuses_paying(&world, "supplier", pool, &swap(None), (Funds::one(ONE, ATOM), words));
    let ask = swap(Some(AssetInfo::native(ATOM)));
    refuses_paying(&world, "supplier", pool, &ask, (Funds::one(ONE, USD), words));
}

#[test]
fn providing_an_asset_outside_the_pool_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let provide = |assets| PoolMsg::Provide { assets, min_shares: None, recipient: None, deadline: None };
    let usd = Asset::new(AssetInfo::native(USD), ONE);
    let with_atom = provide(vec![usd.clone(), Asset::new(AssetInfo::native(ATOM), ONE)]);
    let both = || Funds::many([(ONE, USD.into()), (ONE, ATOM.into())]);
    let words = "uatom is not an asset of this pool";
    refuses_paying(&world, "supplier", &world.economy.pool, &with_atom, (both(), words));
    // The denomination that is spelt like the token's address is another asset than the token.
    let token = &world.economy.token.address;
    let posing = provide(vec![usd, Asset::new(AssetInfo::native(token), ONE)]);
    let words = format!("{token} is not an asset of this pool");
    let funds = Funds::one(ONE, USD);
    refuses_paying(&world, "supplier", &world.economy.pool, &posing, (funds, &words));
}

fn receive(world: &World<'_>, hook: &impl Serialize) -> Cw20ReceiveMsg {
    Cw20ReceiveMsg {
        sender: address(world, "faucet"),
        amount: Uint128::new(1_000_000 * ONE),
        msg: Binary::new(serde_json::to_vec(hook).unwrap()),
    }
}

/// The caller of `receive` is the token: a stranger can pay only in itself.
#[test]
fn a_stranger_that_poses_as_a_token_pays_in_nothing_that_is_taken() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, economy) = (&ground.world, &ground.world.economy);
    let stranger = address(world, "faucet");
    let words = format!("payment must be in uusd, but {stranger} was sent");
    let top_up = receive(world, &Cw20HookMsg::TopUp { lease_id: ground.leases[0].lease_id });
    refuses(world, "faucet", &economy.escrow, &EscrowMsg::Receive(top_up), &words);
    let supply = receive(world, &MarketHook::Supply {});
    refuses(world, "faucet", &economy.market, &MarketMsg::Receive(supply), &words);
    let withdraw =
        weal_api::amm_pool::Cw20HookMsg::Withdraw { min_amounts: None, recipient: None, deadline: None };
    let withdraw = PoolMsg::Receive(receive(world, &withdraw));
    let words = format!("a withdrawal takes LP shares of this pool, not {stranger}");
    refuses(world, "faucet", &economy.pool, &withdraw, &words);
}

/// Real tokens, really sent, to contracts that take another: everything is undone.
#[test]
fn lp_shares_and_weal_are_no_payment_for_leases_and_loans() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, economy) = (&ground.world, &ground.world.economy);
    let top_up = serde_json::to_vec(&Cw20HookMsg::TopUp { lease_id: ground.leases[0].lease_id }).unwrap();
    let supply = serde_json::to_vec(&MarketHook::Supply {}).unwrap();
    for (contract, hook) in [(&economy.escrow.address, top_up), (&economy.market.address, supply)] {
        let (contract, amount, msg) = (contract.clone(), Uint128::new(ONE), Binary::new(hook));
        let words = |token: &str| format!("payment must be in uusd, but {token} was sent");
        let shares = PoolMsg::Send { contract: contract.clone(), amount, msg: msg.clone() };
        let pool = &economy.pool;
        refuses(world, "provider_liquidity", pool, &shares, &words(&pool.address));
        let weal = weal_api::governance_token::ExecuteMsg::Send { contract, amount, msg };
        refuses(world, "operator", &economy.token, &weal, &words(&economy.token.address));
    }
}

#[test]
fn a_round_for_a_feed_that_is_not_there_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, feed) = (&ground.world, "DOGE/USD");
    let sign = |member: &oracle_node::OracleMember| {
        member.observe(world.chain, feed, 1, ground.round[0].price).unwrap()
    };
    let observations = world.members.iter().map(sign).collect();
    let submit = weal_api::oracle::ExecuteMsg::SubmitPrices { feed: feed.into(), round: 1, observations };
    refuses(world, "keeper", &world.economy.oracle, &submit, "there is no feed DOGE/USD");
}
