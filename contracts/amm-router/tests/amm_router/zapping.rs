//! One asset into LP shares and back.

use super::suite::{DEEP, Order, RICH, Suite, Terms};
use amm_router::ContractError;
use api::amm_router::Cw20HookMsg;
use api::asset::{AssetInfo, Token};
use cosmwasm_std::Uint128;

fn zap_in(suite: &Suite, pool: usize, bound: Option<u128>) -> Order {
    Order::ZapIn(suite.pools[pool].clone(), Terms { bound, ..Terms::default() })
}

fn zap_out(ask: AssetInfo, bound: Option<u128>) -> Cw20HookMsg {
    Cw20HookMsg::ZapOut { ask, min_receive: bound.map(Uint128::new), recipient: None, deadline: None }
}

/// From either side of every pool, into a pool that already holds fees: what comes back is dust, nothing stays.
#[test]
fn a_zap_in_uses_all_but_dust() {
    for (pool, offer) in [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3)] {
        let mut suite = Suite::new();
        let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
        let churn = Order::Swap(vec![suite.route(offer, 9_000_000, &[pool])], Terms::default());
        suite.pay(&carol, (offer, 9_000_000), &churn).unwrap();
        let order = zap_in(&suite, pool, Some(1));
        suite.pay(&bob, (offer, DEEP / 10), &order).unwrap();
        let spent = RICH - suite.wallet(&bob)[offer];
        assert!(DEEP / 10 - spent <= 8, "{} came back", DEEP / 10 - spent);
        let returned: u128 = suite.wallet(&bob).iter().map(|amount| amount.saturating_sub(RICH)).sum();
        assert!(returned <= 8, "{returned} of the other came back");
        assert!(suite.shares(pool, &bob) > 0);
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

/// The closed form keeps what selling half loses: at a tenth of the reserves 99.8 % of the fair value and more.
#[test]
fn a_zap_in_keeps_its_value() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let order = zap_in(&suite, 1, Some(1));
    suite.pay(&bob, (1, DEEP / 10), &order).unwrap();
    // Without a fee √(1 + a/x) − 1 of the supply.
    let fair = 48_808_848u128;
    let found = suite.shares(1, &bob);
    assert!((fair * 9_980 / 10_000..=fair).contains(&found), "{found}");
}

#[test]
fn the_fewest_shares_are_held_to_the_unit() {
    let mut probe = Suite::new();
    let bob = probe.bob.clone();
    let order = zap_in(&probe, 1, Some(1));
    probe.pay(&bob, (2, 1_000_000), &order).unwrap();
    let shares = probe.shares(1, &bob);

    let mut suite = Suite::new();
    let too_many = zap_in(&suite, 1, Some(shares + 1));
    let (found, required) = (Uint128::new(shares), Uint128::new(shares + 1));
    let reason = amm_pool::ContractError::BelowMinShares { found, required }.to_string();
    suite.assert_refused_with(&reason, |suite| suite.pay(&bob, (2, 1_000_000), &too_many));
    let exact = zap_in(&suite, 1, Some(shares));
    suite.pay(&bob, (2, 1_000_000), &exact).unwrap();
}

#[test]
fn a_zap_into_a_pool_without_the_asset_is_refused() {
    let mut suite = Suite::new();
    let (bob, pool) = (suite.bob.clone(), suite.pools[2].clone());
    let order = zap_in(&suite, 2, None);
    let refused = ContractError::UnknownAsset { token: Token::Native("uusd".into()), pool: pool.clone() };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (1, 1_000), &order));
    let own = Order::ZapIn(suite.router.clone(), Terms::default());
    suite.assert_refused(ContractError::SelfCall, |suite| suite.pay(&bob, (1, 1_000), &own));
}

#[test]
fn a_zap_out_pays_one_asset_under_one_minimum() {
    for (pool, ask) in [(0, 0), (1, 1), (1, 2), (2, 3)] {
        let mut suite = Suite::new();
        let alice = suite.alice.clone();
        let token = suite.pools[pool].clone();
        let before = suite.wallet(&alice);
        let shares = 10_000_000;
        let out = |bound| zap_out(suite.assets[ask].clone(), bound);
        // 1 % of a billion and what the other 1 % sells for in the 99 % that stay.
        let gross = 990_000_000u128 * 10_000_000 / 1_000_000_000;
        let expected = 10_000_000 + gross - (gross * 30).div_ceil(10_000);
        let (exact, above) = (out(Some(expected)), out(Some(expected + 1)));
        suite.send(&alice, &token, shares, &above).unwrap_err();
        assert_eq!(suite.wallet(&alice), before);
        suite.send(&alice, &token, shares, &exact).unwrap();
        let mut after = before;
        after[ask] += expected;
        assert_eq!(suite.wallet(&alice), after);
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

#[test]
fn a_zap_out_to_a_foreign_asset_or_by_a_foreign_token_is_refused() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let pool = suite.pools[2].clone();
    let hook = zap_out(AssetInfo::native("uusd"), None);
    let refused = ContractError::UnknownAsset { token: Token::Native("uusd".into()), pool: pool.clone() };
    suite.assert_refused(refused, |suite| suite.send(&alice, &pool, 1_000, &hook));
    // A token that is no pool.
    let AssetInfo::Cw20 { contract_addr } = suite.assets[2].clone() else { unreachable!("a cw20") };
    let token = cosmwasm_std::Addr::unchecked(contract_addr);
    suite.send(&alice, &token, 1_000, &hook).unwrap_err();
    assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
}

#[test]
fn in_and_out_never_gains() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let order = zap_in(&suite, 1, Some(1));
    suite.pay(&bob, (2, 3_000_000), &order).unwrap();
    let (pool, shares) = (suite.pools[1].clone(), suite.shares(1, &bob));
    let hook = zap_out(suite.assets[2].clone(), Some(1));
    suite.send(&bob, &pool, shares, &hook).unwrap();
    let after = suite.wallet(&bob);
    assert!(after[2] < RICH && after[1] <= RICH + 8, "{after:?}");
    assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
}
