//! Creating pools, empty and with their first deposit.

use super::suite::{KIND, RICH, STABLE, Suite, event, native_fee, pairs};
use amm_factory::ContractError;
use cosmwasm_std::{Addr, Uint128, coin, coins};
use weal_api::amm_factory::{Creation, CreationFee, ExecuteMsg, PoolRecord, PoolsResponse, QueryMsg};
use weal_api::amm_pool::{ConfigResponse, PoolKind, PoolResponse, QueryMsg as PoolQuery};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;

#[test]
fn a_pool_is_created_listed_and_owned_by_the_owner() {
    let mut suite = Suite::new();
    let (bob, alice) = (suite.bob.clone(), suite.alice.clone());
    let response = suite.create(&bob, [2, 1], 30).unwrap();
    let pools = suite.pools();
    let [PoolRecord { id: 1, pool, kind, curve: PoolKind::ConstantProduct {}, assets, fee_bps: 30 }] =
        pools.as_slice()
    else {
        panic!("{pools:?}")
    };
    // Canonical order: the native before the cw20, whichever was named first.
    assert_eq!((kind.as_str(), assets.as_slice()), (KIND, &suite.assets[1..3]));
    let config: ConfigResponse = suite.app.wrap().query_wasm_smart(pool, &PoolQuery::Config {}).unwrap();
    assert_eq!((&config.assets, config.fee_bps, &config.owner), (assets, 30, &alice));
    let info = suite.app.wrap().query_wasm_contract_info(pool).unwrap();
    assert_eq!(
        (info.admin, info.creator, info.code_id),
        (Some(alice), suite.factory.clone(), suite.pool_code)
    );
    let names = format!("uusd,{}", suite.token(2));
    let expected = [
        ("id", "1"),
        ("pool", pool.as_str()),
        ("kind", KIND),
        ("assets", &names),
        ("fee_bps", "30"),
        ("creator", bob.as_str()),
    ];
    assert_eq!(event(&response, "wasm-pool_registered"), pairs(&expected));
    assert_eq!(suite.config().pools, 1);
}

#[test]
fn a_kind_that_is_not_migratable_makes_pools_without_an_admin() {
    let mut suite = Suite::with(|msg| msg.kinds[0].migratable = false);
    let bob = suite.bob.clone();
    suite.create(&bob, [0, 1], 30).unwrap();
    let pool = suite.pools()[0].pool.clone();
    assert_eq!(suite.app.wrap().query_wasm_contract_info(pool).unwrap().admin, None);
}

#[test]
fn closed_and_owner_only_kinds_are_held() {
    let mut suite = Suite::with(|msg| msg.kinds[0].creation = Creation::OwnerOnly);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let refused = ContractError::KindOwnerOnly { kind: KIND.into(), sender: bob.clone() };
    suite.assert_refused(refused, |suite| suite.create(&bob, [0, 1], 30));
    suite.create(&alice, [0, 1], 30).unwrap();

    let mut closed = super::suite::kind(suite.pool_code);
    closed.creation = Creation::Closed;
    suite.execute(&alice, &ExecuteMsg::UpdateKind { kind: closed }, &[]).unwrap();
    let refused = || ContractError::KindClosed { kind: KIND.into() };
    suite.assert_refused(refused(), |suite| suite.create(&bob, [0, 2], 30));
    suite.assert_refused(refused(), |suite| suite.create(&alice, [0, 2], 30));
}

#[test]
fn the_fee_cap_of_the_kind_is_held_to_the_point() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    suite.create(&bob, [0, 1], 100).unwrap();
    let refused = ContractError::FeeAboveMax { found_bps: 101, max_bps: 100 };
    suite.assert_refused(refused, |suite| suite.create(&bob, [0, 1], 101));
}

#[test]
fn an_unknown_kind_and_wrong_assets_are_refused() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let unknown = ContractError::UnknownKind { kind: "stableswap".into() };
    let kind = PoolKind::Stableswap { amp: 100, decimals: vec![6, 6] };
    let assets = suite.assets[..2].to_vec();
    let msg = ExecuteMsg::CreatePool { kind, assets, fee_bps: 4, lp_name: None, lp_symbol: None };
    suite.assert_refused(unknown, |suite| suite.execute(&bob, &msg, &[]));
    for count in [0, 1, 5] {
        let assets = vec![suite.assets[0].clone(); count];
        let kind = PoolKind::ConstantProduct {};
        let msg = ExecuteMsg::CreatePool { kind, assets, fee_bps: 4, lp_name: None, lp_symbol: None };
        let refused = ContractError::WrongAssetCount { found: count, max: 4 };
        suite.assert_refused(refused, |suite| suite.execute(&bob, &msg, &[]));
    }
    let token = Token::Native("uatom".into());
    suite.assert_refused(ContractError::DuplicateAsset { token }, |suite| suite.create(&bob, [0, 0], 30));
}

