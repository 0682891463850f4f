//! Attacks that others have suffered, each with what it cost them, and none that works here.

use super::suite::{RICH, Suite, Terms, USD, provide, withdraw};
use amm_pool::{ContractError, contract};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, Uint128, coin, coins};
use cw_multi_test::Executor;
use weal_amm_math::MathError;
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg, InstantiateMsg, SwapOrder};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_api::cw20::Cw20ExecuteMsg;
use weal_contract_kit::payment::PaymentError;

/// Every unit of an account and of its LP shares, to compare before and after.
fn worth(suite: &Suite, account: &Addr) -> ([u128; 2], u128) {
    (suite.wallet(account), suite.shares(account))
}

/// (1) Rounding that gives one unit for one, a drain (Oak Security, Astroport, 2022-01-20, critical).
#[test]
fn a_unit_into_a_lopsided_pool_buys_nothing_and_is_kept() {
    let mut suite = Suite::opened_with([RICH / 2, 100_000_000], |msg| msg.fee_bps = 0);
    let bob = suite.bob.clone();
    for _ in 0..10 {
        let reason = MathError::ZeroOutput { paid: Uint128::one() };
        suite.assert_refused(reason, |suite| suite.sell(&bob, 0, 1));
    }
    let refused = suite.simulate(0, 1).unwrap_err().to_string();
    assert!(refused.contains("1 is too little: it would receive nothing"), "{refused}");
}

/// (3) A side that can be emptied (Terraswap audit TERRASWAP-003, high).
#[test]
fn a_side_cannot_be_emptied_and_the_pool_goes_on() {
    let mut suite = Suite::opened_with([1_100, 1_100], |msg| msg.fee_bps = 0);
    let [alice, bob, carol] = suite.users();
    suite.sell(&bob, 0, RICH / 2).unwrap();
    assert_eq!(suite.reserves()[1], 1);
    let reason = MathError::ZeroOutput { paid: Uint128::new(RICH / 4) };
    suite.assert_refused(reason, |suite| suite.sell(&bob, 0, RICH / 4));
    suite.sell(&carol, 1, 1_000).unwrap();
    suite.provide(&carol, [RICH / 2, 10_000]).unwrap();
    suite.withdraw(&alice, 100).unwrap();
}

/// (4) Scaling rounded down on tiny reserves, thousands of micro swaps (Balancer V2, 2025-11-03).
#[test]
fn a_thousand_micro_swaps_at_tiny_reserves_never_profit() {
    for tiny in 1..=20u128 {
        let mut suite = Suite::opened_with([tiny, 2_000_000], |msg| msg.fee_bps = 0);
        let bob = suite.bob.clone();
        let before = suite.wallet(&bob);
        for round in 0..50 {
            // Each trade that the reverse quote calls fair for the fewest units, there and back.
            let wanted = 1 + round % 3;
            if let Ok(quote) = suite.reverse(0, wanted) {
                suite.sell(&bob, 1, quote.offer.amount.u128()).ok();
            }
            if let Ok(quote) = suite.reverse(1, 1 + round * 7_919) {
                suite.sell(&bob, 0, quote.offer.amount.u128()).ok();
            }
        }
        let after = suite.wallet(&bob);
        let gained = (0..2).any(|side| after[side] > before[side]);
        let lost = (0..2).any(|side| after[side] < before[side]);
        assert!(!gained || lost, "reserve {tiny}: {before:?} became {after:?}");
        let reserves = suite.reserves();
        assert!(reserves[0] * reserves[1] >= tiny * 2_000_000);
        let (alice, all) = (suite.alice.clone(), suite.shares(&suite.alice));
        suite.withdraw(&alice, all).unwrap();
    }
}

/// (5) Shares burned outside a withdrawal inflate the price until a victim mints none (IxoSwap, Oak Security,
/// 2024-09, critical: provide 502, burn 501).
#[test]
fn the_price_of_a_share_cannot_be_inflated_over_a_depositor() {
    let mut suite = Suite::new();
    let [alice, bob, _] = suite.users();
    suite.provide(&alice, [1_502, 1_502]).unwrap();
    let burn = Cw20ExecuteMsg::Burn { amount: Uint128::new(501) };
    let refused =
        suite.app.execute_contract(alice.clone(), suite.pool.clone(), &burn, &[]).unwrap_err().to_string();
    assert!(refused.contains("unknown variant `burn`"), "{refused}");
    suite.withdraw(&alice, 501).unwrap();
    // All that is left is one share of alice's and the lock; she donates to raise what a share is worth.
    let pool = suite.pool.clone();
    suite.app.send_tokens(alice.clone(), pool.clone(), &coins(RICH / 2, USD)).unwrap();
    assert_eq!((suite.supply(), suite.shares(&pool)), (1_001, 1_000));

    suite.provide(&bob, [1_000_000, 1_000_000]).unwrap();
    assert_eq!(suite.shares(&bob), 1_000_000);
    suite.withdraw(&bob, 1_000_000).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH, RICH]);
}

