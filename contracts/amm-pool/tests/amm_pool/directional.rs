//! A fee that rises for trades away from the mean price, where the pool has it on.

use super::invariants::cases;
use super::suite::{RICH, Suite, USD, event};
use amm_pool::ContractError;
use cosmwasm_std::coins;
use proptest::prelude::*;
use weal_amm_math::MathError;
use weal_api::amm_pool::{
    DynamicFee, ExecuteMsg, ExplainResponse, PARAMS_DELAY, ParamsChange, PoolKind, QueryMsg, SwapOrder,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_fixed_point::FixedPointError;

fn terms(alpha_bps: u16, cap_bps: u16) -> ParamsChange {
    ParamsChange { directional: Some(DynamicFee { alpha_bps, cap_bps }), ..ParamsChange::default() }
}

fn kinds() -> [PoolKind; 2] {
    [PoolKind::ConstantProduct {}, PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] }]
}

fn pool(open: [u128; 2], kind: PoolKind) -> Suite {
    Suite::opened_with(open, |msg| {
        msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
        (msg.kind, msg.params) = (kind, Some(terms(5_000, 100)));
    })
}

/// Ten minutes at one price, then a trade of bob's that lowers the price of the first asset, and the next block.
fn moved(open: [u128; 2], kind: PoolKind, sold: u128) -> Suite {
    let mut suite = pool(open, kind);
    let bob = suite.bob.clone();
    suite.wait(700);
    suite.sell(&bob, 0, sold).unwrap();
    suite.pass(1);
    suite
}

fn explain(suite: &Suite, offer: usize, amount: u128) -> ExplainResponse {
    let offer = Asset::new(suite.assets[offer].clone(), amount);
    suite.query(&QueryMsg::Explain { offer, ask: None })
}

fn rates(suite: &Suite) -> [u16; 2] {
    [0, 1].map(|side| explain(suite, side, 10_000).fee_bps)
}

#[test]
fn a_trade_away_from_the_mean_pays_more_and_one_back_does_not() {
    // 1 % more of the first asset: its price falls by 1.97 %, half of which is charged.
    let mut suite = moved([1_000_000_000; 2], PoolKind::ConstantProduct {}, 10_000_000);
    let carol = suite.carol.clone();
    let [sell, buy] = rates(&suite);
    // The mean has followed for one second: 1.9676 % of it are left.
    assert_eq!((sell, buy), (30 + 99, 30));
    for (side, rate) in [(0, sell), (1, buy)] {
        let (told, quote) = (explain(&suite, side, 1_000_000), suite.simulate(side, 1_000_000).unwrap());
        let before = suite.wallet(&carol)[1 - side];
        let response = suite.sell(&carol, side, 1_000_000).unwrap();
        let received = suite.wallet(&carol)[1 - side] - before;
        let fee: u128 =
            event(&response, "wasm-swapped").iter().find(|(key, _)| key == "fee").unwrap().1.parse().unwrap();
        assert_eq!((received, fee), (told.receive.amount.u128(), told.fee.u128()));
        assert_eq!((received, fee), (quote.receive.amount.u128(), quote.fee.u128()));
        assert_eq!(fee, ((received + fee) * u128::from(rate)).div_ceil(10_000));
    }
    assert_eq!(rates(&suite), [sell, buy], "one rate for all of a block, whatever is traded in it");
    suite.wait(1_300);
    assert!(
        rates(&suite).iter().all(|rate| *rate <= 31),
        "the mean has come to within a basis point of the price"
    );
}

#[test]
fn a_pool_that_nobody_moves_charges_its_fee() {
    for kind in kinds() {
        let mut suite = pool([1_000_000_007, 2_999_999_999], kind);
        for seconds in [1, 599, 1, 10_000] {
            suite.wait(seconds);
            assert_eq!(rates(&suite), [30, 30]);
        }
    }
}

#[test]
fn a_memory_shorter_than_the_mean_charges_the_fee() {
    let mut suite = pool([1_000_000_000; 2], PoolKind::ConstantProduct {});
    let bob = suite.bob.clone();
    suite.sell(&bob, 0, 50_000_000).unwrap();
    suite.wait(599);
    assert_eq!(rates(&suite), [30, 30]);
    suite.sell(&bob, 0, 50_000_000).unwrap();
    suite.wait(1);
    assert_eq!(rates(&suite), [130, 30], "ten minutes are covered, and the cap is met");
}

#[test]
fn a_stableswap_of_two_has_it_and_its_liquidity_is_no_way_around() {
    let mut suite =
        moved([1_000_000_000; 2], PoolKind::Stableswap { amp: 10, decimals: vec![6; 2] }, 300_000_000);
    let [sell, buy] = rates(&suite);
    assert!(sell > 30 && buy == 30, "{sell} {buy}");
    let [alice, _, carol] = suite.users();
    let told = explain(&suite, 0, 1_000_000);
    let gross = told.receive.amount.u128() + told.fee.u128();
    // The same trade by a deposit of one asset and a withdrawal to the other.
    let before = suite.wallet(&carol);
    suite.provide_one(&carol, 0, 1_000_000, 0).unwrap();
    let shares = suite.shares(&carol);
    suite.withdraw_one(&carol, 1, shares, 0).unwrap();
    let around = suite.wallet(&carol)[1] - before[1];
    // An imbalance fee is half the fee for each half of the way, of what moves the ratio.
    let (paid, fee) = (gross - around, told.fee.u128());
    assert!(paid * 10 > fee * 9 && paid * 10_000 > gross * 30, "{paid} around, {fee} by a swap");
    suite.withdraw(&alice, 1_000).unwrap();
}

