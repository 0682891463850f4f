use super::suite::{RICH, Suite, USD, amounts, event, pairs, provide};
use amm_pool::ContractError;
use cosmwasm_std::{Uint128, coin, coins};
use cw_multi_test::Executor;
use weal_amm_math::{LpShares, MathError};
use weal_api::amm_pool::{ExecuteMsg, InstantiateMsg};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;

#[test]
fn the_first_deposit_sets_the_price_and_locks_a_thousand_shares() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let msg = ExecuteMsg::Provide {
        assets: suite.named([1_500_000, 1_000_000]),
        min_shares: Some(Uint128::new(1_223_744)),
        recipient: Some(bob.to_string()),
        deadline: None,
    };
    let response = suite.execute(&alice, &msg, &coins(1_500_000, USD)).unwrap();

    assert_eq!((suite.shares(&bob), suite.shares(&suite.pool)), (1_223_744, 1_000));
    assert_eq!((suite.supply(), suite.reserves()), (1_224_744, [1_500_000, 1_000_000]));
    assert_eq!(suite.wallet(&alice), [RICH - 1_500_000, RICH - 1_000_000]);
    let expected = [
        ("provider", alice.as_str()),
        ("recipient", bob.as_str()),
        ("amounts", "1500000,1000000"),
        ("shares", "1223744"),
        ("reserves", "1500000,1000000"),
        ("fees_held", "0,0"),
        ("supply", "1224744"),
    ];
    assert_eq!(event(&response, "wasm-liquidity_provided"), pairs(&expected));
}

#[test]
fn a_later_deposit_takes_the_ratio_and_gives_the_rest_back() {
    for offered in [[1_000, 900_000], [900_000, 4_000]] {
        let mut suite = Suite::opened([1_000_000, 4_000_000]);
        let bob = suite.bob.clone();
        suite.provide(&bob, offered).unwrap();
        assert_eq!(suite.shares(&bob), 2_000, "{offered:?}");
        assert_eq!(suite.wallet(&bob), [RICH - 1_000, RICH - 4_000]);
        assert_eq!(suite.reserves(), [1_001_000, 4_004_000]);
    }
}

#[test]
fn twice_in_one_block_is_as_good_as_once() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let bob = suite.bob.clone();
    suite.provide(&bob, [1_000, 4_000]).unwrap();
    suite.provide(&bob, [1_000, 4_000]).unwrap();
    assert_eq!((suite.shares(&bob), suite.reserves()), (4_000, [1_002_000, 4_008_000]));
}

#[test]
fn a_depositor_buys_into_the_fees_held_too() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.sell(&alice, 0, 100_000).unwrap();
    // Gross ⌊10^11 ÷ 1.1·10^6⌋ = 90,909, of which ⌈272.7⌉ = 273 is the fee.
    assert_eq!((suite.reserves(), suite.fees_held()), ([1_100_000, 909_091], [0, 273]));
    suite.provide(&bob, [1_100_000, 1_000_000]).unwrap();
    assert_eq!((suite.reserves(), suite.fees_held()), ([2_200_000, 1_818_182], [0, 546]));
    assert_eq!(suite.shares(&bob), 1_000_000);
    assert_eq!(suite.wallet(&bob), [RICH - 1_100_000, RICH - 909_364]);
}

#[test]
fn the_coins_attached_must_be_exactly_the_native_amounts() {
    let mut suite = Suite::opened([10_000, 10_000]);
    let bob = suite.bob.clone();
    let msg = provide(suite.named([100, 100]));
    let wrong = |found: u128| PaymentError::WrongAmount {
        denom: USD.into(),
        found: Uint128::new(found),
        required: Uint128::new(100),
    };
    for found in [99, 101] {
        suite.assert_refused(wrong(found), |suite| suite.execute(&bob, &msg, &coins(found, USD)));
    }
    suite.assert_refused(wrong(0), |suite| suite.execute(&bob, &msg, &[]));
    let required = format!("{USD} or {}", suite.config().assets[1].check(suite.app.api()).unwrap());
    let foreign = PaymentError::WrongToken { found: "uatom".into(), required };
    suite.assert_refused(foreign, |suite| suite.execute(&bob, &msg, &[coin(1, "uatom"), coin(100, USD)]));
}