/// (5) The lock cannot leave: the pool has no key, and shares sent to it burn only what was sent.
#[test]
fn the_locked_shares_stay_when_everyone_leaves() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, pool) = (suite.alice.clone(), suite.pool.clone());
    let hook = Cw20HookMsg::Withdraw { min_amounts: None, recipient: None, deadline: None };
    suite.send(&alice, &pool, 1_999_000, &hook).unwrap();
    assert_eq!((suite.supply(), suite.shares(&pool), suite.reserves()), (1_000, 1_000, [500, 2_000]));
    suite.sell(&alice, 0, 10_000).unwrap();
    suite.provide(&alice, [1_000_000, 1_000_000]).unwrap();
}

/// (6) A donation before the first deposit or beside it (Astroport's own test: an arbitrageur takes 9,667 of
/// 10,000).
#[test]
fn a_donation_changes_nothing() {
    let mut suite = Suite::new();
    let [alice, bob, carol] = suite.users();
    let AssetInfo::Cw20 { contract_addr } = suite.assets[1].clone() else { panic!("a cw20") };
    let token = Addr::unchecked(contract_addr);
    let donate = |suite: &mut Suite| {
        let pool = suite.pool.clone();
        suite.app.send_tokens(carol.clone(), pool.clone(), &coins(10_000, USD)).unwrap();
        let (recipient, amount) = (pool.to_string(), Uint128::new(7_000));
        let gift = Cw20ExecuteMsg::Transfer { recipient, amount };
        suite.app.execute_contract(carol.clone(), token.clone(), &gift, &[]).unwrap();
    };
    donate(&mut suite);
    suite.provide(&alice, [1_000_000, 4_000_000]).unwrap();
    let before = suite.state();
    assert_eq!((suite.reserves(), suite.supply()), ([1_000_000, 4_000_000], 2_000_000));
    let quotes = (suite.simulate(0, 999).unwrap(), suite.simulate_provide([10, 1_000]).unwrap());
    donate(&mut suite);
    assert_eq!(suite.state(), before);
    assert_eq!((suite.simulate(0, 999).unwrap(), suite.simulate_provide([10, 1_000]).unwrap()), quotes);
    suite.provide(&bob, [1_000, 4_000]).unwrap();
    suite.withdraw(&bob, 2_000).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH, RICH]);
}

/// (8) A foreign asset taken for one of the pool's (Astroport transmuter and IxoSwap, both critical).
#[test]
fn a_worthless_token_of_the_attackers_own_buys_nothing() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let bob = suite.bob.clone();
    let own = suite.new_token();
    let hook = |ask: Option<AssetInfo>| {
        Cw20HookMsg::Swap(SwapOrder { ask, max_impact_bps: Some(10_000), ..SwapOrder::default() })
    };
    let unknown = || ContractError::UnknownAsset { token: Token::Cw20(own.clone()) };
    for ask in [None, Some(AssetInfo::native(USD)), Some(AssetInfo::cw20(&own))] {
        suite.assert_refused(unknown(), |suite| suite.send(&bob, &own, 500_000, &hook(ask)));
    }
    let assets = vec![Asset::new(AssetInfo::cw20(&own), 10u128), Asset::new(AssetInfo::native(USD), 10u128)];
    suite.assert_refused(unknown(), |suite| suite.execute(&bob, &provide(assets), &coins(10, USD)));
}

/// (9) Funds credited that were never sent (Astroport incentives, critical): empty, partial, extra, duplicate
/// and unsorted coins in every entry point.
#[test]
fn every_entry_point_counts_the_coins() {
    let mut suite = Suite::opened_with([1_000_000, 4_000_000], |msg| {
        msg.assets = vec![AssetInfo::native("uatom"), AssetInfo::native(USD)];
    });
    let bob = suite.bob.clone();
    let msg = provide(suite.named([10, 40]));
    for funds in [
        vec![],
        vec![coin(10, "uatom")],
        vec![coin(10, "uatom"), coin(39, USD)],
        vec![coin(11, "uatom"), coin(40, USD)],
        vec![coin(10, "uatom"), coin(1, "udust"), coin(40, USD)],
    ] {
        let before = suite.snapshot();
        let refused = suite.execute(&bob, &msg, &funds).unwrap_err().to_string();
        assert!(refused.contains("was sent"), "{refused}");
        assert_eq!(suite.snapshot(), before, "{funds:?}");
    }
    suite.execute(&bob, &msg, &[coin(40, USD), coin(10, "uatom")]).unwrap();
    let dust = coins(1, "udust");
    let paid = || PaymentError::NotPayable { found: "1udust".into() };
    suite.assert_refused(paid(), |suite| suite.execute(&bob, &withdraw(1), &dust));
    let msg = ExecuteMsg::Transfer { recipient: bob.to_string(), amount: Uint128::one() };
    suite.assert_refused(paid(), |suite| suite.execute(&bob, &msg, &dust));
}

