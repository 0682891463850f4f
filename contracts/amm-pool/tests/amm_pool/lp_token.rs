//! The LP token on the wire: cw20's own message and query types are understood by the pool.

use super::suite::{Suite, USD, event, pairs};
use cosmwasm_std::{Addr, Api, Binary, StdResult, Uint128, coins};
use cw_multi_test::{AppResponse, Executor};
use serde::de::DeserializeOwned;
use weal_api::cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceResponse,
    BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg, MinterResponse, TokenInfoResponse,
};
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;

fn cw20(suite: &mut Suite, sender: &Addr, msg: &Cw20ExecuteMsg) -> StdResult<AppResponse> {
    suite.app.execute_contract(sender.clone(), suite.pool.clone(), msg, &[])
}

fn ask<T: DeserializeOwned>(suite: &Suite, msg: &Cw20QueryMsg) -> T {
    suite.app.wrap().query_wasm_smart(&suite.pool, msg).unwrap()
}

fn transfer(recipient: &Addr, amount: u128) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::Transfer { recipient: recipient.to_string(), amount: Uint128::new(amount) }
}

#[test]
fn shares_move_as_cw20_tokens_do() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let [alice, bob, carol] = suite.users();
    let response = cw20(&mut suite, &alice, &transfer(&bob, 5_000)).unwrap();
    let expected =
        [("action", "transfer"), ("from", alice.as_str()), ("to", bob.as_str()), ("amount", "5000")];
    assert_eq!(event(&response, "wasm"), pairs(&expected));
    assert_eq!((suite.shares(&alice), suite.shares(&bob)), (1_994_000, 5_000));

    let (spender, amount) = (carol.to_string(), Uint128::new(700));
    let increase = Cw20ExecuteMsg::IncreaseAllowance { spender: spender.clone(), amount, expires: None };
    cw20(&mut suite, &bob, &increase).unwrap();
    let (amount, expires) = (Uint128::new(100), None);
    cw20(&mut suite, &bob, &Cw20ExecuteMsg::DecreaseAllowance { spender, amount, expires }).unwrap();
    let allowance: AllowanceResponse =
        ask(&suite, &Cw20QueryMsg::Allowance { owner: bob.to_string(), spender: carol.to_string() });
    assert_eq!(allowance.allowance.u128(), 600);
    let pull = |amount: u128| Cw20ExecuteMsg::TransferFrom {
        owner: bob.to_string(),
        recipient: carol.to_string(),
        amount: Uint128::new(amount),
    };
    let refused = cw20(&mut suite, &carol, &pull(601)).unwrap_err().to_string();
    assert!(refused.contains("601 are needed"), "{refused}");
    cw20(&mut suite, &carol, &pull(600)).unwrap();
    assert_eq!((suite.shares(&bob), suite.shares(&carol)), (4_400, 600));
    suite.withdraw(&carol, 600).unwrap();
}

#[test]
fn the_cw20_queries_are_answered() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let [alice, bob, _] = suite.users();
    let (spender, amount) = (bob.to_string(), Uint128::new(9));
    cw20(&mut suite, &alice, &Cw20ExecuteMsg::IncreaseAllowance { spender, amount, expires: None }).unwrap();

    let balance: BalanceResponse = ask(&suite, &Cw20QueryMsg::Balance { address: alice.to_string() });
    assert_eq!(balance.balance.u128(), 1_999_000);
    let info: TokenInfoResponse = ask(&suite, &Cw20QueryMsg::TokenInfo {});
    assert_eq!(info.total_supply.u128(), 2_000_000);
    assert_eq!(ask::<Option<MinterResponse>>(&suite, &Cw20QueryMsg::Minter {}), None);
    let page = (None, None);
    let given: AllAllowancesResponse = ask(
        &suite,
        &Cw20QueryMsg::AllAllowances { owner: alice.to_string(), start_after: page.0, limit: page.1 },
    );
    assert_eq!((given.allowances[0].spender.as_str(), given.allowances[0].allowance), (bob.as_str(), amount));
    let held: AllSpenderAllowancesResponse = ask(
        &suite,
        &Cw20QueryMsg::AllSpenderAllowances { spender: bob.to_string(), start_after: None, limit: None },
    );
    assert_eq!((held.allowances[0].owner.as_str(), held.allowances[0].allowance), (alice.as_str(), amount));
    let accounts: AllAccountsResponse =
        ask(&suite, &Cw20QueryMsg::AllAccounts { start_after: None, limit: None });
    let mut expected = vec![alice.to_string(), suite.pool.to_string()];
    expected.sort_by_key(|account| suite.app.api().addr_canonicalize(account).unwrap().to_vec());
    assert_eq!(accounts.accounts, expected);
}

#[test]
fn shares_cannot_be_minted_or_burned_by_message() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let alice = suite.alice.clone();
    let (recipient, owner, amount) = (alice.to_string(), alice.to_string(), Uint128::new(1));
    for msg in [
        Cw20ExecuteMsg::Burn { amount },
        Cw20ExecuteMsg::BurnFrom { owner, amount },
        Cw20ExecuteMsg::Mint { recipient, amount },
        Cw20ExecuteMsg::UpdateMinter { new_minter: None },
    ] {
        let before = suite.snapshot();
        let error = cw20(&mut suite, &alice, &msg).unwrap_err().to_string();
        assert!(error.contains("unknown variant"), "{error}");
        assert_eq!(suite.snapshot(), before);
    }
}

#[test]
fn more_than_the_balance_does_not_move() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let [alice, bob, _] = suite.users();
    let (found, required) = (Uint128::new(1_999_000), Uint128::new(1_999_001));
    let reason = Cw20Error::InsufficientBalance { account: alice.clone(), found, required };
    suite.assert_refused(reason, |suite| cw20(suite, &alice, &transfer(&bob, 1_999_001)));
}

#[test]
fn no_cw20_message_takes_funds() {
    let mut suite = Suite::opened([1_000_000, 4_000_000]);
    let [alice, bob, _] = suite.users();
    let pool = suite.pool.clone();
    let send =
        Cw20ExecuteMsg::Send { contract: pool.to_string(), amount: Uint128::new(1), msg: Binary::default() };
    for msg in [transfer(&bob, 1), send] {
        let paid = PaymentError::NotPayable { found: format!("1{USD}") };
        suite.assert_refused(paid, |suite| {
            suite.app.execute_contract(alice.clone(), pool.clone(), &msg, &coins(1, USD))
        });
    }
}
