//! Allowances: given, lowered, spent, ended; and what nobody can do without one.

use super::suite::{Suite, allow, attributes, lower, send_from, transfer_from};
use cosmwasm_std::{Timestamp, Uint128};
use cw_utils::Expiration;
use weal_cw20_ledger::{Cw20Error, deduct_allowance};

/// A transfer of zero needs an allowance too: without one a stranger would write events with the owner's name and rows
/// into the owner's list of allowances, and make holders.
#[test]
fn without_an_allowance_not_even_nothing_is_moved() {
    let mut suite = Suite::new();
    let (alice, mallory, lookalike) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    let reason = format!("{mallory} has no allowance on {alice}'s tokens");
    for amount in [0, 1, u128::MAX] {
        suite.assert_refused(&mallory, transfer_from(&alice, &lookalike, amount), &reason);
        suite.assert_refused(&mallory, send_from(&alice, &lookalike, amount), &reason);
        let (block, amount) = (suite.env().block, Uint128::new(amount));
        let (storage, api) = (&mut suite.deps.storage, &suite.deps.api);
        let refused = deduct_allowance(storage, api, &block, &alice, &mallory, amount).unwrap_err();
        assert!(
            matches!(&refused, Cw20Error::NoAllowance { owner, spender } if *owner == alice && *spender == mallory)
        );
    }
    // The owner itself has none either.
    let reason = format!("{alice} has no allowance on {alice}'s tokens");
    suite.assert_refused(&alice, transfer_from(&alice, &lookalike, 0), &reason);
}

#[test]
fn lowering_what_was_never_given_is_refused() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let reason = format!("{bob} has no allowance on {alice}'s tokens");
    for amount in [0, 1] {
        suite.assert_refused(&alice, lower(&bob, amount, None), &reason);
    }
    suite.execute(&alice, allow(&bob, 5, None)).unwrap();
    suite.execute(&alice, lower(&bob, 5, None)).unwrap();
    suite.assert_refused(&alice, lower(&bob, 1, None), &reason);
}

#[test]
fn what_was_given_is_spent_to_the_unit_and_taken_back_without_a_trace() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let before = suite.records();
    let response = suite.execute(&alice, allow(&bob, 60, None)).unwrap();
    let expected = [
        ("action", "increase_allowance"),
        ("owner", alice.as_str()),
        ("spender", bob.as_str()),
        ("amount", "60"),
    ];
    assert_eq!(attributes(&response), expected);
    suite.execute(&alice, allow(&bob, 40, None)).unwrap();
    let reason = format!("{bob} may move 100 of {alice}'s tokens, 101 are needed");
    suite.assert_refused(&bob, transfer_from(&alice, &alice, 101), &reason);
    suite.execute(&bob, transfer_from(&alice, &alice, 99)).unwrap();
    assert_eq!(suite.allowance(&alice, &bob).allowance.u128(), 1);
    suite.execute(&bob, transfer_from(&alice, &alice, 1)).unwrap();
    // Spent, and not taken back: nothing may be moved, as cw20-base has it.
    suite.execute(&bob, transfer_from(&alice, &alice, 0)).unwrap();
    let reason = format!("{bob} may move 0 of {alice}'s tokens, 1 are needed");
    suite.assert_refused(&bob, transfer_from(&alice, &alice, 1), &reason);
    let response = suite.execute(&alice, lower(&bob, 0, None)).unwrap();
    let expected = [
        ("action", "decrease_allowance"),
        ("owner", alice.as_str()),
        ("spender", bob.as_str()),
        ("amount", "0"),
    ];
    assert_eq!(attributes(&response), expected);
    assert_eq!(suite.records(), before);
}

#[test]
fn lowering_leaves_the_rest_and_its_expiry() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let end = Expiration::AtHeight(200);
    suite.execute(&alice, allow(&bob, 100, Some(end))).unwrap();
    suite.execute(&alice, lower(&bob, 99, None)).unwrap();
    let left = suite.allowance(&alice, &bob);
    assert_eq!((left.allowance.u128(), left.expires), (1, end));
    let later = Expiration::AtTime(Timestamp::from_seconds(300));
    suite.execute(&alice, allow(&bob, 9, Some(later))).unwrap();
    suite.execute(&alice, lower(&bob, 4, Some(Expiration::Never {}))).unwrap();
    let left = suite.allowance(&alice, &bob);
    assert_eq!((left.allowance.u128(), left.expires), (6, Expiration::Never {}));
}

#[test]
fn an_allowance_ends_with_the_block_or_second_of_its_expiry() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    for end in [Expiration::AtHeight(110), Expiration::AtTime(Timestamp::from_seconds(110))] {
        suite.height = 109;
        suite.execute(&alice, allow(&bob, 10, Some(end))).unwrap();
        suite.execute(&bob, transfer_from(&alice, &bob, 1)).unwrap();
        suite.height = 110;
        let reason = format!("the allowance of {bob} on {alice}'s tokens has expired");
        for amount in [0, 1, 1_000] {
            suite.assert_refused(&bob, transfer_from(&alice, &bob, amount), &reason);
            suite.assert_refused(&bob, send_from(&alice, &bob, amount), &reason);
        }
        let reason = "an allowance cannot be given with an expiry that has passed";
        suite.assert_refused(&alice, allow(&bob, 1, Some(end)), reason);
        suite.assert_refused(&alice, lower(&bob, 1, Some(end)), reason);
        // Taken back whatever the expiry; added to without a new one it stays ended.
        suite.execute(&alice, allow(&bob, 1, None)).unwrap();
        assert_eq!(suite.allowance(&alice, &bob).expires, end);
        suite.execute(&alice, lower(&bob, 10, Some(end))).unwrap();
        assert_eq!(suite.allowance(&alice, &bob), Default::default());
    }
}

#[test]
fn nobody_is_its_own_spender() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let reason = format!("{alice} cannot be its own spender");
    suite.assert_refused(&alice, allow(&alice, 1, None), &reason);
    suite.assert_refused(&alice, lower(&alice, 1, None), &reason);
}

#[test]
fn an_allowance_holds_at_most_what_a_balance_can() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, allow(&bob, u128::MAX, None)).unwrap();
    let reason = format!("{} + 1 is above 2^128 − 1", u128::MAX);
    suite.assert_refused(&alice, allow(&bob, 1, None), &reason);
    suite.execute(&alice, allow(&bob, 0, None)).unwrap();
}

#[test]
fn an_allowance_is_of_one_owner_to_one_spender() {
    let mut suite = Suite::new();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    suite.execute(&alice, allow(&bob, 10, None)).unwrap();
    assert_eq!(suite.allowance(&bob, &alice).allowance.u128(), 0);
    let reason = format!("{carol} has no allowance on {alice}'s tokens");
    suite.assert_refused(&carol, transfer_from(&alice, &carol, 1), &reason);
    let reason = format!("{alice} has no allowance on {bob}'s tokens");
    suite.assert_refused(&alice, transfer_from(&bob, &carol, 0), &reason);
}
