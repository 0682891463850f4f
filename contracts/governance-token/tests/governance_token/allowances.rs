use super::suite::{Suite, allow, attributes, pairs};
use cosmwasm_std::{Addr, Uint128};
use cw_utils::Expiration;
use weal_api::cw20::{AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse};
use weal_api::governance_token::{ExecuteMsg, QueryMsg};

fn transfer_from(owner: &Addr, recipient: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::TransferFrom {
        owner: owner.to_string(),
        recipient: recipient.to_string(),
        amount: Uint128::new(amount),
    }
}

#[test]
fn a_spender_moves_what_it_was_allowed_and_not_one_unit_more() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let response = suite.execute(&alice, &allow(&bob, 100)).unwrap();
    let expected = [
        ("action", "increase_allowance"),
        ("owner", alice.as_str()),
        ("spender", bob.as_str()),
        ("amount", "100"),
    ];
    assert_eq!(attributes(&response), pairs(&expected));

    let reason = format!("{bob} may move 100 of {alice}'s tokens, 101 are needed");
    suite.assert_refused(&bob, &transfer_from(&alice, &bob, 101), &reason);

    let response = suite.execute(&bob, &transfer_from(&alice, &bob, 100)).unwrap();
    let expected = [
        ("action", "transfer_from"),
        ("from", alice.as_str()),
        ("to", bob.as_str()),
        ("by", bob.as_str()),
        ("amount", "100"),
    ];
    assert_eq!(attributes(&response), pairs(&expected));
    assert_eq!((suite.balance(&alice), suite.balance(&bob)), (900, 100));
    assert!(suite.allowance(&alice, &bob).allowance.is_zero());
}

/// A stranger cannot even move nothing: that would make events in the owner's name, rows in its allowances, and
/// holders.
#[test]
fn a_stranger_writes_nothing_in_an_owners_name() {
    let mut suite = Suite::new();
    let (alice, mallory, lookalike) = (suite.alice.clone(), suite.bob.clone(), suite.minter.clone());
    let reason = format!("{mallory} has no allowance on {alice}'s tokens");
    for amount in [0, 1, 1_000, u128::MAX] {
        let (owner, amount) = (alice.to_string(), Uint128::new(amount));
        let contract = suite.token.to_string();
        suite.assert_refused(&mallory, &transfer_from(&alice, &lookalike, amount.u128()), &reason);
        suite.assert_refused(&mallory, &ExecuteMsg::BurnFrom { owner: owner.clone(), amount }, &reason);
        let send_from = ExecuteMsg::SendFrom { owner, contract, amount, msg: b"{}".into() };
        suite.assert_refused(&mallory, &send_from, &reason);
    }
    let given: AllAllowancesResponse =
        suite.query(&QueryMsg::AllAllowances { owner: alice.to_string(), start_after: None, limit: None });
    assert_eq!(given.allowances, []);
    let holders: AllAccountsResponse = suite.query(&QueryMsg::AllAccounts { start_after: None, limit: None });
    assert_eq!(holders.accounts, [alice.to_string()]);
}

#[test]
fn lowering_what_was_never_given_is_refused() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let lower =
        ExecuteMsg::DecreaseAllowance { spender: bob.to_string(), amount: Uint128::one(), expires: None };
    suite.assert_refused(&alice, &lower, &format!("{bob} has no allowance on {alice}'s tokens"));
}

#[test]
fn an_allowance_ends_at_its_expiry() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let height = suite.app.block_info().height + 1;
    let expires = Some(Expiration::AtHeight(height));
    let allow = ExecuteMsg::IncreaseAllowance { spender: bob.to_string(), amount: Uint128::new(10), expires };
    suite.execute(&alice, &allow).unwrap();
    suite.execute(&bob, &transfer_from(&alice, &bob, 1)).unwrap();
    suite.app.update_block(|block| block.height = height);
    let reason = format!("the allowance of {bob} on {alice}'s tokens has expired");
    suite.assert_refused(&bob, &transfer_from(&alice, &bob, 1), &reason);
    suite.assert_refused(&alice, &allow, "an expiry that has passed");
}

#[test]
fn decreasing_to_zero_or_below_deletes_the_allowance() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, &allow(&bob, 100)).unwrap();
    let decrease = |amount| ExecuteMsg::DecreaseAllowance {
        spender: bob.to_string(),
        amount: Uint128::new(amount),
        expires: None,
    };
    suite.execute(&alice, &decrease(40)).unwrap();
    assert_eq!(suite.allowance(&alice, &bob).allowance.u128(), 60);
    suite.execute(&alice, &decrease(61)).unwrap();
    let listed: AllAllowancesResponse =
        suite.query(&QueryMsg::AllAllowances { owner: alice.to_string(), start_after: None, limit: None });
    assert_eq!(listed.allowances, []);
}

#[test]
fn nobody_is_its_own_spender() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    suite.assert_refused(&alice, &allow(&alice, 1), &format!("{alice} cannot be its own spender"));
}

#[test]
fn burning_from_an_allowance_lowers_both() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, &allow(&bob, 100)).unwrap();
    let burn_from = ExecuteMsg::BurnFrom { owner: alice.to_string(), amount: Uint128::new(30) };
    let response = suite.execute(&bob, &burn_from).unwrap();
    let expected =
        [("action", "burn_from"), ("from", alice.as_str()), ("by", bob.as_str()), ("amount", "30")];
    assert_eq!(attributes(&response), pairs(&expected));
    assert_eq!((suite.supply(), suite.allowance(&alice, &bob).allowance.u128()), (970, 70));
}

#[test]
fn allowances_are_listed_from_both_sides() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, &allow(&bob, 7)).unwrap();
    let given: AllAllowancesResponse =
        suite.query(&QueryMsg::AllAllowances { owner: alice.to_string(), start_after: None, limit: None });
    assert_eq!(
        (given.allowances[0].spender.as_str(), given.allowances[0].allowance.u128()),
        (bob.as_str(), 7)
    );
    let held: AllSpenderAllowancesResponse = suite.query(&QueryMsg::AllSpenderAllowances {
        spender: bob.to_string(),
        start_after: None,
        limit: None,
    });
    assert_eq!((held.allowances[0].owner.as_str(), held.allowances[0].allowance.u128()), (alice.as_str(), 7));
}