/// (9) Duplicate coins, which no chain lets through but a contract should not rely on it.
#[test]
fn a_coin_attached_twice_is_not_counted_twice() {
    let mut deps = mock_dependencies();
    let sender = deps.api.addr_make("sender");
    let assets = vec![AssetInfo::native("uatom"), AssetInfo::native(USD)];
    let msg = InstantiateMsg {
        assets: assets.clone(),
        kind: weal_api::amm_pool::PoolKind::ConstantProduct {},
        fee_bps: 0,
        lp_name: None,
        lp_symbol: None,
        owner: sender.to_string(),
        params: None,
    };
    contract::instantiate(deps.as_mut(), mock_env(), message_info(&sender, &[]), msg).unwrap();
    let amounts = assets.into_iter().map(|info| Asset::new(info, 5_000u128)).collect();
    let funds = [coin(5_000, "uatom"), coin(5_000, "uatom"), coin(5_000, USD)];
    let refused =
        contract::execute(deps.as_mut(), mock_env(), message_info(&sender, &funds), provide(amounts));
    assert!(matches!(
        refused.map_err(|failure| *failure),
        Err(ContractError::Payment(PaymentError::NotOneCoin { .. }))
    ));
}

/// (12) Half as many shares again for a join (Osmosis, 2022-06-07, about $5M).
#[test]
fn provide_and_withdraw_never_returns_more_than_given() {
    let mut suite = Suite::opened([1_000_003, 3_999_989]);
    let bob = suite.bob.clone();
    for offered in [[1, 5], [1_000, 4_000], [999_999, 17], [3, 900_000], [123_456, 654_321]] {
        let before = suite.wallet(&bob);
        if suite.provide(&bob, offered).is_ok() {
            suite.withdraw(&bob, suite.shares(&bob)).unwrap();
        }
        let after = suite.wallet(&bob);
        assert!(after[0] <= before[0] && after[1] <= before[1], "{offered:?}");
    }
}

/// (13) Errors swallowed into a zero input and a free output (Dexter, critical).
#[test]
fn an_exact_output_is_never_free() {
    let suite = Suite::opened([1_000_000, 4_000_000]);
    for (ask, amount) in [(0, 1), (1, 1), (0, 999_999 / 2), (1, 3_000_000)] {
        assert!(!suite.reverse(ask, amount).unwrap().offer.amount.is_zero());
    }
    for (amount, reason) in [
        (0, "an amount above zero is needed"),
        (4_000_000, "cannot be emptied"),
        (u128::MAX, "is above 2^128 − 1"),
    ] {
        let refused = suite.reverse(1, amount).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }
    let refused = Suite::new().reverse(0, 1).unwrap_err().to_string();
    assert!(refused.contains("the pool is empty"), "{refused}");
}

/// (17) A first deposit with an empty side bricks the pool (MANTRA dex #115).
#[test]
fn a_one_sided_first_deposit_is_refused_and_a_whole_one_still_opens() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&alice, [1_000_000, 0]));
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&alice, [0, 1_000_000]));
    suite.provide(&alice, [1_000_000, 1_000_000]).unwrap();
}

/// (19 and 20) A deposit or a withdrawal sandwiched by a swap (Oak Security 2023-02 major 4,
/// TERRASWAP-001, 002, 004): bounds refuse it, and without the sandwich they pass.
#[test]
fn a_sandwich_around_liquidity_fails_at_the_bound_of_its_victim() {
    for attacked in [false, true] {
        let mut suite = Suite::opened([1_000_000, 1_000_000]);
        let [alice, bob, carol] = suite.users();
        let provide = ExecuteMsg::Provide {
            assets: suite.named([10_000, 10_000]),
            min_shares: Some(Uint128::new(9_950)),
            recipient: None,
            deadline: None,
        };
        let withdraw = ExecuteMsg::Withdraw {
            shares: Uint128::new(10_000),
            min_amounts: Some(suite.named([9_950, 9_950])),
            recipient: None,
            deadline: None,
        };
        if attacked {
            suite.sell(&carol, 0, 100_000).unwrap();
        }
        let deposited = suite.execute(&bob, &provide, &coins(10_000, USD));
        let withdrawn = suite.execute(&alice, &withdraw, &[]);
        assert_eq!((deposited.is_err(), withdrawn.is_err()), (attacked, attacked));
    }
}

