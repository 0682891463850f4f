//! One asset into LP shares and back.

use super::chained::registered;
use super::suite::{DEEP, Order, RICH, STABLE, Suite, Terms, event, pairs, zap_out};
use amm_router::ContractError;
use cosmwasm_std::{Addr, StdResult, Uint128};
use weal_amm_math::constant_product::swap_exact_in;
use weal_api::amm_router::{Exit, Hop, QueryMsg, ZapInResponse, ZapOutResponse};
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_fixed_point::Bps;

fn zap_in(suite: &Suite, pool: usize, bound: u128) -> Order {
    Order::ZapIn(suite.pools[pool].clone(), vec![], Terms { bound: Some(bound), ..Terms::default() })
}

fn simulate_in(suite: &Suite, (offer, amount): (usize, u128), order: &Order) -> StdResult<ZapInResponse> {
    let Order::ZapIn(pool, routes, _) = order.clone() else { unreachable!("a zap") };
    let (offer, routes) = (Asset::new(suite.assets[offer].clone(), amount), Some(routes));
    suite.query(&QueryMsg::SimulateZapIn { offer, pool: pool.into(), routes })
}

fn simulate_out(suite: &Suite, pool: usize, shares: u128, exits: Vec<Exit>) -> StdResult<ZapOutResponse> {
    let (pool, shares) = (suite.pools[pool].to_string(), Uint128::new(shares));
    suite.query(&QueryMsg::SimulateZapOut { pool, shares, exits })
}

/// The rest that comes back is at most four units of an asset: the pool rounds the part it sells, what that pays, and what it takes into
/// the reserve and into the fees held.
fn dust(told: &ZapInResponse) -> u128 {
    let amounts = told.refunded.iter().map(|asset| asset.amount.u128());
    assert!(amounts.clone().all(|amount| amount <= 4), "{:?}", told.refunded);
    amounts.sum()
}

/// A zap from either side of every pool, into a pool that already holds fees, and from each side of the stableswap: what comes
/// back is dust, nothing stays.
#[test]
fn a_zap_in_uses_all_but_dust() {
    for (pool, offer) in
        [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 3), (STABLE, 1), (STABLE, 2), (STABLE, 3)]
    {
        let mut suite = Suite::new();
        let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
        if pool != STABLE {
            let churn = Order::Swap(vec![suite.route(offer, 9_000_000, &[pool])], Terms::default());
            suite.pay(&carol, (offer, 9_000_000), &churn).unwrap();
        }
        let order = zap_in(&suite, pool, 1);
        let told = simulate_in(&suite, (offer, DEEP / 10), &order).unwrap();
        suite.pay(&bob, (offer, DEEP / 10), &order).unwrap();
        let back = dust(&told);
        let kept: u128 = suite.wallet(&bob).iter().sum();
        assert_eq!(kept, 4 * RICH - DEEP / 10 + back);
        assert_eq!(suite.shares(pool, &bob), told.shares.u128());
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

/// The most shares that selling a part and depositing both mints, by search over all parts: with more sold the one side
/// falls and the other rises, so the least of both has one summit.
fn best_shares(reserve: u128, offered: u128, fee_bps: u16) -> u128 {
    let fee = Bps::at_most(fee_bps, 500).unwrap();
    let sides = |part: u128| {
        let swap = swap_exact_in(reserve.into(), reserve.into(), part.into(), fee);
        let received = swap.map_or(0, |swap| swap.received.u128());
        let one = (offered - part) * reserve / (reserve + part);
        (one, received * reserve / (reserve - received))
    };
    let (mut low, mut high) = (0, offered);
    while low < high {
        let middle = (low + high).div_ceil(2);
        let (one, other) = sides(middle);
        if one >= other { low = middle } else { high = middle - 1 }
    }
    let least = |part| {
        let (one, other) = sides(part);
        one.min(other)
    };
    least(low).max(least((low + 1).min(offered)))
}

/// A zap of a thousandth, a tenth and ten times the reserves pays at least 99.99 % of the best there is; where half is sold a tenth loses
/// 9.9 bps and the whole 19 %.
#[test]
fn a_zap_in_keeps_its_value() {
    for amount in [DEEP / 1_000, DEEP / 100, DEEP / 10, DEEP, 10 * DEEP] {
        for offer in [1, 2] {
            let mut suite = Suite::new();
            let bob = suite.bob.clone();
            let order = zap_in(&suite, 1, 1);
            suite.pay(&bob, (offer, amount), &order).unwrap();
            let (found, best) = (suite.shares(1, &bob), best_shares(DEEP, amount, 30));
            assert!(found * 10_000 >= best * 9_999, "{found} of {best} for {amount}");
        }
    }
}

#[test]
fn the_fewest_shares_are_held_to_the_unit() {
    for pool in [1, STABLE] {
        let mut suite = Suite::new();
        let bob = suite.bob.clone();
        let probe = zap_in(&suite, pool, 1);
        let shares = simulate_in(&suite, (2, 1_000_000), &probe).unwrap().shares.u128();
        let too_many = zap_in(&suite, pool, shares + 1);
        let (found, required) = (Uint128::new(shares), Uint128::new(shares + 1));
        let reason = amm_pool::ContractError::BelowMinShares { found, required }.to_string();
        suite.assert_refused_with(&reason, |suite| suite.pay(&bob, (2, 1_000_000), &too_many));
        let exact = zap_in(&suite, pool, shares);
        suite.pay(&bob, (2, 1_000_000), &exact).unwrap();
    }
}

/// A zap goes through one to three pools, or two routes at once, into pools of either kind that do not hold the asset paid.
#[test]
fn a_foreign_asset_is_routed_into_the_pool() {
    type Parts = &'static [&'static [usize]];
    let cases: [(usize, Parts, usize); 6] = [
        (0, &[&[0]], 1),
        (0, &[&[0, 1]], 2),
        (0, &[&[3]], STABLE),
        (2, &[&[2, 4]], 0),
        (0, &[&[0], &[3, 4]], STABLE),
        (3, &[&[4], &[2, 1]], 0),
    ];
    for (offer, parts, pool) in cases {
        let mut suite = Suite::new();
        suite.donate();
        let (bob, carol, before) = (suite.bob.clone(), suite.carol.clone(), suite.left_behind());
        let routes = parts.iter().map(|pools| suite.route(offer, 1_000_000, pools)).collect();
        let terms = Terms { bound: Some(1), recipient: Some(carol.to_string()), deadline: None };
        let order = Order::ZapIn(suite.pools[pool].clone(), routes, terms);
        let paid = 1_000_000 * u128::try_from(parts.len()).unwrap();
        let told = simulate_in(&suite, (offer, paid), &order).unwrap();
        suite.pay(&bob, (offer, paid), &order).unwrap();
        assert_eq!(suite.shares(pool, &carol), told.shares.u128());
        assert_eq!(told.routes.len(), parts.len());
        let back = dust(&told);
        assert_eq!(suite.wallet(&bob).iter().sum::<u128>(), 4 * RICH - paid + back);
        assert_eq!(suite.left_behind(), before);
    }
}

