//! Balances, and what is said of their moving.

use super::suite::{Suite, address, allow, attributes, send_from, transfer, transfer_from};
use cosmwasm_std::{CosmosMsg, Response, Uint128, WasmMsg};
use weal_api::cw20::Cw20ExecuteMsg;
use weal_cw20_ledger::{credit, debit, move_balance};

#[test]
fn a_transfer_moves_up_to_the_whole_balance_and_says_so() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.assert_refused(&alice, transfer(&bob, 1_001), &format!("{alice} has 1000, 1001 are needed"));
    let response = suite.execute(&alice, transfer(&bob, 1_000)).unwrap();
    let expected =
        [("action", "transfer"), ("from", alice.as_str()), ("to", bob.as_str()), ("amount", "1000")];
    assert_eq!(attributes(&response), expected);
    assert_eq!((suite.balance(&alice), suite.balance(&bob), suite.supply()), (0, 1_000, 1_000));
    suite.assert_refused(&alice, transfer(&bob, 1), &format!("{alice} has 0, 1 are needed"));
}

#[test]
fn a_transfer_to_oneself_changes_nothing() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let before = suite.records();
    suite.execute(&alice, transfer(&alice, 1_000)).unwrap();
    assert_eq!(suite.records(), before);
    suite.assert_refused(&alice, transfer(&alice, 1_001), &format!("{alice} has 1000, 1001 are needed"));
}

/// Returns what a `send` tells the contract: the sender, the amount, and the message.
fn told(response: &Response) -> (String, String) {
    let [call] = response.messages.as_slice() else { panic!("{response:?}") };
    let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) = &call.msg else {
        panic!("{call:?}")
    };
    assert_eq!(funds, &[]);
    (contract_addr.clone(), String::from_utf8(msg.to_vec()).unwrap())
}

#[test]
fn a_send_moves_and_calls_the_contract_with_the_senders_name() {
    let mut suite = Suite::new();
    let (alice, pool) = (suite.alice.clone(), address("pool"));
    let send =
        Cw20ExecuteMsg::Send { contract: pool.to_string(), amount: Uint128::new(7), msg: b"{}".into() };
    let response = suite.execute(&alice, send).unwrap();
    let expected = [("action", "send"), ("from", alice.as_str()), ("to", pool.as_str()), ("amount", "7")];
    assert_eq!(attributes(&response), expected);
    let hook = format!(r#"{{"receive":{{"sender":"{alice}","amount":"7","msg":"e30="}}}}"#);
    assert_eq!(told(&response), (pool.to_string(), hook));
    assert_eq!((suite.balance(&alice), suite.balance(&pool)), (993, 7));
}

#[test]
fn a_send_out_of_an_allowance_names_the_spender_to_the_contract() {
    let mut suite = Suite::new();
    let (alice, bob, pool) = (suite.alice.clone(), suite.bob.clone(), address("pool"));
    suite.execute(&alice, allow(&bob, 9, None)).unwrap();
    let response = suite.execute(&bob, send_from(&alice, &pool, 7)).unwrap();
    let expected = [
        ("action", "send_from"),
        ("from", alice.as_str()),
        ("to", pool.as_str()),
        ("by", bob.as_str()),
        ("amount", "7"),
    ];
    assert_eq!(attributes(&response), expected);
    let hook = format!(r#"{{"receive":{{"sender":"{bob}","amount":"7","msg":"e30="}}}}"#);
    assert_eq!(told(&response), (pool.to_string(), hook));
    assert_eq!((suite.balance(&alice), suite.balance(&pool)), (993, 7));
    assert_eq!(suite.allowance(&alice, &bob).allowance.u128(), 2);
}

#[test]
fn a_transfer_out_of_an_allowance_says_so() {
    let mut suite = Suite::new();
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    suite.execute(&alice, allow(&bob, 9, None)).unwrap();
    let response = suite.execute(&bob, transfer_from(&alice, &carol, 9)).unwrap();
    let expected = [
        ("action", "transfer_from"),
        ("from", alice.as_str()),
        ("to", carol.as_str()),
        ("by", bob.as_str()),
        ("amount", "9"),
    ];
    assert_eq!(attributes(&response), expected);
    assert_eq!((suite.balance(&alice), suite.balance(&bob), suite.balance(&carol)), (991, 0, 9));
}

/// A spender may be allowed more than there is.
#[test]
fn an_allowance_above_the_balance_moves_the_balance_at_most() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, allow(&bob, u128::MAX, None)).unwrap();
    let refused = suite.execute(&bob, transfer_from(&alice, &bob, 1_001)).unwrap_err();
    assert_eq!(refused.to_string(), format!("{alice} has 1000, 1001 are needed"));
}