/// The decimals of a stableswap follow their assets into canonical order.
#[test]
fn decimals_follow_their_assets() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let kind = super::suite::stable(suite.pool_code);
    suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]).unwrap();
    suite.set_decimals(&alice, "uusd", Some(18)).unwrap();
    let kind = PoolKind::Stableswap { amp: 100, decimals: vec![6, 18] };
    let assets = vec![suite.assets[2].clone(), suite.assets[1].clone()];
    let msg = ExecuteMsg::CreatePool { kind, assets, fee_bps: 4, lp_name: None, lp_symbol: None };
    let response = suite.execute(&bob, &msg, &[]).unwrap();
    let record = suite.pools()[0].clone();
    let config = suite.says(&record.pool);
    assert_eq!(config.kind, PoolKind::Stableswap { amp: 100, decimals: vec![18, 6] });
    assert_eq!(config.assets, suite.assets[1..3]);
    assert_eq!((record.kind.as_str(), &record.curve, &record.assets), (STABLE, &config.kind, &config.assets));
    let told = event(&response, "wasm-pool_registered");
    assert_eq!(told[6..], pairs(&[("amp", "100"), ("decimals", "18,6")]));
    // It is found in whichever order it is asked for, its decimals with it, and not by other decimals or another amplification.
    let found = |amp, decimals: [u8; 2], assets: [usize; 2]| {
        let kind = PoolKind::Stableswap { amp, decimals: decimals.to_vec() };
        let assets = assets.map(|asset| suite.assets[asset].clone()).to_vec();
        suite.try_query::<PoolRecord>(&QueryMsg::Pool { kind, assets, fee_bps: 4 }).map(|record| record.id)
    };
    assert_eq!((found(100, [6, 18], [2, 1]).unwrap(), found(100, [18, 6], [1, 2]).unwrap()), (1, 1));
    let missing = ContractError::NoSuchPool { kind: STABLE.into(), fee_bps: 4 }.to_string();
    for (amp, decimals) in [(100, [6, 18]), (101, [18, 6])] {
        assert!(found(amp, decimals, [1, 2]).unwrap_err().to_string().ends_with(&missing));
    }
}

#[test]
fn a_pool_is_created_and_provided_in_one_message() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let msg = suite.provide_msg([0, 1_000_000, 4_000_000, 0]);
    let response = suite.execute(&bob, &msg, &coins(1_000_000, "uusd")).unwrap();
    let pool = suite.pools()[0].pool.clone();
    assert_eq!(suite.wallet(&pool), [0, 1_000_000, 4_000_000, 0]);
    assert_eq!(suite.wallet(&bob), [RICH, RICH - 1_000_000, RICH - 4_000_000, RICH]);
    assert_eq!(suite.shares(&pool, &bob), 1_999_000);
    assert_eq!((suite.wallet(&suite.factory), suite.given(2)), ([0; 4], 0));
    let expected = [("pool", pool.as_str()), ("recipient", bob.as_str()), ("amounts", "0,0")];
    assert_eq!(event(&response, "wasm-unused_returned"), pairs(&expected));
}

/// (30) The same of a stableswap of three, whose decimals follow the assets into canonical order.
#[test]
fn a_stableswap_of_three_is_created_and_provided_in_one_message() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let kind = super::suite::stable(suite.pool_code);
    suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]).unwrap();
    let mut msg = suite.provide_msg([0, 3_000_000, 1_000_000, 2_000_000]);
    if let ExecuteMsg::CreateAndProvide { kind, assets, .. } = &mut msg {
        *kind = PoolKind::Stableswap { amp: 100, decimals: vec![6, 6, 6] };
        assets.reverse();
    }
    suite.execute(&bob, &msg, &coins(3_000_000, "uusd")).unwrap();
    let record = suite.pools()[0].clone();
    assert_eq!((record.kind.as_str(), record.assets.len()), ("stableswap", 3));
    assert_eq!(suite.wallet(&record.pool), [0, 3_000_000, 1_000_000, 2_000_000]);
    // A little less than the six million that a balanced deposit would mint, and the lock.
    assert!((5_950_000..5_999_000).contains(&suite.shares(&record.pool, &bob)));
    assert_eq!((suite.wallet(&suite.factory), suite.given(2), suite.given(3)), ([0; 4], 0, 0));
}

