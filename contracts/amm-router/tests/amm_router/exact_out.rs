//! Buying an exact amount along a route.

use super::suite::{DEEP, Order, RICH, Suite, Terms};
use amm_router::ContractError;
use cosmwasm_std::Uint128;
use weal_api::amm_router::{QueryMsg, RouteResponse};

fn reverse(suite: &Suite, offer: usize, pools: &[usize], receive: u128) -> RouteResponse {
    let (hops, offer) = (suite.hops(offer, pools), suite.assets[offer].clone());
    suite.query(&QueryMsg::ReverseSimulateRoute { offer, hops, receive: Uint128::new(receive) }).unwrap()
}

#[test]
fn the_excess_comes_back_and_the_output_is_bought() {
    for (offer, pools, ask) in
        [(0, vec![0], 1), (0, vec![0, 1, 2], 3), (2, vec![2, 3], 0), (3, vec![2, 1], 1)]
    {
        let mut suite = Suite::new();
        let bob = suite.bob.clone();
        let quote = reverse(&suite, offer, &pools, 5_000_000);
        let order = Order::ExactOut(suite.hops(offer, &pools), 5_000_000, Terms::default());
        suite.pay(&bob, (offer, DEEP), &order).unwrap();
        let mut expected = [RICH; 4];
        expected[offer] -= quote.offer.amount.u128();
        expected[ask] += quote.receive.amount.u128();
        assert_eq!(suite.wallet(&bob), expected);
        assert!((5_000_000..=5_000_002).contains(&quote.receive.amount.u128()));
        assert_eq!(suite.left_behind(), ([0; 4], 0, 0));
    }
}

#[test]
fn the_payment_is_the_most_it_may_cost() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let needed = reverse(&suite, 0, &[0, 1], 5_000_000).offer.amount.u128();
    let order = Order::ExactOut(suite.hops(0, &[0, 1]), 5_000_000, Terms::default());
    let (found, required) = (Uint128::new(needed - 1), Uint128::new(needed));
    let refused = ContractError::AboveMaxOffer { found, required };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, needed - 1), &order));
    suite.pay(&bob, (0, needed), &order).unwrap();
    assert_eq!(suite.wallet(&bob)[0], RICH - needed);
}

/// (13) An exact output of nothing, and one that no reserve holds (Dexter, critical: an error became zero input).
#[test]
fn nothing_and_more_than_there_is_are_refused() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let hops = suite.hops(0, &[0, 1]);
    let nothing = Order::ExactOut(hops.clone(), 0, Terms::default());
    suite.assert_refused(ContractError::ZeroAmount, |suite| suite.pay(&bob, (0, 1_000), &nothing));
    let everything = Order::ExactOut(hops, DEEP, Terms::default());
    let before = suite.wallet(&bob);
    let refused = suite.pay(&bob, (0, DEEP), &everything).unwrap_err().to_string();
    assert!(
        refused.contains("1003009028 is needed before the fee, but the reserve is 1000000000 and cannot be"),
        "{refused}"
    );
    assert_eq!(suite.wallet(&bob), before);
}
