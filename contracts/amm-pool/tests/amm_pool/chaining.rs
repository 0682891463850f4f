//! A swap that goes on from pool to pool without coming back.

mod world;

use super::invariants::cases;
use amm_pool::ContractError;
use cosmwasm_std::{Addr, Uint128};
use cw_multi_test::Executor;
use proptest::prelude::*;
use weal_amm_math::MathError;
use weal_api::amm_pool::{ExecuteMsg, Hop, MAX_FURTHER_HOPS, ParamsChange, QueryMsg, UsageOfResponse};
use weal_api::asset::{AssetInfo, Token};
use world::{DEEP, RICH, Terms, World, at_least};

const SOLD: u128 = 1_000_000;

/// Sells along pools 0 to `hops` − 1, and asserts that bob gets what they quote, and that nothing is left anywhere.
fn assert_sells(world: &mut World, hops: usize) {
    let way: Vec<_> = (0..hops).collect();
    let (place, quoted) = world.quote((0, SOLD), &way);
    let (before, bob) = (world.balance(place, &world.bob), world.bob.clone());
    world.route((0, SOLD), &way, &Terms::default()).unwrap();
    assert_eq!((place, world.balance(place, &bob) - before), (hops, quoted), "{hops}");
    world.assert_reconciled();
}

#[test]
fn two_to_eight_native_hops_pay_what_the_pools_quote() {
    let mut world = World::new(&[]);
    (2..=8).for_each(|hops| assert_sells(&mut world, hops));
}

#[test]
fn native_and_cw20_hops_mix() {
    for cw20 in [vec![0], vec![1], vec![0, 1, 2], vec![2, 4, 6, 8], (0..9).collect()] {
        let mut world = World::new(&cw20);
        [2, 3, 8].into_iter().for_each(|hops| assert_sells(&mut world, hops));
    }
}

#[test]
fn one_hop_too_many_is_refused() {
    let mut world = World::new(&[]);
    let mut way: Vec<_> = (0..8).collect();
    way.push(7);
    let found = MAX_FURTHER_HOPS + 1;
    world.assert_refused(ContractError::TooManyHops { found, max: MAX_FURTHER_HOPS }, |world| {
        world.route((0, SOLD), &way, &Terms::default())
    });
}

#[test]
fn the_least_output_is_held_to_the_unit_by_the_last_pool() {
    let mut world = World::new(&[1]);
    let (place, found) = world.quote((0, SOLD), &[0, 1, 2]);
    let required = Uint128::new(found + 1);
    world.assert_refused(ContractError::BelowMinReceive { found: Uint128::new(found), required }, |world| {
        world.route((0, SOLD), &[0, 1, 2], &at_least(found + 1))
    });
    world.route((0, SOLD), &[0, 1, 2], &at_least(found)).unwrap();
    assert_eq!(world.balance(place, &world.bob), RICH + found);
}

#[test]
fn the_least_output_binds_no_pool_before_the_last() {
    let mut world = World::new(&[]);
    // A unit of asset 0 buys a quarter of asset 1, and a unit of that four of asset 2.
    world.route((0, DEEP), &[0], &at_least(1)).unwrap();
    world.route((2, DEEP), &[1], &at_least(1)).unwrap();
    let ((_, first), (_, last)) = (world.quote((0, SOLD), &[0]), world.quote((0, SOLD), &[0, 1]));
    assert!(first < SOLD / 2 && SOLD / 2 < last);
    world.route((0, SOLD), &[0, 1], &at_least(SOLD / 2)).unwrap();
    world.assert_reconciled();
}

#[test]
fn without_a_least_output_each_pool_holds_its_own_bounds() {
    let mut world = World::new(&[]);
    world.route((2, DEEP / 2), &[1], &at_least(1)).unwrap();
    let sold = 40_000_000;
    // 385 bps in the first pool; the second has a third less of what it is paid.
    let refused = ContractError::ImpactAboveMax { found_bps: 544, max_bps: 500 };
    world.assert_refused(refused, |world| world.route((0, sold), &[0, 1], &Terms::default()));
    let impact = |bps| Terms { max_impact_bps: Some(bps), ..Terms::default() };
    let refused = ContractError::ImpactAboveMax { found_bps: 544, max_bps: 543 };
    world.assert_refused(refused, |world| world.route((0, sold), &[0, 1], &impact(543)));
    world.route((0, sold), &[0, 1], &impact(544)).unwrap();
    world.route((0, 10 * sold), &[0, 1], &at_least(1)).unwrap();
}