#[test]
fn both_assets_must_be_named_once_and_above_zero() {
    let mut suite = Suite::opened([10_000, 10_000]);
    let bob = suite.bob.clone();
    let usd = Token::Native(USD.into());
    let both = suite.named([100, 100]);

    let missing = ContractError::MissingAsset { token: suite.assets[1].check(suite.app.api()).unwrap() };
    suite.assert_refused(missing, |suite| {
        suite.execute(&bob, &provide(vec![both[0].clone()]), &coins(100, USD))
    });
    let twice = vec![both[0].clone(), both[1].clone(), both[0].clone()];
    suite.assert_refused(ContractError::DuplicateAsset { token: usd }, |suite| {
        suite.execute(&bob, &provide(twice), &coins(100, USD))
    });
    let foreign = vec![both[0].clone(), Asset::new(AssetInfo::native("uatom"), 100u128)];
    let token = Token::Native("uatom".into());
    suite.assert_refused(ContractError::UnknownAsset { token }, |suite| {
        suite.execute(&bob, &provide(foreign), &[coin(100, "uatom"), coin(100, USD)])
    });
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&bob, [100, 0]));
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&bob, [0, 100]));
}

#[test]
fn what_names_no_assets_offers_the_coins_attached() {
    let both = [coin(1_000, "uatom"), coin(4_100, USD)];
    let native = |msg: &mut InstantiateMsg| {
        msg.assets = ["uatom", USD].map(AssetInfo::native).into();
    };
    let mut suite = Suite::with(native);
    let bob = suite.bob.clone();
    suite.execute(&bob, &provide(vec![]), &[coin(10_000, "uatom"), coin(40_000, USD)]).unwrap();
    let response = suite.execute(&bob, &provide(vec![]), &both).unwrap();
    assert_eq!(suite.reserves(), [11_000, 44_000]);
    assert_eq!(event(&response, "wasm-liquidity_provided")[1], ("amounts".into(), "1000,4000".into()));

    let missing = |denom: &str| ContractError::MissingAsset { token: Token::Native(denom.into()) };
    suite.assert_refused(missing("uatom"), |suite| suite.execute(&bob, &provide(vec![]), &both[1..]));
    suite.assert_refused(missing(USD), |suite| suite.execute(&bob, &provide(vec![]), &both[..1]));
    let token = Token::Native("udust".into());
    suite.assert_refused(ContractError::UnknownAsset { token }, |suite| {
        suite.execute(&bob, &provide(vec![]), &[coin(1_000, "uatom"), coin(1, "udust"), coin(4_000, USD)])
    });

    // A cw20 has to be named.
    let mut mixed = Suite::opened([10_000, 40_000]);
    let token = mixed.assets[1].check(mixed.app.api()).unwrap();
    mixed.assert_refused(ContractError::MissingAsset { token }, |suite| {
        suite.execute(&bob, &provide(vec![]), &coins(100, USD))
    });
}

#[test]
fn the_order_of_the_assets_does_not_matter() {
    let mut suite = Suite::opened([10_000, 40_000]);
    let bob = suite.bob.clone();
    let mut assets = suite.named([100, 400]);
    assets.reverse();
    suite.execute(&bob, &provide(assets), &coins(100, USD)).unwrap();
    assert_eq!(suite.reserves(), [10_100, 40_400]);
}

#[test]
fn a_cw20_without_an_allowance_is_not_taken() {
    let mut suite = Suite::opened([10_000, 10_000]);
    let stranger = suite.app.api().addr_make("stranger");
    let refused = Cw20Error::NoAllowance { owner: stranger.clone(), spender: suite.pool.clone() };
    let bob = suite.bob.clone();
    suite.app.send_tokens(bob, stranger.clone(), &coins(100, USD)).unwrap();
    suite.assert_refused(ContractError::Ledger(refused), |suite| suite.provide(&stranger, [100, 100]));
}