#[test]
fn a_zap_into_a_pool_without_the_asset_is_refused() {
    let mut suite = Suite::new();
    let (bob, pool) = (suite.bob.clone(), suite.pools[2].clone());
    let order = zap_in(&suite, 2, 1);
    let unknown =
        |denom: &str| ContractError::UnknownAsset { token: Token::Native(denom.into()), pool: pool.clone() };
    suite.assert_refused(unknown("uusd"), |suite| suite.pay(&bob, (1, 1_000), &order));
    // A route that ends elsewhere, one through the pool itself, one that sells another sum.
    let terms = || Terms { bound: Some(1), ..Terms::default() };
    let order = Order::ZapIn(pool.clone(), vec![suite.route(1, 1_000, &[0])], terms());
    suite.assert_refused(unknown("uatom"), |suite| suite.pay(&bob, (1, 1_000), &order));
    let order = Order::ZapIn(pool.clone(), vec![suite.route(1, 1_000, &[1, 2])], terms());
    let refused = ContractError::DuplicatePool { pool: pool.clone() };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (1, 1_000), &order));
    let order = Order::ZapIn(pool, vec![suite.route(1, 999, &[1])], terms());
    let refused = ContractError::WrongSum { found: Uint128::new(999), required: Uint128::new(1_000) };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (1, 1_000), &order));
    let own = Order::ZapIn(suite.router.clone(), vec![], terms());
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
        // 1 % of a billion and what the other 1 % sells for in the 99 % that stay.
        let gross = 990_000_000u128 * 10_000_000 / 1_000_000_000;
        let expected = 10_000_000 + gross - (gross * 30).div_ceil(10_000);
        let [exact, above] = [expected, expected + 1].map(|bound| zap_out(vec![suite.exit(ask, &[])], bound));
        let (found, required) = (Uint128::new(expected), Uint128::new(expected + 1));
        let reason = amm_pool::ContractError::BelowMinReceive { found, required }.to_string();
        suite.assert_refused_with(&reason, |suite| suite.send(&alice, &token, shares, &above));
        suite.send(&alice, &token, shares, &exact).unwrap();
        let mut after = before;
        after[ask] += expected;
        assert_eq!(suite.wallet(&alice), after);
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

