//! Liquidity that goes in or out by one asset of a constant product.

use super::suite::{RICH, Suite, all, amounts, event};
use amm_pool::ContractError;
use cosmwasm_std::{Uint128, coins};
use weal_amm_math::MathError;
use weal_api::amm_pool::{ExecuteMsg, ProvideOneOrder};
use weal_api::asset::{AssetInfo, Token};

const EVEN: [u128; 2] = [1_000_000_000, 1_000_000_000];

#[test]
fn one_asset_of_either_kind_is_provided_without_a_rest() {
    for position in [0, 1] {
        let mut suite = Suite::opened(EVEN);
        let bob = suite.bob.clone();
        let promised = suite.simulate_one(position, 100_000_000).unwrap();
        let response = suite.provide_one(&bob, position, 100_000_000, promised.shares.u128()).unwrap();
        assert_eq!(suite.shares(&bob), promised.shares.u128());
        let spent = RICH - suite.wallet(&bob)[position];
        assert_eq!(spent, amounts(&promised.used)[position]);
        // Of a tenth of the reserve at most a few units come back, of either asset.
        assert!(100_000_000 - spent <= 4, "{spent}");
        assert!(suite.wallet(&bob)[1 - position] - RICH <= 4);
        // Half of it sold would leave 228 bps of it over.
        assert!(promised.shares.u128() > 48_700_000, "{}", promised.shares);
        let [swapped, provided] = ["wasm-swapped", "wasm-liquidity_provided"].map(|ty| event(&response, ty));
        assert_eq!(swapped[1], ("recipient".into(), suite.pool.to_string()));
        assert_eq!(provided[0], ("provider".into(), bob.to_string()));
        assert_eq!(suite.wallet(&suite.pool), suite.holdings());
    }
}

#[test]
fn the_shares_of_one_asset_are_met_exactly_or_refused() {
    let mut suite = Suite::opened(EVEN);
    let bob = suite.bob.clone();
    let found = suite.simulate_one(0, 5_000_000).unwrap().shares;
    let required = found + Uint128::one();
    suite.assert_refused(ContractError::BelowMinShares { found, required }, |suite| {
        suite.provide_one(&bob, 0, 5_000_000, required.u128())
    });
    suite.provide_one(&bob, 0, 5_000_000, found.u128()).unwrap();
}

#[test]
fn an_empty_pool_and_a_foreign_asset_are_refused() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    suite.assert_refused(MathError::EmptyPool, |suite| suite.provide_one(&bob, 0, 5_000_000, 0));
    let mut suite = Suite::opened(EVEN);
    let foreign = ContractError::UnknownAsset { token: Token::Native("uatom".into()) };
    let msg = ExecuteMsg::ProvideOne(ProvideOneOrder {
        min_shares: Uint128::zero(),
        recipient: None,
        deadline: None,
    });
    suite.assert_refused(foreign, |suite| suite.execute(&bob, &msg, &coins(5, "uatom")));
    let now = suite.now();
    let late = ContractError::DeadlinePassed { deadline: now - 1, now };
    let msg = ExecuteMsg::ProvideOne(ProvideOneOrder {
        min_shares: Uint128::zero(),
        recipient: None,
        deadline: Some(now - 1),
    });
    suite.assert_refused(late, |suite| suite.execute(&bob, &msg, &coins(5, "uusd")));
}

#[test]
fn shares_are_withdrawn_to_one_asset_of_either_kind() {
    for position in [0, 1] {
        let mut suite = Suite::opened(EVEN);
        let (alice, wallet) = (suite.alice.clone(), suite.wallet(&suite.alice));
        let promised = all(&suite.simulate_withdraw_one(position, 100_000_000).unwrap().amounts);
        // A tenth of both, the other tenth sold: 100,000,000 + ⌊900,000,000 ÷ 10⌋ less 0.3 %.
        assert_eq!((promised[position], promised[1 - position]), (189_730_000, 0));
        let refused = promised[position] + 1;
        let reason =
            ContractError::BelowMinReceive { found: 189_730_000u128.into(), required: refused.into() };
        suite.assert_refused(reason, |suite| suite.withdraw_one(&alice, position, 100_000_000, refused));
        let response = suite.withdraw_one(&alice, position, 100_000_000, promised[position]).unwrap();
        assert_eq!(suite.wallet(&alice)[position] - wallet[position], promised[position]);
        assert_eq!(suite.wallet(&alice)[1 - position], wallet[1 - position]);
        assert_eq!(suite.wallet(&suite.pool), suite.holdings());
        let amounts = if position == 0 { "189730000,0" } else { "0,189730000" };
        assert_eq!(event(&response, "wasm-liquidity_withdrawn")[2], ("amounts".into(), amounts.into()));
        assert_eq!(event(&response, "wasm-swapped")[4].1, "100000000");
    }
}

#[test]
fn in_by_one_side_and_out_by_the_other_costs_more_than_a_swap() {
    let mut suite = Suite::opened(EVEN);
    let bob = suite.bob.clone();
    let swapped = suite.simulate(0, 10_000_000).unwrap().receive.amount.u128();
    suite.provide_one(&bob, 0, 10_000_000, 1).unwrap();
    let shares = suite.shares(&bob);
    suite.withdraw_one(&bob, 1, shares, 1).unwrap();
    let received = suite.wallet(&bob)[1] - RICH;
    // Two swaps of about half of it: the same price, the same fee, and never more.
    assert!(received <= swapped && received > swapped - swapped / 1_000, "{received} {swapped}");
}

#[test]
fn exact_amounts_are_for_a_stableswap_only() {
    let mut suite = Suite::opened(EVEN);
    let alice = suite.alice.clone();
    suite.assert_refused(ContractError::StableswapOnly, |suite| suite.withdraw_exact(&alice, [5, 5], 1_000));
    let msg = ExecuteMsg::WithdrawOne {
        shares: Uint128::new(1_000),
        asset: AssetInfo::native("uatom"),
        min_receive: Uint128::zero(),
        recipient: None,
        deadline: None,
    };
    let foreign = ContractError::UnknownAsset { token: Token::Native("uatom".into()) };
    suite.assert_refused(foreign, |suite| suite.execute(&alice, &msg, &[]));
}