#[test]
fn min_shares_is_met_exactly_or_refused() {
    let mut suite = Suite::opened([10_000, 10_000]);
    let bob = suite.bob.clone();
    let bounded = |suite: &Suite, min: u128| ExecuteMsg::Provide {
        assets: suite.named([100, 100]),
        min_shares: Some(Uint128::new(min)),
        recipient: None,
        deadline: None,
    };
    let (found, required) = (Uint128::new(100), Uint128::new(101));
    let msg = bounded(&suite, 101);
    suite.assert_refused(ContractError::BelowMinShares { found, required }, |suite| {
        suite.execute(&bob, &msg, &coins(100, USD))
    });
    let msg = bounded(&suite, 100);
    suite.execute(&bob, &msg, &coins(100, USD)).unwrap();
}

#[test]
fn a_deposit_is_valid_up_to_the_second_of_its_deadline() {
    let mut suite = Suite::opened([10_000, 10_000]);
    let (bob, now) = (suite.bob.clone(), suite.now());
    let until = |suite: &Suite, deadline: u64| ExecuteMsg::Provide {
        assets: suite.named([100, 100]),
        min_shares: None,
        recipient: None,
        deadline: Some(deadline),
    };
    let late = ContractError::DeadlinePassed { deadline: now - 1, now };
    let msg = until(&suite, now - 1);
    suite.assert_refused(late, |suite| suite.execute(&bob, &msg, &coins(100, USD)));
    for deadline in [now, now + 1] {
        let msg = until(&suite, deadline);
        suite.execute(&bob, &msg, &coins(100, USD)).unwrap();
    }
}

#[test]
fn too_little_for_one_share_or_for_the_lock_is_refused() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let (found, locked) = (LpShares::new(1_000), LpShares::new(1_000));
    let reason = MathError::BelowMinimumLiquidity { found, locked };
    suite.assert_refused(reason, |suite| suite.provide(&alice, [1_000, 1_000]));
    suite.provide(&alice, [1_001, 1_001]).unwrap();
    assert_eq!(suite.shares(&alice), 1);

    let mut suite = Suite::opened([1_000_000, 4]);
    suite.assert_refused(MathError::ZeroShares, |suite| suite.provide(&alice, [1, 1]));
}

#[test]
fn the_pool_cannot_be_the_recipient() {
    let mut suite = Suite::opened([10_000, 10_000]);
    let (bob, pool) = (suite.bob.clone(), suite.pool.to_string());
    let assets = suite.named([100, 100]);
    let msg = ExecuteMsg::Provide { assets, min_shares: None, recipient: Some(pool), deadline: None };
    suite.assert_refused(ContractError::OwnRecipient, |suite| suite.execute(&bob, &msg, &coins(100, USD)));
}

#[test]
fn a_simulated_deposit_is_the_deposit() {
    let mut suite = Suite::opened([1_000_000, 4_000_001]);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.sell(&alice, 0, 12_345).unwrap();
    for offered in [[1_000, 1_000_000], [777_777, 31], [5, 5_000]] {
        let promised = suite.simulate_provide(offered).unwrap();
        let (shares, wallet) = (suite.shares(&bob), suite.wallet(&bob));
        suite.provide(&bob, offered).unwrap();
        assert_eq!(suite.shares(&bob) - shares, promised.shares.u128());
        let (used, refunded) = (amounts(&promised.used), amounts(&promised.refunded));
        for side in 0..2 {
            assert_eq!(wallet[side] - suite.wallet(&bob)[side], used[side]);
            assert_eq!(used[side] + refunded[side], offered[side]);
        }
    }
    assert_eq!(Suite::new().simulate_provide([2_000, 2_000]).unwrap().locked.u128(), 1_000);
}
