use super::suite::{Suite, attributes, canonical, pairs, transfer};
use cosmwasm_std::{Binary, Uint128, coins};
use weal_api::cw20::{AllAccountsResponse, TokenInfoResponse};
use weal_api::governance_token::{ExecuteMsg, QueryMsg};

#[test]
fn a_transfer_moves_tokens_and_says_so_as_cw20_base_does() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());

    let response = suite.execute(&alice, &transfer(&bob, 400)).unwrap();

    assert_eq!((suite.balance(&alice), suite.balance(&bob), suite.supply()), (600, 400, 1_000));
    let expected =
        [("action", "transfer"), ("from", alice.as_str()), ("to", bob.as_str()), ("amount", "400")];
    assert_eq!(attributes(&response), pairs(&expected));
}

#[test]
fn the_whole_balance_moves_and_one_unit_more_is_refused() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let reason = format!("{alice} has 1000, 1001 are needed");
    suite.assert_refused(&alice, &transfer(&bob, 1_001), &reason);
    suite.execute(&alice, &transfer(&bob, 1_000)).unwrap();
    assert_eq!((suite.balance(&alice), suite.balance(&bob)), (0, 1_000));
}

#[test]
fn a_transfer_to_oneself_or_of_nothing_changes_no_balance() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let before = suite.snapshot();
    suite.execute(&alice, &transfer(&alice, 400)).unwrap();
    suite.execute(&alice, &transfer(&bob, 0)).unwrap();
    assert_eq!(suite.snapshot(), before);
}

#[test]
fn two_transfers_in_one_block_both_count() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, &transfer(&bob, 1)).unwrap();
    suite.execute(&alice, &transfer(&bob, 1)).unwrap();
    assert_eq!(suite.balance(&bob), 2);
}

#[test]
fn burning_lowers_the_supply() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let response = suite.execute(&alice, &ExecuteMsg::Burn { amount: Uint128::new(300) }).unwrap();
    assert_eq!((suite.balance(&alice), suite.supply()), (700, 700));
    let expected = [("action", "burn"), ("from", alice.as_str()), ("amount", "300")];
    assert_eq!(attributes(&response), pairs(&expected));
    let reason = format!("{alice} has 700, 701 are needed");
    suite.assert_refused(&alice, &ExecuteMsg::Burn { amount: Uint128::new(701) }, &reason);
}

#[test]
fn funds_with_any_message_are_refused() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let error = suite.execute_with(&alice, &transfer(&bob, 1), &coins(1, "uusd")).unwrap_err();
    assert!(error.to_string().contains("takes no funds, but 1uusd was sent"), "{error}");
    assert_eq!(suite.balance(&bob), 0);
}

#[test]
fn an_upper_case_or_foreign_recipient_is_refused() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let upper = (suite.bob.as_str().to_uppercase(), "address not normalized");
    let rest = ["osmo1abc".into(), String::new(), "x".repeat(300)].map(|text: String| (text, "parse failed"));
    for (recipient, reason) in [upper].into_iter().chain(rest) {
        let before = suite.snapshot();
        let msg = ExecuteMsg::Transfer { recipient, amount: Uint128::new(1) };
        let error = suite.execute(&alice, &msg).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert_eq!(suite.snapshot(), before);
    }
}

#[test]
fn a_send_to_an_account_that_is_no_contract_moves_nothing() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let before = suite.snapshot();
    let send =
        ExecuteMsg::Send { contract: bob.to_string(), amount: Uint128::new(5), msg: Binary::default() };
    let error = suite.execute(&alice, &send).unwrap_err().to_string();
    // The hook goes out and finds no contract there.
    assert!(error.contains("ContractData") && error.contains("not found"), "{error}");
    assert_eq!(suite.snapshot(), before);
}

#[test]
fn names_symbols_and_decimals_are_checked_at_their_bounds() {
    for (name, accepted) in [("ab", false), ("abc", true), (&"n".repeat(50), true), (&"n".repeat(51), false)]
    {
        assert_eq!(Suite::try_with(|msg| msg.name = name.into()).is_ok(), accepted, "{name}");
    }
    for (symbol, accepted) in [("AB", false), ("AB-c", true), ("ABCDEFGHIJKLM", false), ("AB1", false)] {
        assert_eq!(Suite::try_with(|msg| msg.symbol = symbol.into()).is_ok(), accepted, "{symbol}");
    }
    for (decimals, accepted) in [(0, true), (18, true), (19, false)] {
        assert_eq!(Suite::try_with(|msg| msg.decimals = decimals).is_ok(), accepted, "{decimals}");
    }
}

#[test]
fn queries_describe_the_token_and_its_holders() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, &transfer(&bob, 1)).unwrap();
    let info: TokenInfoResponse = suite.query(&QueryMsg::TokenInfo {});
    assert_eq!((info.name.as_str(), info.symbol.as_str(), info.decimals), ("Commonweal", "WEAL", 6));
    let mut holders = [alice.to_string(), bob.to_string()];
    holders.sort_by_key(|holder| canonical(holder));
    let first: AllAccountsResponse =
        suite.query(&QueryMsg::AllAccounts { start_after: None, limit: Some(1) });
    assert_eq!(first.accounts, holders[..1]);
    let start_after = Some(holders[0].clone());
    let rest: AllAccountsResponse = suite.query(&QueryMsg::AllAccounts { start_after, limit: None });
    assert_eq!(rest.accounts, holders[1..]);
}
