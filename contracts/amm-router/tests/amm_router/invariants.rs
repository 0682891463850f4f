//! The invariants of the page, over random histories.

use super::chained::registered;
use super::suite::{Order, STABLE, Suite, Terms, zap_out};
use api::amm_router::{Exit, QueryMsg, Route, RouteResponse, ZapInResponse, ZapOutResponse};
use api::asset::Asset;
use cosmwasm_std::Uint128;
use proptest::prelude::*;

type Pools = &'static [usize];
type Ways = &'static [(usize, Pools)];

/// Routes round the ring from each asset to another.
const ROUTES: [(usize, Pools, usize); 10] = [
    (0, &[0], 1),
    (0, &[0, 1], 2),
    (0, &[3, 2], 2),
    (0, &[0, 1, 2], 3),
    (1, &[1, 2, 3], 0),
    (1, &[4], 3),
    (2, &[1, 0], 0),
    (2, &[2], 3),
    (3, &[2, 1, 0], 0),
    (3, &[4, 0], 0),
];
/// Into a pool, at once or by routes.
const WAYS_IN: [(usize, &[Pools], usize); 8] = [
    (0, &[], 0),
    (2, &[], 1),
    (3, &[], STABLE),
    (1, &[], STABLE),
    (0, &[&[0]], 1),
    (0, &[&[3, 4]], STABLE),
    (0, &[&[0], &[3, 4]], STABLE),
    (3, &[&[4], &[2, 1]], 0),
];
/// Out of a pool by one asset or all, to one.
const WAYS_OUT: [(usize, Ways, usize); 7] = [
    (0, &[(0, &[])], 0),
    (1, &[(2, &[])], 2),
    (STABLE, &[(1, &[])], 1),
    (STABLE, &[(2, &[2, 3])], 0),
    (1, &[(1, &[0]), (2, &[2, 3])], 0),
    (0, &[(0, &[3]), (1, &[4])], 3),
    (STABLE, &[(1, &[4]), (2, &[2]), (3, &[])], 3),
];

fn free() -> Terms {
    Terms { bound: Some(1), ..Terms::default() }
}

/// What a step moved: an asset paid and one got, or LP shares.
struct Moved {
    /// What bob has, after.
    wallet: [u128; 4],
    /// Of which pool his shares changed, and what they are.
    shares: Option<(usize, u128)>,
}

