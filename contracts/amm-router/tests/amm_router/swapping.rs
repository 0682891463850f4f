//! Selling along routes.

use super::suite::{DEEP, Order, RICH, Suite, Terms, event, pairs};
use amm_router::ContractError;
use cosmwasm_std::{Uint128, coin};
use weal_api::amm_pool::PoolKind;
use weal_api::amm_router::{
    ConfigResponse, ExecuteMsg, Hop, QueryMsg, Route, RouteResponse, Swap, SwapExactOut,
};
use weal_api::asset::{AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;

fn swap(routes: Vec<Route>) -> Order {
    Order::Swap(routes, Terms::default())
}

/// Every length, from a native and from a cw20, through natives and cw20.
#[test]
fn a_route_pays_what_was_quoted_and_leaves_nothing() {
    let paths: [(usize, &[usize], usize); 6] = [
        (0, &[0], 1),
        (0, &[0, 1], 2),
        (0, &[0, 1, 2], 3),
        (2, &[2, 3], 0),
        (3, &[3, 0, 1], 2),
        (2, &[1, 0], 0),
    ];
    for (offer, pools, ask) in paths {
        let mut suite = Suite::new();
        let bob = suite.bob.clone();
        let routes = vec![suite.route(offer, 1_000_000, pools)];
        let quote = suite.simulate(offer, routes.clone()).unwrap();
        suite.pay(&bob, (offer, 1_000_000), &swap(routes)).unwrap();
        let mut expected = [RICH; 4];
        expected[offer] -= 1_000_000;
        expected[ask] += quote.receive.amount.u128();
        assert_eq!(suite.wallet(&bob), expected, "{pools:?}");
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

/// Eight hops forwards and backwards, and not nine.
#[test]
fn eight_hops_are_the_most() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let asset = |position: usize| AssetInfo::native(format!("uhop{position}"));
    let hops: Vec<Hop> = (0..8)
        .map(|position| {
            let pair = [asset(position), asset(position + 1)];
            let pool = suite.open_kind(PoolKind::ConstantProduct {}, &pair, &[DEEP; 2]);
            Hop::new(pool, asset(position + 1))
        })
        .collect();
    let held = |suite: &Suite, position| suite.balance(&asset(position), &bob);
    let routes = vec![Route::new(1_000_000u128, hops.clone())];
    let query = QueryMsg::SimulateRoute { offer: asset(0), routes: routes.clone() };
    let quoted = suite.query::<RouteResponse>(&query).unwrap().receive.amount;
    let order = Swap { routes, min_receive: Some(quoted), recipient: None, deadline: None };
    suite.execute(&bob, &ExecuteMsg::Swap(order), &[coin(1_000_000, "uhop0")]).unwrap();
    assert_eq!((held(&suite, 0), held(&suite, 8)), (RICH - 1_000_000, RICH + quoted.u128()));

    let receive = Uint128::new(500_000);
    let query = QueryMsg::ReverseSimulateRoute { offer: asset(0), hops: hops.clone(), receive };
    let quote = suite.query::<RouteResponse>(&query).unwrap();
    let (paid, before) = (2_000_000, [held(&suite, 0), held(&suite, 8)]);
    let order = SwapExactOut { hops: hops.clone(), receive, recipient: None, deadline: None };
    suite.execute(&bob, &ExecuteMsg::SwapExactOut(order), &[coin(paid, "uhop0")]).unwrap();
    let after = [before[0] - quote.offer.amount.u128(), before[1] + quote.receive.amount.u128()];
    assert_eq!([held(&suite, 0), held(&suite, 8)], after);
    for position in 0..9 {
        assert_eq!(suite.balance(&asset(position), &suite.router), 0);
    }

    let mut nine = hops;
    nine.push(Hop::new(&suite.pools[0], suite.assets[1].clone()));
    let routes = vec![Route::new(1_000u128, nine)];
    let order = Swap { routes, min_receive: None, recipient: None, deadline: None };
    let refused = ContractError::WrongHopCount { found: 9, max: 8 };
    suite.assert_refused(refused, |suite| {
        suite.execute(&bob, &ExecuteMsg::Swap(order), &[coin(1_000, "uhop0")])
    });
}

#[test]
fn the_event_names_everything() {
    let mut suite = Suite::new();
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let routes = vec![suite.route(0, 1_000_000, &[0, 1])];
    let terms =
        Terms { bound: Some(900_000), recipient: Some(carol.to_string()), deadline: Some(suite.now()) };
    let response = suite.pay(&bob, (0, 1_000_000), &Order::Swap(routes, terms)).unwrap();
    let ask = match &suite.assets[2] {
        AssetInfo::Cw20 { contract_addr } => contract_addr.clone(),
        AssetInfo::Native { denom } => denom.clone(),
    };
    let expected = [
        ("trader", bob.as_str()),
        ("recipient", carol.as_str()),
        ("offer", "uatom"),
        ("ask", &ask),
        ("offered", "1000000"),
        ("min_receive", "900000"),
        ("routes", "1"),
    ];
    assert_eq!(event(&response, "wasm-routed"), pairs(&expected));
    assert_eq!(suite.wallet(&bob)[2], RICH);
    assert!(suite.wallet(&carol)[2] > RICH);
}

#[test]
fn the_minimum_is_held_to_the_unit_on_one_route_and_on_several() {
    let split = |suite: &Suite| vec![suite.route(1, 600_000, &[0, 3]), suite.route(1, 400_000, &[4])];
    let single = |suite: &Suite| vec![suite.route(1, 1_000_000, &[0, 3])];
    for (routes, by_router) in [(split as fn(&Suite) -> Vec<Route>, true), (single, false)] {
        let mut suite = Suite::new();
        let bob = suite.bob.clone();
        let routes = routes(&suite);
        let quoted = suite.simulate(1, routes.clone()).unwrap().receive.amount.u128();
        let bounded = |bound| Order::Swap(routes.clone(), Terms { bound: Some(bound), ..Terms::default() });
        let (found, required) = (Uint128::new(quoted), Uint128::new(quoted + 1));
        let reason = if by_router {
            ContractError::BelowMinReceive { found, required }.to_string()
        } else {
            amm_pool::ContractError::BelowMinReceive { found, required }.to_string()
        };
        suite.assert_refused_with(&reason, |suite| suite.pay(&bob, (1, 1_000_000), &bounded(quoted + 1)));
        suite.pay(&bob, (1, 1_000_000), &bounded(quoted)).unwrap();
        assert_eq!(suite.wallet(&bob)[3], RICH + quoted);
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

#[test]
fn a_split_goes_along_every_route() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let routes = vec![
        suite.route(1, 3_000_000, &[0, 3]),
        suite.route(1, 2_000_000, &[1, 2]),
        suite.route(1, 1_000_000, &[4]),
    ];
    let quote = suite.simulate(1, routes.clone()).unwrap();
    assert_eq!((quote.offer.amount.u128(), quote.routes.len()), (6_000_000, 3));
    suite.pay(&bob, (1, 6_000_000), &swap(routes)).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH, RICH - 6_000_000, RICH, RICH + quote.receive.amount.u128()]);
    assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
}

/// Each pool's own bound holds where the message has none; otherwise only the message's.
#[test]
fn an_unbounded_route_is_held_to_the_pools_defaults() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let amount = DEEP / 10;
    let routes = vec![suite.route(0, amount, &[0, 1])];
    let quote = suite.simulate(0, routes.clone()).unwrap();
    assert!(!quote.within_default_impact);
    let reason = amm_pool::ContractError::ImpactAboveMax { found_bps: 910, max_bps: 500 };
    suite.assert_refused_with(&reason.to_string(), |suite| {
        suite.pay(&bob, (0, amount), &swap(routes.clone()))
    });
    let bounded = Order::Swap(routes, Terms { bound: Some(1), ..Terms::default() });
    suite.pay(&bob, (0, amount), &bounded).unwrap();
    assert_eq!(suite.wallet(&bob)[2], RICH + quote.receive.amount.u128());
}