/// (20) What exceeds the ratio comes back instead of being donated.
#[test]
fn the_excess_of_a_deposit_is_refunded() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let bob = suite.bob.clone();
    suite.provide(&bob, [RICH / 2, 1_000]).unwrap();
    assert_eq!(worth(&suite, &bob), ([RICH - 1_000, RICH - 1_000], 1_000));
    suite.withdraw(&bob, 1_000).unwrap();
    suite.provide(&bob, [1_000, RICH / 2]).unwrap();
    assert_eq!(worth(&suite, &bob), ([RICH - 1_000, RICH - 1_000], 1_000));
}

/// (21) A fee that breaks the swap at its maximum (Oak Security 2023-02 #7).
#[test]
fn at_the_highest_fee_the_pool_works_and_keeps_five_percent() {
    let mut suite = Suite::opened_with([1_000_000, 1_000_000], |msg| msg.fee_bps = 500);
    let bob = suite.bob.clone();
    suite.sell(&bob, 0, 10_000).unwrap();
    // Gross 9,900, fee 495.
    assert_eq!((suite.wallet(&bob)[1] - RICH, suite.fees_held()), (9_405, [0, 495]));
    assert_eq!(suite.reverse(1, 9_405).unwrap().receive.amount.u128(), 9_405);
}

/// (22) A commission rounded down pays nothing on small swaps (TERRASWAP-005), and a fee left in the reserve
/// makes the next part cheaper: one swap in a thousand parts beats neither.
#[test]
fn a_swap_in_a_thousand_parts_never_beats_the_whole() {
    for fee_bps in [0, 30, 500] {
        let mut whole = Suite::opened_with([1_000_000, 1_000_000], |msg| msg.fee_bps = fee_bps);
        let mut parts = Suite::opened_with([1_000_000, 1_000_000], |msg| msg.fee_bps = fee_bps);
        let bob = whole.bob.clone();
        whole.sell(&bob, 0, 1_000_000).unwrap();
        for _ in 0..1_000 {
            parts.sell(&bob, 0, 1_000).unwrap();
        }
        let (at_once, in_parts) = (whole.wallet(&bob)[1], parts.wallet(&bob)[1]);
        assert!(in_parts <= at_once, "{fee_bps} bps: {in_parts} in parts, {at_once} at once");
        assert!(fee_bps == 0 || parts.fees_held()[1] >= whole.fees_held()[1]);
    }
}

/// (31) A quote that cannot be executed (Balancer Trail of Bits #15, Skip #76): it says whether a swap without
/// bounds passes, and that is what happens.
#[test]
fn a_quote_says_whether_a_swap_without_bounds_passes() {
    for amount in [1, 2, 300, 52_631, 52_632, 400_000, 5_000_000] {
        for offer in [0, 1] {
            let mut suite = Suite::opened([1_000_000, 1_000_000]);
            let bob = suite.bob.clone();
            let quote = suite.simulate(offer, amount);
            let before = suite.wallet(&bob)[1 - offer];
            let executed = suite.sell_with(&bob, offer, amount, &Terms::default()).is_ok();
            let received = suite.wallet(&bob)[1 - offer] - before;
            match quote {
                Ok(quote) => {
                    assert_eq!(executed, quote.within_default_impact, "{amount}");
                    assert_eq!(received, if executed { quote.receive.amount.u128() } else { 0 });
                }
                Err(_) => assert!(!executed),
            }
        }
    }
}

/// Two maps under one prefix (a class of defects elsewhere): no namespace begins another.
#[test]
fn storage_namespaces_differ() {
    let namespaces = [
        "token_info",
        "balance",
        "allowance\0",
        "allowance_spender",
        "config",
        "h",
        "o",
        "p/",
        "u/",
        "roles",
        "pending",
        "factory",
        "contract_info",
    ];
    for (i, one) in namespaces.iter().enumerate() {
        for (j, other) in namespaces.iter().enumerate() {
            assert!(i == j || !other.starts_with(one), "{one} begins {other}");
        }
    }
}

#[test]
fn unknown_messages_and_fields_are_refused() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let (alice, pool) = (suite.alice.clone(), suite.pool.clone());
    let before = suite.snapshot();
    for msg in [
        serde_json::json!({"withdraw": {"shares": "1", "memo": "x"}}),
        serde_json::json!({"withdraw": {"shares": "-1"}}),
        serde_json::json!({"withdraw": {"shares": "1", "min_amount": []}}),
        serde_json::json!({"sweep": {}}),
        serde_json::json!({"update_config": {"fee_bps": 500}}),
    ] {
        let refused =
            suite.app.execute_contract(alice.clone(), pool.clone(), &msg, &[]).unwrap_err().to_string();
        assert!(refused.contains("kind: Serialization"), "{refused}");
    }
    assert_eq!(suite.snapshot(), before);
}
