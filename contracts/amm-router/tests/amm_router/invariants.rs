//! The invariants of the page, over random histories.

use super::chained::registered;
use super::suite::{Order, STABLE, Suite, Terms, zap_out};
use cosmwasm_std::{Addr, Uint128};
use proptest::prelude::*;
use weal_api::amm_router::{Exit, QueryMsg, Route, RouteResponse, ZapInResponse, ZapOutResponse};
use weal_api::asset::Asset;

type Pools = &'static [usize];
type Ways = &'static [(usize, Pools)];

/// Routes from each asset to another: round the ring, and through the second pools of two pairs.
const ROUTES: [(usize, Pools, usize); 12] = [
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
    (0, &[7, 1, 2], 3),
    (3, &[2, 6, 0], 0),
];
/// Splits to one asset, some through the same assets by other pools.
const SPLITS: [(usize, [Pools; 2], usize); 6] = [
    (1, [&[0, 3], &[1, 2]], 3),
    (0, [&[0], &[7]], 1),
    (0, [&[7, 6], &[0, 1]], 2),
    (1, [&[6, 2], &[4]], 3),
    (0, [&[3], &[7, 1, 2]], 3),
    (2, [&[6, 7], &[2, 4, 0]], 0),
];
/// The act zaps into a pool, at once or by routes.
const WAYS_IN: [(usize, &[Pools], usize); 10] = [
    (0, &[], 0),
    (2, &[], 1),
    (3, &[], STABLE),
    (1, &[], STABLE),
    (0, &[&[0]], 1),
    (0, &[&[3, 4]], STABLE),
    (0, &[&[0], &[3, 4]], STABLE),
    (3, &[&[4], &[2, 1]], 0),
    (0, &[&[0, 6], &[7, 1]], STABLE),
    (3, &[&[4, 7], &[3]], 0),
];
/// The act zaps out of a pool by one asset or all, to one.
const WAYS_OUT: [(usize, Ways, usize); 12] = [
    (0, &[(0, &[])], 0),
    (1, &[(2, &[])], 2),
    (STABLE, &[(1, &[])], 1),
    (STABLE, &[(2, &[2, 3])], 0),
    (1, &[(1, &[0]), (2, &[2, 3])], 0),
    (0, &[(0, &[3]), (1, &[4])], 3),
    (STABLE, &[(1, &[4]), (2, &[2]), (3, &[])], 3),
    // A way through the asset of another, before it and behind it.
    (1, &[(1, &[0]), (2, &[6, 7])], 0),
    (1, &[(2, &[6, 0]), (1, &[7])], 0),
    (6, &[(1, &[7]), (2, &[1, 0])], 0),
    (STABLE, &[(1, &[7]), (2, &[2, 3]), (3, &[4, 0])], 0),
    (STABLE, &[(3, &[2, 1, 0]), (1, &[7]), (2, &[6, 4, 3])], 0),
];

/// One act of a user through the router.
#[derive(Clone, Debug)]
struct Act {
    /// The actor: alice, who provided every pool, bob or carol.
    who: usize,
    what: u8,
    choice: usize,
    amount: u128,
    part: u128,
    /// Asks for one unit more than it is quoted, so that the last of its legs fails.
    is_greedy: bool,
}

/// The movement of an act: an asset paid and one got, or LP shares.
struct Moved {
    /// The actor's balances after the act.
    wallet: [u128; 4],
    /// The pool whose shares changed, and the actor's shares of it.
    shares: Option<(usize, u128)>,
}