#[test]
fn the_routes_must_sell_exactly_what_was_paid() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let routes = vec![suite.route(0, 600, &[0]), suite.route(0, 400, &[3, 4])];
    for paid in [999u128, 1_001] {
        let refused = ContractError::WrongSum { found: Uint128::new(1_000), required: Uint128::new(paid) };
        suite.assert_refused(refused, |suite| suite.pay(&bob, (0, paid), &swap(routes.clone())));
    }
    let mut zero = routes.clone();
    zero[0].amount = Uint128::zero();
    suite.assert_refused(ContractError::ZeroAmount, |suite| suite.pay(&bob, (0, 400), &swap(zero)));
    let mut huge = routes;
    huge[0].amount = Uint128::MAX;
    let refused = ContractError::Overflow { found: Uint128::MAX, added: Uint128::new(400) };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 400), &swap(huge)));
}

#[test]
fn routes_are_checked_before_anything_moves() {
    let mut suite = Suite::new();
    let (bob, router) = (suite.bob.clone(), suite.router.clone());
    let uatom = Token::Native("uatom".into());
    let pool = |suite: &Suite, position: usize| suite.pools[position].clone();
    let own = |info| Hop::new(&router, info);
    let cases: Vec<(Vec<Route>, ContractError)> = vec![
        (vec![], ContractError::WrongRouteCount { found: 0, max: 8 }),
        (vec![Route::new(1u128, vec![])], ContractError::WrongHopCount { found: 0, max: 8 }),
        (
            vec![Route::new(1u128, vec![Hop::new(pool(&suite, 0), suite.assets[1].clone()); 9])],
            ContractError::WrongHopCount { found: 9, max: 8 },
        ),
        // A loop back to where it began.
        (vec![suite.route(0, 1, &[0, 4, 3])], ContractError::Loop { token: uatom.clone() }),
        (
            vec![Route::new(1u128, vec![Hop::new(pool(&suite, 0), suite.assets[0].clone())])],
            ContractError::Loop { token: uatom },
        ),
        (
            vec![suite.route(0, 1, &[0]), suite.route(0, 1, &[0])],
            ContractError::DuplicatePool { pool: pool(&suite, 0) },
        ),
        (
            vec![suite.route(0, 1, &[0]), suite.route(0, 1, &[3])],
            ContractError::DifferentAsks {
                found: suite.assets[3].check(suite.app.api()).unwrap(),
                required: Token::Native("uusd".into()),
            },
        ),
        (vec![Route::new(1u128, vec![own(suite.assets[1].clone())])], ContractError::SelfCall),
        (
            vec![Route::new(1u128, vec![Hop::new(pool(&suite, 0), AssetInfo::cw20(&router))])],
            ContractError::SelfCall,
        ),
    ];
    for (routes, refused) in cases {
        let paid = u128::try_from(routes.len().max(1)).unwrap();
        suite.assert_refused(refused, |suite| suite.pay(&bob, (0, paid), &swap(routes)));
    }
    let nine: Vec<_> = (0..9)
        .map(|_| suite.open_pool([0, 1], [2_000, 2_000]))
        .map(|pool| Route::new(1u128, vec![Hop::new(pool, AssetInfo::native("uusd"))]))
        .collect();
    let refused = ContractError::WrongRouteCount { found: 9, max: 8 };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 9), &swap(nine)));
}

