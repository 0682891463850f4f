//! Lists, their order and their pages; and the records as `docs/spec/governance-token.md` writes them.

use super::suite::{Suite, allow, canonical, code, transfer};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Api, CanonicalAddr, Storage, Uint128};
use cw_multi_test::Executor;
use cw_utils::Expiration;
use weal_api::cw20::{AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse};
use weal_api::governance_token::{ExecuteMsg, MigrateMsg, QueryMsg};

/// Accounts of 20 and contracts of 32 bytes, of which one begins with another's bytes.
fn crowd() -> Vec<Addr> {
    let api = MockApi::default().with_prefix("wasm");
    let seeds = (0u8..9).map(|i| i.wrapping_mul(97));
    let short = seeds.clone().map(|seed| vec![seed; 20]);
    let long = seeds.map(|seed| vec![seed; 32]);
    let ends = [vec![255; 32], vec![255; 20]];
    let mut bytes: Vec<Vec<u8>> = short.chain(long).chain(ends).collect();
    bytes.sort();
    bytes.into_iter().map(|bytes| api.addr_humanize(&CanonicalAddr::from(bytes)).unwrap()).collect()
}

fn texts(accounts: &[Addr]) -> Vec<String> {
    accounts.iter().map(ToString::to_string).collect()
}

/// Every row of a list, in pages of `limit`.
fn walk(limit: u32, page: impl Fn(Option<String>, Option<u32>) -> Vec<String>) -> Vec<String> {
    let mut rows: Vec<String> = vec![];
    loop {
        let next = page(rows.last().cloned(), Some(limit));
        assert!(next.len() <= limit as usize);
        if next.is_empty() {
            return rows;
        }
        rows.extend(next);
    }
}

#[test]
fn pages_of_accounts_are_complete_and_in_the_order_of_their_bytes() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let mut holders = crowd();
    for holder in &holders {
        suite.execute(&alice, &transfer(holder, 1)).unwrap();
    }
    holders.push(alice);
    holders.sort_by_key(|holder| canonical(holder.as_str()));
    for limit in [1, 2, 7, 30] {
        let listed = walk(limit, |start_after, limit| {
            suite.query::<AllAccountsResponse>(&QueryMsg::AllAccounts { start_after, limit }).accounts
        });
        assert_eq!(listed, texts(&holders));
    }
    let mut by_text = texts(&holders);
    by_text.sort();
    assert_ne!(by_text, texts(&holders), "the crowd does not show the difference");
}

#[test]
fn pages_of_allowances_are_complete_on_both_sides() {
    let mut suite = Suite::new();
    let (alice, crowd) = (suite.alice.clone(), crowd());
    for one in &crowd {
        suite.execute(&alice, &allow(one, 5)).unwrap();
        suite.execute(one, &allow(&alice, 7)).unwrap();
    }
    for limit in [1, 3, 30] {
        let given = walk(limit, |start_after, limit| {
            let msg = QueryMsg::AllAllowances { owner: alice.to_string(), start_after, limit };
            let rows = suite.query::<AllAllowancesResponse>(&msg).allowances;
            assert!(rows.iter().all(|row| row.allowance.u128() == 5));
            rows.into_iter().map(|row| row.spender).collect()
        });
        assert_eq!(given, texts(&crowd));
        let held = walk(limit, |start_after, limit| {
            let msg = QueryMsg::AllSpenderAllowances { spender: alice.to_string(), start_after, limit };
            let rows = suite.query::<AllSpenderAllowancesResponse>(&msg).allowances;
            assert!(rows.iter().all(|row| row.allowance.u128() == 7));
            rows.into_iter().map(|row| row.owner).collect()
        });
        assert_eq!(held, texts(&crowd));
    }
}

#[test]
fn a_page_may_start_after_an_account_that_is_not_in_the_list() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let crowd = crowd();
    for holder in crowd.iter().step_by(2) {
        suite.execute(&alice, &transfer(holder, 1)).unwrap();
    }
    let msg = QueryMsg::AllAccounts { start_after: Some(crowd[1].to_string()), limit: Some(1) };
    let expected =
        [&crowd[2], &alice].into_iter().filter(|one| canonical(one.as_str()) > canonical(crowd[1].as_str()));
    let expected = expected.min_by_key(|one| canonical(one.as_str())).unwrap().to_string();
    assert_eq!(suite.query::<AllAccountsResponse>(&msg).accounts, [expected]);
}

/// An allowance spent to nothing stays listed, one taken back does not; spending writes no second mark.
#[test]
fn an_allowance_is_listed_until_it_is_taken_back() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let listed = |suite: &Suite| {
        let of = QueryMsg::AllSpenderAllowances { spender: bob.to_string(), start_after: None, limit: None };
        let rows = suite.query::<AllSpenderAllowancesResponse>(&of).allowances;
        rows.into_iter().map(|row| (row.owner, row.allowance.u128(), row.expires)).collect::<Vec<_>>()
    };
    let end = Expiration::AtHeight(suite.app.block_info().height + 9);
    let give = ExecuteMsg::IncreaseAllowance {
        spender: bob.to_string(),
        amount: Uint128::new(300),
        expires: Some(end),
    };
    suite.execute(&alice, &give).unwrap();
    assert_eq!(listed(&suite), [(alice.to_string(), 300, end)]);
    let pull = ExecuteMsg::TransferFrom {
        owner: alice.to_string(),
        recipient: bob.to_string(),
        amount: Uint128::new(300),
    };
    suite.execute(&bob, &pull).unwrap();
    assert_eq!(listed(&suite), [(alice.to_string(), 0, end)]);
    let take =
        ExecuteMsg::DecreaseAllowance { spender: bob.to_string(), amount: Uint128::one(), expires: None };
    suite.execute(&alice, &take).unwrap();
    assert_eq!(listed(&suite), []);
}

#[test]
fn records_have_the_documented_keys_and_bytes() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, &allow(&bob, 258)).unwrap();
    let (owner, spender) = (canonical(alice.as_str()), canonical(bob.as_str()));
    let length = u16::try_from(owner.len()).unwrap().to_be_bytes();
    let raw = |key: Vec<u8>| suite.app.wrap().query_wasm_raw(&suite.token, key).unwrap();
    assert_eq!(raw([&[1], &owner[..]].concat()), Some(vec![187, 48]));
    assert_eq!(raw([&[2], &length[..], &owner, &spender].concat()), Some(vec![184, 74, 0]));
    assert_eq!(raw([&[3], &length[..], &spender, &owner].concat()), Some(vec![1]));
    assert_eq!(raw(vec![4]), Some(vec![187, 48]));
}

#[test]
fn a_state_of_before_the_first_golden_release_is_refused_and_left_as_it_was() {
    let mut suite = Suite::new();
    let (minter, token) = (suite.minter.clone(), suite.token.clone());
    let next = suite.app.store_code(code());
    {
        let mut storage: Box<dyn Storage + '_> = suite.app.contract_storage_mut(&token);
        cw2::set_contract_version(storage.as_mut(), "commonweal:governance-token", "0.1.0").unwrap();
    }
    let before = suite.app.dump_wasm_raw(&token);
    let refused = suite.app.migrate_contract(minter, token.clone(), &MigrateMsg {}, next).unwrap_err();
    let reason =
        "Cannot migrate from version 0.1.0: its records are not read, only those from version 0.2.0 on";
    assert!(refused.to_string().contains(reason), "{refused}");
    assert_eq!(suite.app.dump_wasm_raw(&token), before);
}
