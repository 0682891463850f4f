//! Wrong funds.

use super::{address, ground, refuses_paying};
use cosmwasm_std::Uint128;
use weal_api::amm_router::{Hop, Route, Swap};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_escrow::ExecuteMsg as EscrowMsg;
use weal_api::vesting::{GrantSpec, Schedule};
use weal_client::{ATOM, Funds, ONE, USD};
use weal_testing::{GPUS, LEASE_SECONDS, embedded_chain};

#[test]
fn a_deposit_one_base_unit_short_or_long_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let provide = weal_api::amm_pool::ExecuteMsg::Provide {
        assets: vec![
            Asset::new(AssetInfo::cw20(&world.economy.token.address), 2 * ONE),
            Asset::new(AssetInfo::native(USD), ONE),
        ],
        min_shares: None,
        recipient: None,
        deadline: None,
    };
    for paid in [ONE - 1, ONE + 1] {
        let words = format!("the message needs 1000000 of uusd attached, but {paid} was sent");
        let funds = Funds::one(paid, USD);
        refuses_paying(&world, "operator", &world.economy.pool, &provide, (funds, &words));
    }
}

#[test]
fn lending_the_collateral_coin_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let supply = weal_api::lending_market::ExecuteMsg::Supply {};
    let words = "payment must be in uusd, but uatom was sent";
    refuses_paying(&world, "supplier", &world.economy.market, &supply, (Funds::one(ONE, ATOM), words));
}

#[test]
fn a_bond_in_two_coins_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let register = EscrowMsg::RegisterProvider { name: None, endpoint: "https://gpu.example".into() };
    let two = Funds::many([(1_000 * ONE, USD.into()), (5, ATOM.into())]);
    let words = "exactly one coin above zero is needed, but '5uatom,1000000000uusd' was sent";
    refuses_paying(&world, "spare", &world.economy.escrow, &register, (two, words));
}

#[test]
fn a_bond_one_base_unit_below_the_least_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let register = EscrowMsg::RegisterProvider { name: None, endpoint: "https://gpu.example".into() };
    let words = "a bond of 999999999 is below the least bond of 1000000000";
    let funds = Funds::one(1_000 * ONE - 1, USD);
    refuses_paying(&world, "spare", &world.economy.escrow, &register, (funds, words));
}

#[test]
fn a_lease_without_a_deposit_or_with_too_little_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let offer_id = world.offer("spare").unwrap();
    let open =
        EscrowMsg::OpenLease(weal_api::compute_escrow::LeaseRequest::new(offer_id, GPUS, LEASE_SECONDS));
    // 8 GPUs × 10 s at 691.666666666667 base units a second are 55,333.3…, rounded up.
    let cases = [
        (Funds::none(), "exactly one coin above zero is needed, but '' was sent"),
        (Funds::one(55_333, USD), "a deposit of 55333 is below 55334, the price of the shortest lease"),
    ];
    for (funds, words) in cases {
        refuses_paying(&world, "tenant", &world.economy.escrow, &open, (funds, words));
    }
    world.economy.escrow.pay(&chain, "tenant", &open, &Funds::one(55_334, USD)).unwrap();
}

#[test]
fn grants_that_are_not_paid_to_the_unit_are_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let start = world.now().unwrap();
    let grant = GrantSpec {
        recipient: address(&world, "grantee"),
        amount: Uint128::new(10),
        schedule: Schedule::CliffLinear { start, cliff_seconds: 0, duration_seconds: 100 },
        cancellable: true,
    };
    let create = weal_api::vesting::ExecuteMsg::CreateGrants { grants: vec![grant] };
    for paid in [9, 11] {
        let words = format!("the grants add up to 10, but {paid} was paid");
        let funds = Funds::one(paid, USD);
        refuses_paying(&world, "operator", &world.economy.vesting, &create, (funds, &words));
    }
}

/// One message of each contract, each of which would work without the coin.
#[test]
fn a_coin_with_a_message_that_takes_none_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, economy) = (&ground.world, &ground.world.economy);
    let recipient = address(world, "spare");
    let coin = || (Funds::one(1, USD), "this message takes no funds, but 1uusd was sent");
    let amount = Uint128::one();

    let transfer = weal_api::governance_token::ExecuteMsg::Transfer { recipient: recipient.clone(), amount };
    refuses_paying(world, "operator", &economy.token, &transfer, coin());
    let transfer = weal_api::amm_pool::ExecuteMsg::Transfer { recipient, amount };
    refuses_paying(world, "provider_liquidity", &economy.pool, &transfer, coin());
    let borrow = weal_api::lending_market::ExecuteMsg::Borrow { amount, recipient: None };
    refuses_paying(world, "borrower", &economy.market, &borrow, coin());
    let claim = EscrowMsg::Claim(ground.honest[1].clone());
    refuses_paying(world, "gpu_two", &economy.escrow, &claim, coin());
    let claim = weal_api::vesting::ExecuteMsg::Claim { grant_id: 1 };
    refuses_paying(world, "grantee", &economy.vesting, &claim, coin());
    let round: Vec<_> = world
        .members
        .iter()
        .map(|member| member.observe(&chain, weal_client::ATOM_FEED, 2, ground.round[0].price).unwrap())
        .collect();
    let feed = weal_client::ATOM_FEED.into();
    let submit = weal_api::oracle::ExecuteMsg::SubmitPrices { feed, round: 2, observations: round };
    refuses_paying(world, "keeper", &economy.oracle, &submit, coin());
}

#[test]
fn a_route_that_sells_another_amount_than_was_paid_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let ask = AssetInfo::cw20(&world.economy.token.address);
    let hops = vec![Hop::new(&world.economy.pool.address, ask)];
    let routes = vec![Route::new(ONE, hops)];
    let swap = Swap { routes, min_receive: None, recipient: None, deadline: None };
    let swap = weal_api::amm_router::ExecuteMsg::Swap(swap);
    for paid in [ONE - 1, ONE + 1] {
        let words = format!("the routes sell 1000000, but {paid} was paid");
        let funds = Funds::one(paid, USD);
        refuses_paying(&world, "supplier", &world.economy.router, &swap, (funds, &words));
    }
}
