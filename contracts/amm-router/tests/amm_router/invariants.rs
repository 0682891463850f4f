//! The invariants of the page, over random histories.

use super::suite::{Order, Suite, Terms};
use api::amm_router::{Cw20HookMsg, QueryMsg, RouteResponse};
use cosmwasm_std::Uint128;
use proptest::prelude::*;

/// Routes round the ring from each asset.
const ROUTES: [(usize, &[usize]); 10] = [
    (0, &[0]),
    (0, &[0, 1]),
    (0, &[3, 2]),
    (0, &[0, 1, 2]),
    (1, &[1, 2, 3]),
    (1, &[4]),
    (2, &[1, 0]),
    (2, &[2]),
    (3, &[2, 1, 0]),
    (3, &[4, 0]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// I1 nothing left behind, donations untouched; I2 a quote equals the execution in its block; (31).
    #[test]
    fn random_histories_keep_every_invariant(
        steps in prop::collection::vec((0u8..5, 0usize..10, 2_000u128..60_000_000, 1u128..100), 1..10),
    ) {
        let mut suite = Suite::new();
        suite.donate();
        let (bob, before) = (suite.bob.clone(), suite.left_behind());
        let total = |suite: &Suite| {
            let mut sum = suite.wallet(&suite.router);
            for account in [&suite.alice, &suite.bob, &suite.carol].into_iter().chain(&suite.pools) {
                for (sum, amount) in sum.iter_mut().zip(suite.wallet(account)) {
                    *sum += amount;
                }
            }
            sum
        };
        let money = total(&suite);
        let free = Terms { bound: Some(1), ..Terms::default() };
        for (what, route, amount, part) in steps {
            let (offer, pools) = ROUTES[route];
            let ask = *super::suite::PAIRS[*pools.last().unwrap()].iter().find(|asset| {
                suite.hops(offer, pools).last().unwrap().ask == suite.assets[**asset]
            }).unwrap();
            let wallet = suite.wallet(&bob);
            match what {
                0 => {
                    let routes = vec![suite.route(offer, amount, pools)];
                    let quote = suite.simulate(offer, routes.clone()).unwrap();
                    suite.pay(&bob, (offer, amount), &Order::Swap(routes, free.clone())).unwrap();
                    let mut expected = wallet;
                    expected[offer] -= amount;
                    expected[ask] += quote.receive.amount.u128();
                    prop_assert_eq!(suite.wallet(&bob), expected);
                }
                1 => {
                    let (one, other) = (amount * part / 100 + 1, amount);
                    let routes = vec![suite.route(1, one, &[0, 3]), suite.route(1, other, &[1, 2])];
                    let quote = suite.simulate(1, routes.clone()).unwrap();
                    let bound = Some(quote.receive.amount.u128());
                    let terms = Terms { bound, ..Terms::default() };
                    suite.pay(&bob, (1, one + other), &Order::Swap(routes, terms)).unwrap();
                    let mut expected = wallet;
                    expected[1] -= one + other;
                    expected[3] += quote.receive.amount.u128();
                    prop_assert_eq!(suite.wallet(&bob), expected);
                }
                2 => {
                    let hops = suite.hops(offer, pools);
                    let receive = Uint128::new(amount / 20 + 1);
                    let query = QueryMsg::ReverseSimulateRoute { offer: suite.assets[offer].clone(), hops: hops.clone(), receive };
                    let Ok(quote) = suite.query::<RouteResponse>(&query) else { continue };
                    prop_assert!(quote.receive.amount >= receive);
                    let paid = quote.offer.amount.u128() + part;
                    suite.pay(&bob, (offer, paid), &Order::ExactOut(hops, receive.u128(), Terms::default())).unwrap();
                    let mut expected = wallet;
                    expected[offer] -= quote.offer.amount.u128();
                    expected[ask] += quote.receive.amount.u128();
                    prop_assert_eq!(suite.wallet(&bob), expected);
                }
                3 => {
                    let pool = suite.pools[pools[0]].clone();
                    suite.pay(&bob, (offer, amount), &Order::ZapIn(pool, free.clone())).unwrap();
                    prop_assert!(suite.wallet(&bob)[offer] < wallet[offer]);
                }
                _ => {
                    let (pool, shares) = (suite.pools[pools[0]].clone(), suite.shares(pools[0], &bob) * part / 100);
                    let min_receive = Some(Uint128::one());
                    let hook = Cw20HookMsg::ZapOut { ask: suite.assets[offer].clone(), min_receive, recipient: None, deadline: None };
                    if shares > 1_000 {
                        suite.send(&bob, &pool, shares, &hook).unwrap();
                        prop_assert!(suite.wallet(&bob)[offer] > wallet[offer]);
                    }
                }
            }
            prop_assert_eq!(suite.left_behind(), before);
            prop_assert_eq!(total(&suite), money);
        }
    }
}