/// Does it; none where its simulation refuses or it asks for too much, in which case the message must refuse too.
fn step(suite: &mut Suite, user: &Addr, act: &Act) -> Option<Moved> {
    let Act { what, choice, amount, part, is_greedy, .. } = *act;
    let above = u128::from(is_greedy);
    let mut wallet = suite.wallet(user);
    match what {
        0 | 1 => {
            let (offer, ask, routes) = if what == 0 {
                let (offer, pools, ask) = ROUTES[choice % ROUTES.len()];
                (offer, ask, vec![suite.route(offer, amount, pools)])
            } else {
                let (offer, [first, second], ask) = SPLITS[choice % SPLITS.len()];
                let one = amount * part / 100 + 1;
                (offer, ask, vec![suite.route(offer, one, first), suite.route(offer, amount, second)])
            };
            let paid = routes.iter().map(|route: &Route| route.amount.u128()).sum();
            let quote = suite.simulate(offer, routes.clone());
            let bound = quote.as_ref().map_or(1, |quote| quote.receive.amount.u128() + above);
            let terms = Terms { bound: Some(bound), ..Terms::default() };
            let done = suite.pay(user, (offer, paid), &Order::Swap(routes, terms));
            assert_eq!(quote.is_ok() && !is_greedy, done.is_ok(), "{quote:?} {done:?}");
            done.ok()?;
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
            let needed = quote.as_ref().map_or(amount, |quote| quote.offer.amount.u128());
            let paid = if is_greedy { (needed - 1).max(1) } else { needed + part };
            let order = Order::ExactOut(hops, receive.u128(), Terms::default());
            let done = suite.pay(user, (offer, paid), &order);
            assert_eq!(quote.is_ok() && paid >= needed, done.is_ok(), "{quote:?} {done:?}");
            done.ok()?;
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
            let before = suite.shares(pool, user);
            let bound = quote.as_ref().map_or(1, |quote| quote.shares.u128() + above);
            let terms = Terms { bound: Some(bound), ..Terms::default() };
            let order = Order::ZapIn(suite.pools[pool].clone(), routes, terms);
            let done = suite.pay(user, (offer, paid), &order);
            assert_eq!(quote.is_ok() && !is_greedy, done.is_ok(), "{quote:?} {done:?}");
            done.ok()?;
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
            let before = suite.shares(pool, user);
            let shares = Uint128::new((before * part / 100).max(1).min(before));
            let token = suite.pools[pool].clone();
            let query = QueryMsg::SimulateZapOut { pool: token.to_string(), shares, exits: exits.clone() };
            let quote = suite.query::<ZapOutResponse>(&query);
            let bound = quote.as_ref().map_or(1, |quote| quote.receive.amount.u128() + above);
            let done = suite.send(user, &token, shares.u128(), &zap_out(exits, bound));
            assert_eq!(quote.is_ok() && !is_greedy, done.is_ok(), "{quote:?} {done:?}");
            done.ok()?;
            wallet[ask] += quote.ok()?.receive.amount.u128();
            Some(Moved { wallet, shares: Some((pool, before - shares.u128())) })
        }
    }
}

/// The sum of all accounts' balances of each asset.
fn money(suite: &Suite) -> [u128; 4] {
    let mut sum = suite.wallet(&suite.router);
    for account in [&suite.alice, &suite.bob, &suite.carol].into_iter().chain(&suite.pools) {
        for (sum, amount) in sum.iter_mut().zip(suite.wallet(account)) {
            *sum += amount;
        }
    }
    sum
}

fn act() -> impl Strategy<Value = Act> {
    let is_greedy = prop::bool::weighted(0.15);
    (0usize..3, 0u8..7, 0usize..60, 1u128..60_000_000, 1u128..=100, is_greedy).prop_map(
        |(who, what, choice, amount, part, is_greedy)| Act { who, what, choice, amount, part, is_greedy },
    )
}

fn cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(48)))]

    /// I1 nothing left behind after any message, donations untouched; I2 every simulation equals the execution in its block, to the
    /// unit, and refuses where it refuses; (31). Providers trade and traders provide, and an act that asks for too much fails at its end.
    #[test]
    fn random_histories_keep_every_invariant(
        acts in prop::collection::vec(act(), 1..14),
        donated in any::<bool>(),
        of_factory in any::<bool>(),
    ) {
        let mut suite = if of_factory { registered() } else { Suite::new() };
        if donated {
            suite.donate();
        }
        let (left, all) = (suite.left_behind(), money(&suite));
        for act in acts {
            let user = [&suite.alice, &suite.bob, &suite.carol][act.who].clone();
            let before = suite.wallet(&user);
            match step(&mut suite, &user, &act) {
                Some(Moved { wallet, shares }) => {
                    prop_assert_eq!(suite.wallet(&user), wallet);
                    if let Some((pool, shares)) = shares {
                        prop_assert_eq!(suite.shares(pool, &user), shares);
                    }
                }
                None => prop_assert_eq!(suite.wallet(&user), before),
            }
            prop_assert_eq!(suite.left_behind(), left);
            prop_assert_eq!(money(&suite), all);
        }
    }
}