/// Does a step; none where its simulation refuses, in which case the message must too.
fn step(suite: &mut Suite, (what, choice, amount, part): (u8, usize, u128, u128)) -> Option<Moved> {
    let bob = suite.bob.clone();
    let mut wallet = suite.wallet(&bob);
    match what {
        0 | 1 => {
            let (offer, pools, ask) = ROUTES[choice % ROUTES.len()];
            let (offer, ask, routes) = if what == 0 {
                (offer, ask, vec![suite.route(offer, amount, pools)])
            } else {
                let one = amount * part / 100 + 1;
                (1, 3, vec![suite.route(1, one, &[0, 3]), suite.route(1, amount, &[1, 2])])
            };
            let paid = routes.iter().map(|route: &Route| route.amount.u128()).sum();
            let quote = suite.simulate(offer, routes.clone());
            let bound = quote.as_ref().map_or(1, |quote| quote.receive.amount.u128());
            let terms = Terms { bound: Some(bound), ..Terms::default() };
            let done = suite.pay(&bob, (offer, paid), &Order::Swap(routes, terms));
            assert_eq!(quote.is_ok(), done.is_ok(), "{quote:?} {done:?}");
            wallet[offer] -= paid;
            wallet[ask] += quote.ok()?.receive.amount.u128();
            Some(Moved { wallet, shares: None })
        }
        2 => {
            let (offer, pools, ask) = ROUTES[choice % ROUTES.len()];
            let (hops, receive) = (suite.hops(offer, pools), Uint128::new(amount / 20 + 1));
            let info = suite.assets[offer].clone();
            let query = QueryMsg::ReverseSimulateRoute { offer: info, hops: hops.clone(), receive };
            let quote = suite.query::<RouteResponse>(&query);
            let paid = quote.as_ref().map_or(amount, |quote| quote.offer.amount.u128()) + part;
            let order = Order::ExactOut(hops, receive.u128(), Terms::default());
            let done = suite.pay(&bob, (offer, paid), &order);
            assert_eq!(quote.is_ok(), done.is_ok(), "{quote:?} {done:?}");
            let quote = quote.ok()?;
            assert!(quote.receive.amount >= receive);
            wallet[offer] -= quote.offer.amount.u128();
            wallet[ask] += quote.receive.amount.u128();
            Some(Moved { wallet, shares: None })
        }
        3 => {
            let (offer, parts, pool) = WAYS_IN[choice % WAYS_IN.len()];
            let routes: Vec<Route> = parts.iter().map(|pools| suite.route(offer, amount, pools)).collect();
            let paid = amount * u128::try_from(parts.len().max(1)).unwrap();
            let query = QueryMsg::SimulateZapIn {
                offer: Asset::new(suite.assets[offer].clone(), paid),
                pool: suite.pools[pool].to_string(),
                routes: Some(routes.clone()),
            };
            let quote = suite.query::<ZapInResponse>(&query);
            let before = suite.shares(pool, &bob);
            let order = Order::ZapIn(suite.pools[pool].clone(), routes, free());
            let done = suite.pay(&bob, (offer, paid), &order);
            assert_eq!(quote.is_ok(), done.is_ok(), "{quote:?} {done:?}");
            let quote = quote.ok()?;
            wallet[offer] -= paid;
            for back in &quote.refunded {
                let asset = suite.assets.iter().position(|info| *info == back.info).unwrap();
                wallet[asset] += back.amount.u128();
            }
            Some(Moved { wallet, shares: Some((pool, before + quote.shares.u128())) })
        }
        _ => {
            let (pool, ways, ask) = WAYS_OUT[choice % WAYS_OUT.len()];
            let exits: Vec<Exit> = ways.iter().map(|(asset, pools)| suite.exit(*asset, pools)).collect();
            let before = suite.shares(pool, &bob);
            let shares = Uint128::new((before * part / 100).max(1).min(before));
            let token = suite.pools[pool].clone();
            let query = QueryMsg::SimulateZapOut { pool: token.to_string(), shares, exits: exits.clone() };
            let quote = suite.query::<ZapOutResponse>(&query);
            let bound = quote.as_ref().map_or(1, |quote| quote.receive.amount.u128());
            let done = suite.send(&bob, &token, shares.u128(), &zap_out(exits, bound));
            assert_eq!(quote.is_ok(), done.is_ok(), "{quote:?} {done:?}");
            wallet[ask] += quote.ok()?.receive.amount.u128();
            Some(Moved { wallet, shares: Some((pool, before - shares.u128())) })
        }
    }
}

/// Of each asset, what all accounts have together.
fn money(suite: &Suite) -> [u128; 4] {
    let mut sum = suite.wallet(&suite.router);
    for account in [&suite.alice, &suite.bob, &suite.carol].into_iter().chain(&suite.pools) {
        for (sum, amount) in sum.iter_mut().zip(suite.wallet(account)) {
            *sum += amount;
        }
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// I1 nothing left behind, donations untouched; I2 every simulation equals the execution in its block, to the unit, and
    /// refuses where it refuses; (31).
    #[test]
    fn random_histories_keep_every_invariant(
        steps in prop::collection::vec((0u8..6, 0usize..40, 1u128..60_000_000, 1u128..=100), 1..12),
        donated in any::<bool>(),
        of_factory in any::<bool>(),
    ) {
        let mut suite = if of_factory { registered() } else { Suite::new() };
        if donated {
            suite.donate();
        }
        let (bob, left, all) = (suite.bob.clone(), suite.left_behind(), money(&suite));
        for what in steps {
            let before = suite.wallet(&bob);
            match step(&mut suite, what) {
                Some(Moved { wallet, shares }) => {
                    prop_assert_eq!(suite.wallet(&bob), wallet);
                    if let Some((pool, shares)) = shares {
                        prop_assert_eq!(suite.shares(pool, &bob), shares);
                    }
                }
                None => prop_assert_eq!(suite.wallet(&bob), before),
            }
            prop_assert_eq!(suite.left_behind(), left);
            prop_assert_eq!(money(&suite), all);
        }
    }
}