#[test]
fn every_mix_of_natives_and_tokens_is_provided() {
    for amounts in [[50_000, 70_000, 0, 0], [50_000, 0, 0, 70_000], [0, 0, 50_000, 70_000]] {
        let mut suite = Suite::new();
        let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
        let mut msg = suite.provide_msg(amounts);
        if let ExecuteMsg::CreateAndProvide { assets, recipient, min_shares, .. } = &mut msg {
            assets.reverse();
            *recipient = Some(carol.to_string());
            *min_shares = Some(Uint128::new(58_160)); // √(50,000 × 70,000) = 59,160, of which 1,000 are locked
        }
        let funds: Vec<_> = [(amounts[0], "uatom"), (amounts[1], "uusd")]
            .into_iter()
            .filter(|(amount, _)| *amount > 0)
            .map(|(amount, denom)| coin(amount, denom))
            .collect();
        suite.execute(&bob, &msg, &funds).unwrap();
        let pool = suite.pools()[0].pool.clone();
        assert_eq!(suite.wallet(&pool), amounts);
        assert_eq!((suite.shares(&pool, &carol), suite.shares(&pool, &bob)), (58_160, 0));
        assert_eq!((suite.wallet(&suite.factory), suite.given(2), suite.given(3)), ([0; 4], 0, 0));
    }
}

#[test]
fn a_deadline_is_the_last_valid_second() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let now = suite.app.block_info().time.seconds();
    for (given, accepted) in [(now - 1, false), (now, true)] {
        let mut msg = suite.provide_msg([0, 0, 50_000, 50_000]);
        if let ExecuteMsg::CreateAndProvide { deadline, .. } = &mut msg {
            *deadline = Some(given);
        }
        if accepted {
            suite.execute(&bob, &msg, &[]).unwrap();
        } else {
            let refused = ContractError::DeadlinePassed { deadline: given, now };
            suite.assert_refused(refused, |suite| suite.execute(&bob, &msg, &[]));
        }
    }
}

/// The pool, its bound, or a token refuses: nothing is listed and nothing moves.
#[test]
fn a_failing_callee_undoes_the_creation() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let refusals = [
        // The first deposit is too small for the lock.
        (suite.provide_msg([0, 0, 10, 10]), vec![]),
        // More than the allowance.
        (suite.provide_msg([0, 0, RICH + 1, 10_000]), vec![]),
    ];
    for (msg, funds) in refusals {
        let before = (suite.wallet(&bob), suite.config());
        let refused = suite.execute(&bob, &msg, &funds).unwrap_err().to_string();
        assert!(refused.contains("are needed"), "{refused}");
        assert_eq!((suite.wallet(&bob), suite.config()), before);
    }
    // The pool refuses what is no token.
    let assets = vec![suite.assets[0].clone(), AssetInfo::cw20(&suite.carol)];
    let kind = PoolKind::ConstantProduct {};
    let msg = ExecuteMsg::CreatePool { kind, assets, fee_bps: 30, lp_name: None, lp_symbol: None };
    let refused = suite.execute(&bob, &msg, &[]).unwrap_err().to_string();
    assert!(refused.contains("type: cw_multi_test::wasm::ContractData"), "{refused}");
    assert!(suite.pools().is_empty());
}