#[test]
fn credit_and_debit_leave_the_supply_to_whoever_keeps_it() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let (storage, api) = (&mut suite.deps.storage, &suite.deps.api);
    assert_eq!(credit(storage, api, &bob, Uint128::new(50)).unwrap().u128(), 50);
    assert_eq!(credit(storage, api, &bob, Uint128::new(5)).unwrap().u128(), 55);
    assert_eq!(debit(storage, api, &bob, Uint128::new(54)).unwrap().u128(), 1);
    let refused = debit(storage, api, &bob, Uint128::new(2)).unwrap_err();
    assert_eq!(refused.to_string(), format!("{bob} has 1, 2 are needed"));
    let refused = credit(storage, api, &bob, Uint128::MAX).unwrap_err();
    assert_eq!(refused.to_string(), format!("1 + {} is above 2^128 − 1", u128::MAX));
    assert_eq!((suite.balance(&bob), suite.supply()), (1, 1_000));
}

#[test]
fn a_recipient_is_never_credited_above_what_a_balance_can_hold() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let (storage, api) = (&mut suite.deps.storage, &suite.deps.api);
    credit(storage, api, &bob, Uint128::MAX).unwrap();
    let refused = move_balance(storage, api, &alice, &bob, Uint128::one()).unwrap_err();
    assert_eq!(refused.to_string(), format!("{} + 1 is above 2^128 − 1", u128::MAX));
}

#[test]
fn recipients_must_be_addresses_in_their_normal_form() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, allow(&bob, 10, None)).unwrap();
    let before = suite.records();
    for bad in [String::new(), "bad".into(), bob.as_str().to_uppercase()] {
        let amount = Uint128::one();
        let (own, bad) = (alice.to_string(), bad.clone());
        let messages = [
            (&alice, Cw20ExecuteMsg::Transfer { recipient: bad.clone(), amount }),
            (&alice, Cw20ExecuteMsg::Send { contract: bad.clone(), amount, msg: b"".into() }),
            (&alice, Cw20ExecuteMsg::IncreaseAllowance { spender: bad.clone(), amount, expires: None }),
            (&alice, Cw20ExecuteMsg::DecreaseAllowance { spender: bad.clone(), amount, expires: None }),
            (&bob, Cw20ExecuteMsg::TransferFrom { owner: own.clone(), recipient: bad.clone(), amount }),
            (&bob, Cw20ExecuteMsg::TransferFrom { owner: bad.clone(), recipient: own.clone(), amount }),
            (
                &bob,
                Cw20ExecuteMsg::SendFrom {
                    owner: own.clone(),
                    contract: bad.clone(),
                    amount,
                    msg: b"".into(),
                },
            ),
            (&bob, Cw20ExecuteMsg::SendFrom { owner: bad.clone(), contract: own, amount, msg: b"".into() }),
        ];
        for (sender, msg) in messages {
            let refused = suite.execute(sender, msg.clone()).unwrap_err();
            assert!(matches!(refused, weal_cw20_ledger::Cw20Error::Std(_)), "{msg:?}: {refused}");
            assert_eq!(suite.records(), before, "{msg:?}");
        }
    }
}