/// One asset that goes on, every asset on its own way, and some of which none goes on; of pools of either kind.
#[test]
fn a_zap_out_goes_on_to_any_asset() {
    type Ways = &'static [(usize, &'static [usize])];
    let cases: [(usize, Ways, usize); 7] = [
        (1, &[(1, &[0])], 0),
        (1, &[(2, &[2, 3])], 0),
        (STABLE, &[(3, &[3])], 0),
        (STABLE, &[(2, &[])], 2),
        (1, &[(1, &[0]), (2, &[2, 3])], 0),
        (0, &[(0, &[3]), (1, &[4])], 3),
        (STABLE, &[(1, &[4]), (2, &[2]), (3, &[])], 3),
    ];
    for (pool, ways, ask) in cases {
        let mut suite = Suite::new();
        suite.donate();
        let (alice, token) = (suite.alice.clone(), suite.pools[pool].clone());
        let (before, left) = (suite.wallet(&alice), suite.left_behind());
        let exits: Vec<Exit> = ways.iter().map(|(asset, pools)| suite.exit(*asset, pools)).collect();
        let told = simulate_out(&suite, pool, 5_000_000, exits.clone()).unwrap();
        let paid = told.receive.amount.u128();
        assert!(paid > 4_800_000 && told.receive.info == suite.assets[ask], "{told:?}");
        let above = zap_out(exits.clone(), paid + 1);
        let error = suite.send(&alice, &token, 5_000_000, &above).unwrap_err().to_string();
        assert!(
            error.ends_with(&format!("the swap receives {paid}, at least {} is required", paid + 1)),
            "{error}"
        );
        suite.send(&alice, &token, 5_000_000, &zap_out(exits, paid)).unwrap();
        let mut after = before;
        after[ask] += paid;
        assert_eq!(suite.wallet(&alice), after);
        assert_eq!(suite.left_behind(), left);
    }
}

/// Alice leaves pool 1 (uusd–one) to uatom: her uusd by one pool, her `one` by another to uusd and by a third to uatom. Her own uusd
/// lies in the router while the other's comes and goes: in either order, with the pools strangers or of a factory, she is paid the quote to
/// the unit, from a pool that has been traded too, and nothing stays.
#[test]
fn a_way_out_through_the_asset_of_another_pays_its_quote() {
    for (of_factory, is_uusd_first, is_skewed) in [
        (false, true, false),
        (false, false, true),
        (true, true, true),
        (true, false, false),
        (false, true, true),
    ] {
        let mut suite = if of_factory { registered() } else { Suite::new() };
        let (alice, carol, token) = (suite.alice.clone(), suite.carol.clone(), suite.pools[1].clone());
        if is_skewed {
            let terms = Terms { bound: Some(1), ..Terms::default() };
            let order = Order::Swap(vec![suite.route(2, DEEP / 2, &[1])], terms);
            suite.pay(&carol, (2, DEEP / 2), &order).unwrap();
        }
        let mut exits = vec![suite.exit(1, &[0]), suite.exit(2, &[6, 7])];
        if !is_uusd_first {
            exits.reverse();
        }
        suite.donate();
        let (mut wallet, left) = (suite.wallet(&alice), suite.left_behind());
        let told = simulate_out(&suite, 1, 10_000_000, exits.clone()).unwrap().receive.amount.u128();
        suite.send(&alice, &token, 10_000_000, &zap_out(exits, told)).unwrap();
        wallet[0] += told;
        assert_eq!((suite.wallet(&alice), suite.left_behind()), (wallet, left));
    }
}

/// Each leg's asset is one that another leg goes through: every one is sold for itself.
#[test]
fn three_ways_out_through_each_others_assets_pay_their_quote() {
    for turn in 0..3 {
        let mut suite = Suite::new();
        let (alice, token) = (suite.alice.clone(), suite.pools[STABLE].clone());
        let mut exits = vec![suite.exit(1, &[7]), suite.exit(2, &[2, 3]), suite.exit(3, &[4, 0])];
        exits.rotate_left(turn);
        let told = simulate_out(&suite, STABLE, 9_000_000, exits.clone()).unwrap().receive.amount.u128();
        let mut wallet = suite.wallet(&alice);
        suite.send(&alice, &token, 9_000_000, &zap_out(exits, told)).unwrap();
        wallet[0] += told;
        assert_eq!((suite.wallet(&alice), suite.left_behind()), (wallet, ([0; 4], 0, 0)));
    }
}