/// (29) The creation fee in the same coin as a deposit, too much, too little, in two coins (MANTRA #112).
#[test]
fn the_creation_fee_is_exact() {
    let mut suite = Suite::new();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    let fee = native_fee(&carol, "uusd", 700);
    let set = ExecuteMsg::UpdateCreationFee { creation_fee: Some(fee) };
    let response = suite.execute(&alice, &set, &[]).unwrap();
    let expected = [("amount", "700"), ("asset", "uusd"), ("recipient", carol.as_str())];
    assert_eq!(event(&response, "wasm-creation_fee_updated"), pairs(&expected));

    let create = suite.create_msg([0, 2], 30);
    let wrong = |found: u128, required: u128| PaymentError::WrongAmount {
        denom: "uusd".into(),
        found: found.into(),
        required: required.into(),
    };
    for found in [0, 699, 701] {
        let funds = if found == 0 { vec![] } else { coins(found, "uusd") };
        suite.assert_refused(wrong(found, 700), |suite| suite.execute(&bob, &create, &funds));
    }
    let foreign = PaymentError::WrongToken { found: "uatom".into(), required: "uusd".into() };
    let funds = [coin(1, "uatom"), coin(700, "uusd")];
    suite.assert_refused(foreign, |suite| suite.execute(&bob, &create, &funds));
    suite.execute(&bob, &create, &coins(700, "uusd")).unwrap();
    assert_eq!(suite.wallet(&carol)[1], RICH + 700);

    // The fee and the deposit are the same coin: one sum.
    let both = suite.provide_msg([0, 50_000, 50_000, 0]);
    for found in [50_000, 50_699, 50_701] {
        suite.assert_refused(wrong(found, 50_700), |suite| suite.execute(&bob, &both, &coins(found, "uusd")));
    }
    suite.execute(&bob, &both, &coins(50_700, "uusd")).unwrap();
    assert_eq!((suite.wallet(&carol)[1], suite.wallet(&suite.factory)), (RICH + 1_400, [0; 4]));

    // A cw20 fee goes straight from the creator to the recipient.
    let fee = CreationFee { asset: Asset::new(suite.assets[3].clone(), 9u128), recipient: carol.to_string() };
    let set = ExecuteMsg::UpdateCreationFee { creation_fee: Some(fee) };
    suite.execute(&alice, &set, &[]).unwrap();
    let paid = PaymentError::WrongToken { found: "uusd".into(), required: suite.token(3).to_string() };
    let create = suite.create_msg([0, 1], 30);
    suite.assert_refused(paid, |suite| suite.execute(&bob, &create, &coins(1, "uusd")));
    suite.execute(&bob, &create, &[]).unwrap();
    assert_eq!((suite.wallet(&carol)[3], suite.wallet(&bob)[3]), (RICH + 9, RICH - 9));
    let set = ExecuteMsg::UpdateCreationFee { creation_fee: None };
    suite.execute(&alice, &set, &[]).unwrap();
    suite.create(&bob, [0, 3], 30).unwrap();
}

#[test]
fn a_deposit_of_nothing_is_refused() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let mut msg = suite.provide_msg([0, 0, 5, 5]);
    if let ExecuteMsg::CreateAndProvide { assets, .. } = &mut msg {
        assets[1].amount = Uint128::zero();
    }
    let token = Token::Cw20(Addr::unchecked(suite.token(3)));
    suite.assert_refused(ContractError::ZeroAmount { token }, |suite| suite.execute(&bob, &msg, &[]));
}

#[test]
fn pools_are_found_by_assets_and_by_page() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    for (assets, fee_bps) in [([0, 1], 30), ([1, 0], 5), ([0, 2], 30), ([3, 0], 30)] {
        suite.create(&bob, assets, fee_bps).unwrap();
    }
    let ids = |answer: PoolsResponse| answer.pools.iter().map(|pool| pool.id).collect::<Vec<_>>();
    let page = |start_after, limit| ids(suite.try_query(&QueryMsg::Pools { start_after, limit }).unwrap());
    assert_eq!(
        (page(None, None), page(None, Some(2)), page(Some(2), None)),
        (vec![1, 2, 3, 4], vec![1, 2], vec![3, 4])
    );
    assert_eq!((page(Some(4), None), page(None, Some(0))), (vec![], vec![]));
    let assets = vec![suite.assets[1].clone(), suite.assets[0].clone()];
    let of = |start_after, limit| {
        let assets = assets.clone();
        ids(suite.try_query(&QueryMsg::PoolsOf { assets, start_after, limit }).unwrap())
    };
    assert_eq!((of(None, None), of(None, Some(1)), of(Some(1), None)), (vec![1, 2], vec![1], vec![2]));
    let one = |fee_bps| {
        let msg = QueryMsg::Pool { kind: PoolKind::ConstantProduct {}, assets: assets.clone(), fee_bps };
        suite.try_query::<PoolRecord>(&msg)
    };
    assert_eq!((one(5).unwrap().id, one(30).unwrap().id), (2, 1));
    let missing = ContractError::NoSuchPool { kind: KIND.into(), fee_bps: 31 }.to_string();
    assert!(one(31).unwrap_err().to_string().ends_with(&missing));
    let state: PoolResponse =
        suite.app.wrap().query_wasm_smart(&suite.pools()[0].pool, &PoolQuery::Pool {}).unwrap();
    assert!(state.supply.is_zero());
}