#[test]
fn the_highest_fee_that_is_accepted_is_of_the_trade_and_not_of_the_pool() {
    let mut suite = moved([1_000_000_000; 2], PoolKind::ConstantProduct {}, 10_000_000);
    let carol = suite.carol.clone();
    let swap = |max_fee_bps: u16| {
        ExecuteMsg::Swap(SwapOrder {
            max_impact_bps: Some(10_000),
            max_fee_bps: Some(max_fee_bps),
            ..SwapOrder::default()
        })
    };
    let refused = ContractError::FeeAboveMax { found_bps: 129, max_bps: 128 };
    suite.assert_refused(refused, |suite| suite.execute(&carol, &swap(128), &coins(1_000, USD)));
    suite.execute(&carol, &swap(129), &coins(1_000, USD)).unwrap();
    suite.execute(&carol, &swap(30), &coins(1_000, "uatom")).unwrap();
}

#[test]
fn exact_outputs_cost_the_surcharge_too() {
    let mut suite = moved([1_000_000_000; 2], PoolKind::ConstantProduct {}, 10_000_000);
    let carol = suite.carol.clone();
    let cost = suite.reverse(1, 1_000_000).unwrap();
    let gross = cost.fee.u128() + cost.receive.amount.u128();
    assert_eq!(cost.fee.u128(), (gross * 129).div_ceil(10_000));
    let before = suite.wallet(&carol);
    suite.buy(&carol, (0, 1), 1_000_000, RICH / 100).unwrap();
    let after = suite.wallet(&carol);
    assert_eq!((before[0] - after[0], after[1] - before[1]), (cost.offer.amount.u128(), 1_000_000));
}

#[test]
fn it_comes_and_goes_with_the_parameters_a_day_after_they_are_announced() {
    let mut suite = Suite::opened([1_000_000_000; 2]);
    let [alice, bob, _] = suite.users();
    let change = |suite: &mut Suite, change: ParamsChange| {
        let response = suite.execute(&alice, &ExecuteMsg::ProposeParams(change), &[]).unwrap();
        suite.wait(PARAMS_DELAY);
        suite.execute(&alice, &ExecuteMsg::ApplyParams {}, &[]).unwrap();
        event(&response, "wasm-params_proposed")
    };
    let told = change(&mut suite, terms(10_000, 100));
    assert!(
        told.contains(&("alpha_bps".into(), "10000".into()))
            && told.contains(&("cap_bps".into(), "100".into()))
    );
    assert_eq!(suite.params().params.directional, Some(DynamicFee { alpha_bps: 10_000, cap_bps: 100 }));
    suite.sell(&bob, 0, 50_000_000).unwrap();
    suite.pass(1);
    assert_eq!(rates(&suite), [130, 30]);
    let told = change(&mut suite, terms(0, 0));
    assert!(told.iter().all(|(key, _)| key != "alpha_bps"));
    assert_eq!((suite.params().params.directional, rates(&suite)), (None, [30, 30]));
}

#[test]
fn three_assets_and_terms_beyond_the_limits_are_refused() {
    let refused = |change: ParamsChange, assets: usize| {
        let names = [USD, "uatom", "udust"];
        Suite::try_with(|msg| {
            msg.assets = names[..assets].iter().map(|name| AssetInfo::native(*name)).collect();
            msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6; assets] };
            msg.params = Some(change);
        })
        .err()
        .map(|error| error.to_string())
    };
    let three = ContractError::DirectionalNeedsTwoAssets { found: 3 };
    assert!(refused(terms(1, 1), 3).unwrap().ends_with(&three.to_string()));
    assert_eq!((refused(terms(10_000, 100), 2), refused(terms(0, 0), 3)), (None, None));
    for (alpha_bps, cap_bps, found, max) in [(10_001, 100, 10_001, 10_000), (10_000, 101, 101, 100)] {
        let beyond = MathError::from(FixedPointError::BpsAboveMaximum { found, max });
        assert!(refused(terms(alpha_bps, cap_bps), 2).unwrap().ends_with(&beyond.to_string()));
    }
    let mut suite = Suite::stable_with([1_000_000; 3]);
    let alice = suite.alice.clone();
    suite.assert_refused(three, |suite| suite.execute(&alice, &ExecuteMsg::ProposeParams(terms(1, 1)), &[]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(32)))]

    /// I6 with the surcharge on, wherever the price is.
    #[test]
    fn a_surcharged_trade_in_parts_never_receives_more_than_whole(
        open in [1_000_000u128..30_000_000, 1_000_000u128..30_000_000],
        is_stable in any::<bool>(),
        before in prop::collection::vec((0usize..2, 1u128..5_000_000, 1u64..900), 1..6),
        (side, parts) in (0usize..2, prop::collection::vec(prop_oneof![1u128..100, 1u128..500_000], 2..8)),
    ) {
        let traded = || {
            let mut suite = pool(open, kinds()[usize::from(is_stable)].clone());
            let bob = suite.bob.clone();
            for (side, amount, seconds) in &before {
                suite.wait(*seconds);
                suite.sell(&bob, *side, *amount).ok();
            }
            suite.pass(1);
            suite
        };
        let received = |parts: &[u128]| {
            let mut suite = traded();
            let carol = suite.carol.clone();
            parts.iter().for_each(|part| drop(suite.sell(&carol, side, *part).ok()));
            suite.wallet(&carol)[1 - side] - RICH
        };
        let (whole, in_parts) = (received(&[parts.iter().sum()]), received(&parts));
        prop_assert!(in_parts <= whole, "{in_parts} in parts, {whole} whole");
    }
}