#[test]
fn a_zap_out_to_a_foreign_asset_or_by_a_foreign_token_is_refused() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let pool = suite.pools[2].clone();
    let hook = zap_out(vec![suite.exit(1, &[])], 1);
    // The pool itself says that it has no such asset.
    let before = suite.wallet(&alice);
    let refused = suite.send(&alice, &pool, 1_000, &hook).unwrap_err().to_string();
    assert!(refused.contains("uusd is not an asset of this pool"), "{refused}");
    assert_eq!(suite.wallet(&alice), before);
    // A token that is no pool.
    let AssetInfo::Cw20 { contract_addr } = suite.assets[2].clone() else { unreachable!("a cw20") };
    let token = Addr::unchecked(contract_addr);
    let refused = suite.send(&alice, &token, 1_000, &hook).unwrap_err().to_string();
    assert!(refused.contains("unknown variant `withdraw_one`"), "{refused}");
    assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
}

#[test]
fn the_ways_out_are_checked_before_anything_moves() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let pool = suite.pools[STABLE].clone();
    let token = |suite: &Suite, asset: usize| suite.assets[asset].check(suite.app.api()).unwrap();
    let cases: Vec<(Vec<Exit>, ContractError)> = vec![
        (vec![], ContractError::WrongExitCount { found: 0, required: 1 }),
        // Two of three: the third would stay in the router.
        (
            vec![suite.exit(1, &[4]), suite.exit(3, &[])],
            ContractError::WrongExitCount { found: 2, required: 3 },
        ),
        (
            vec![suite.exit(0, &[3]), suite.exit(3, &[])],
            ContractError::UnknownAsset { token: token(&suite, 0), pool: pool.clone() },
        ),
        (
            vec![suite.exit(3, &[]), suite.exit(3, &[])],
            ContractError::DuplicateAsset { token: token(&suite, 3) },
        ),
        (
            vec![suite.exit(1, &[4]), suite.exit(2, &[])],
            ContractError::DifferentAsks { found: token(&suite, 2), required: token(&suite, 3) },
        ),
        (
            vec![Exit::new(suite.assets[1].clone(), vec![Hop::new(&pool, suite.assets[3].clone())])],
            ContractError::DuplicatePool { pool: pool.clone() },
        ),
    ];
    for (exits, refused) in cases {
        let hook = zap_out(exits, 1);
        suite.assert_refused(refused, |suite| suite.send(&alice, &pool, 1_000_000, &hook));
    }
}

#[test]
fn the_events_name_everything() {
    let mut suite = Suite::new();
    let (bob, carol, pool) = (suite.bob.clone(), suite.carol.clone(), suite.pools[1].clone());
    let terms = Terms { bound: Some(7), recipient: Some(carol.to_string()), deadline: Some(suite.now()) };
    let order = Order::ZapIn(pool.clone(), vec![suite.route(0, 1_000_000, &[0])], terms);
    let response = suite.pay(&bob, (0, 1_000_000), &order).unwrap();
    let expected = [
        ("trader", bob.as_str()),
        ("recipient", carol.as_str()),
        ("pool", pool.as_str()),
        ("offer", "uatom"),
        ("offered", "1000000"),
        ("min_shares", "7"),
        ("routes", "1"),
    ];
    assert_eq!(event(&response, "wasm-zapped_in"), pairs(&expected));
    let hook = zap_out(vec![suite.exit(1, &[])], 9);
    let response = suite.send(&carol, &pool, 1_000, &hook).unwrap();
    let expected = [
        ("trader", carol.as_str()),
        ("recipient", carol.as_str()),
        ("pool", pool.as_str()),
        ("shares", "1000"),
        ("ask", "uusd"),
        ("min_receive", "9"),
        ("exits", "1"),
    ];
    assert_eq!(event(&response, "wasm-zapped_out"), pairs(&expected));
}

#[test]
fn in_and_out_never_gains() {
    for pool in [1, STABLE] {
        let mut suite = Suite::new();
        let bob = suite.bob.clone();
        let order = zap_in(&suite, pool, 1);
        suite.pay(&bob, (2, 3_000_000), &order).unwrap();
        let (token, shares) = (suite.pools[pool].clone(), suite.shares(pool, &bob));
        let hook = zap_out(vec![suite.exit(2, &[])], 1);
        suite.send(&bob, &token, shares, &hook).unwrap();
        let after = suite.wallet(&bob);
        assert!(after[2] < RICH && after[1] <= RICH + 4, "{after:?}");
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}