#[test]
fn the_fee_bound_holds_in_every_pool_and_the_deadline_once() {
    let mut world = World::new(&[]);
    let fee = |max_bps| Terms { max_fee_bps: Some(max_bps), ..Terms::default() };
    world.assert_refused(ContractError::FeeAboveMax { found_bps: 30, max_bps: 29 }, |world| {
        world.route((0, SOLD), &[0, 1], &fee(29))
    });
    world.route((0, SOLD), &[0, 1], &fee(30)).unwrap();
    let now = world.app.block_info().time.seconds();
    let until = |deadline| Terms { deadline: Some(deadline), ..Terms::default() };
    world.assert_refused(ContractError::DeadlinePassed { deadline: now - 1, now }, |world| {
        world.route((0, SOLD), &[0, 1], &until(now - 1))
    });
    world.route((0, SOLD), &[0, 1], &until(now)).unwrap();
}

#[test]
fn what_the_factory_did_not_register_gets_nothing() {
    let mut world = World::new(&[2]);
    let foreign = world.foreign_pool([1, 2]);
    let token = match &world.assets[2] {
        AssetInfo::Cw20 { contract_addr } => Addr::unchecked(contract_addr),
        AssetInfo::Native { .. } => unreachable!(),
    };
    for pool in [foreign.clone(), world.alice.clone(), token] {
        let hop = |pool: &Addr| Hop { pool: pool.to_string(), ask: None };
        let (first, last) = (world.pools[0].clone(), hop(&world.pools[2]));
        for then in [vec![hop(&pool)], vec![hop(&pool), last]] {
            world.assert_refused(ContractError::UnknownPool { pool: pool.clone() }, |world| {
                world.swap((0, SOLD), &first, then, &at_least(1))
            });
        }
    }
    // A pool without a factory knows no other.
    let next = world.pools[2].clone();
    world.assert_refused(ContractError::UnknownPool { pool: next.clone() }, |world| {
        world.swap((1, SOLD), &foreign, vec![Hop { pool: next.to_string(), ask: None }], &at_least(1))
    });
    world.swap((1, SOLD), &foreign, vec![], &at_least(1)).unwrap();
    let nobody = vec![Hop { pool: "nobody".into(), ask: None }];
    let first = world.pools[0].clone();
    let refused = world.swap((0, SOLD), &first, nobody, &at_least(1)).unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

#[test]
fn a_pool_may_stand_on_the_way_twice() {
    let mut world = World::new(&[1]);
    for way in [&[0, 0][..], &[0, 1, 1, 0], &[0, 0, 0, 0, 0, 0, 0, 0]] {
        let before = world.balance(0, &world.bob);
        world.route((0, SOLD), way, &at_least(1)).unwrap();
        assert!(world.balance(0, &world.bob) < before, "a way there and back gains nothing");
        world.assert_reconciled();
    }
}

#[test]
fn a_hop_that_does_not_take_or_have_the_asset_is_refused() {
    let mut world = World::new(&[]);
    let (sold, bought) = (Token::Native("uasset1".into()), Token::Native("uasset5".into()));
    world.assert_refused(ContractError::UnknownAsset { token: sold }, |world| {
        world.route((0, SOLD), &[0, 2], &at_least(1))
    });
    let ask = |world: &World, place: usize| {
        vec![Hop { pool: world.pools[1].to_string(), ask: Some(world.assets[place].clone()) }]
    };
    let (first, wrong, right) = (world.pools[0].clone(), ask(&world, 5), ask(&world, 2));
    world.assert_refused(ContractError::UnknownAsset { token: bought }, |world| {
        world.swap((0, SOLD), &first, wrong, &at_least(1))
    });
    world.swap((0, SOLD), &first, right, &at_least(1)).unwrap();
}

#[test]
fn an_output_of_nothing_is_refused_wherever_it_comes() {
    let mut world = World::new(&[]);
    for way in [&[0][..], &[0, 1], &[0, 1, 2]] {
        world.assert_refused(MathError::ZeroOutput { paid: Uint128::new(1) }, |world| {
            world.route((0, 1), way, &at_least(0))
        });
    }
    // Of three units the first pool pays one, of which the next pays none.
    world.assert_refused(MathError::ZeroOutput { paid: Uint128::new(1) }, |world| {
        world.route((0, 3), &[0, 1], &at_least(0))
    });
}

/// Names bob guardian of the pool and lets the day pass.
fn guard(world: &mut World, pool: usize, change: ParamsChange) {
    let (alice, pool) = (world.alice.clone(), world.pools[pool].clone());
    let change = ParamsChange { guardian: Some(world.bob.to_string()), ..change };
    let propose = ExecuteMsg::ProposeParams(change);
    world.app.execute_contract(alice.clone(), pool.clone(), &propose, &[]).unwrap();
    world.app.update_block(|block| block.time = block.time.plus_seconds(86_400));
    world.app.execute_contract(alice, pool, &ExecuteMsg::ApplyParams {}, &[]).unwrap();
}

#[test]
fn a_paused_pool_on_the_way_stops_the_whole() {
    let mut world = World::new(&[]);
    guard(&mut world, 1, ParamsChange::default());
    let (bob, pool) = (world.bob.clone(), world.pools[1].clone());
    let pause = |world: &mut World, msg: &ExecuteMsg| {
        world.app.execute_contract(bob.clone(), pool.clone(), msg, &[]).unwrap();
    };
    pause(&mut world, &ExecuteMsg::PauseSwaps { seconds: 60 });
    let until = world.app.block_info().time.seconds() + 60;
    world.assert_refused(ContractError::SwapsPaused { until }, |world| {
        world.route((0, SOLD), &[0, 1, 2], &at_least(1))
    });
    pause(&mut world, &ExecuteMsg::ResumeSwaps {});
    world.route((0, SOLD), &[0, 1, 2], &at_least(1)).unwrap();
}

#[test]
fn no_pool_on_the_way_can_be_the_recipient() {
    let mut world = World::new(&[]);
    for pool in [0, 1, 2] {
        let terms = Terms { recipient: Some(world.pools[pool].clone()), ..at_least(1) };
        world.assert_refused(ContractError::OwnRecipient, |world| world.route((0, SOLD), &[0, 1, 2], &terms));
    }
    let (place, quoted) = world.quote((0, SOLD), &[0, 1, 2]);
    let terms = Terms { recipient: Some(world.alice.clone()), ..at_least(1) };
    let before = world.balance(place, &world.alice);
    world.route((0, SOLD), &[0, 1, 2], &terms).unwrap();
    assert_eq!(world.balance(place, &world.alice) - before, quoted);
}

fn usage(world: &World, pool: usize, trader: &Addr) -> u128 {
    let query = QueryMsg::UsageOf { trader: trader.to_string() };
    let answer: UsageOfResponse = world.app.wrap().query_wasm_smart(&world.pools[pool], &query).unwrap();
    answer.paid.iter().map(|asset| asset.amount.u128()).sum()
}

#[test]
fn what_is_paid_on_the_way_is_the_payers_in_every_record() {
    let mut world = World::new(&[1]);
    for pool in [0, 1, 2] {
        let protocol_recipient = Some(world.alice.to_string());
        let change =
            ParamsChange { protocol_share_bps: Some(2_500), protocol_recipient, ..ParamsChange::default() };
        guard(&mut world, pool, change);
    }
    let bob = world.bob.clone();
    world.route((0, SOLD), &[0, 1, 2], &at_least(1)).unwrap();
    assert_eq!([0, 1, 2].map(|pool| usage(&world, pool, &bob)), [0; 3]);
    let recorded = Terms { record_usage: Some(true), ..at_least(1) };
    world.route((0, SOLD), &[0, 1, 2], &recorded).unwrap();
    for pool in [0, 1, 2] {
        assert!(usage(&world, pool, &bob) > 0, "{pool}");
        assert_eq!([0, 1, 2].map(|other| usage(&world, pool, &world.pools[other])), [0; 3]);
    }
}

#[test]
fn only_a_pool_of_the_factory_trades_for_another() {
    let mut world = World::new(&[1]);
    let terms = Terms { trader: Some(world.alice.clone()), ..at_least(1) };
    for place in [0, 1] {
        let bob = world.bob.clone();
        world.assert_refused(ContractError::UnknownPool { pool: bob }, |world| {
            world.route((place, SOLD), &[0], &terms)
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// Any walks along the row, there and back, in any mix of tokens: what is sold and bought is all that moves, each pool
    /// has what its ledger says, a refusal changes nothing, and a walk over different pools pays what they quote.
    #[test]
    fn random_walks_leave_nothing_behind(
        cw20 in prop::collection::vec(0usize..9, 0..5),
        walks in prop::collection::vec((0usize..9, prop::collection::vec(any::<bool>(), 1..9), 1u128..50_000_000), 1..8),
    ) {
        let mut world = World::new(&cw20);
        for (start, turns, amount) in walks {
            let mut place = start;
            let way: Vec<usize> = turns.into_iter().map(|is_up| {
                let is_up = (is_up || place == 0) && place < 8;
                let pool = if is_up { place } else { place - 1 };
                place = if is_up { place + 1 } else { place - 1 };
                pool
            }).collect();
            let is_simple = way.windows(2).all(|pair| pair[0] < pair[1]) || way.windows(2).all(|pair| pair[0] > pair[1]);
            let (bob, before) = (world.bob.clone(), world.balance(place, &world.bob));
            let expected = (is_simple && amount > 1_000).then(|| world.quote((start, amount), &way).1);
            let outcome = world.route((start, amount), &way, &at_least(1));
            if let Some(expected) = expected {
                prop_assert!(outcome.is_ok());
                prop_assert_eq!(world.balance(place, &bob) - before, expected);
            }
            world.assert_reconciled();
        }
    }
}