#[test]
fn a_deadline_is_the_last_valid_second() {
    let mut suite = Suite::new();
    let (bob, now) = (suite.bob.clone(), suite.now());
    let order = |suite: &Suite, deadline| {
        Order::Swap(vec![suite.route(0, 1_000, &[0])], Terms { deadline: Some(deadline), ..Terms::default() })
    };
    let (late, on_time) = (order(&suite, now - 1), order(&suite, now));
    let refused = ContractError::DeadlinePassed { deadline: now - 1, now };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000), &late));
    suite.pay(&bob, (0, 1_000), &on_time).unwrap();
    suite.pay(&bob, (0, 1_000), &on_time).unwrap();
}

/// (9) Funds not sent, or several coins.
#[test]
fn exactly_one_coin_is_a_payment() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let msg = ExecuteMsg::Swap(Swap {
        routes: vec![suite.route(0, 1_000, &[0])],
        min_receive: None,
        recipient: None,
        deadline: None,
    });
    let none = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(none, |suite| suite.execute(&bob, &msg, &[]));
    let two = PaymentError::NotOneCoin { found: "1000uatom,1uusd".into() };
    let funds = [coin(1_000, "uatom"), coin(1, "uusd")];
    suite.assert_refused(two, |suite| suite.execute(&bob, &msg, &funds));
    // (8) Another coin than the route begins with: the pool does not know it.
    let refused = suite.execute(&bob, &msg, &[coin(1_000, "uusd")]).unwrap_err().to_string();
    assert!(refused.contains("the route comes to uusd twice"), "{refused}");
}

#[test]
fn the_router_is_no_recipient() {
    let mut suite = Suite::new();
    let (bob, router) = (suite.bob.clone(), suite.router.to_string());
    let terms = Terms { recipient: Some(router), ..Terms::default() };
    let order = Order::Swap(vec![suite.route(0, 1_000, &[0])], terms);
    suite.assert_refused(ContractError::SelfCall, |suite| suite.pay(&bob, (0, 1_000), &order));
}

#[test]
fn the_limits_are_told() {
    let suite = Suite::new();
    let limits = suite.query::<ConfigResponse>(&QueryMsg::Config {}).unwrap();
    assert_eq!(limits, ConfigResponse { max_hops: 8, max_routes: 8, max_exits: 4 });
}
