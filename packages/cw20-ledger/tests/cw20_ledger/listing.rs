//! Lists and their pages.

use super::suite::{Suite, address, allow, transfer};
use cosmwasm_std::{Addr, Api};
use cw_utils::Expiration;
use weal_cw20_ledger::Cw20Error;

fn bytes(suite: &Suite, account: &Addr) -> Vec<u8> {
    suite.deps.api.addr_canonicalize(account.as_str()).unwrap().into()
}

/// Thirty-five accounts in the order of their bytes.
fn crowd(suite: &Suite) -> Vec<Addr> {
    let mut crowd: Vec<Addr> = (0..35).map(|index| address(&format!("holder {index}"))).collect();
    crowd.sort_by_key(|one| bytes(suite, one));
    crowd
}

fn texts(accounts: &[Addr]) -> Vec<String> {
    accounts.iter().map(Addr::to_string).collect()
}

fn spenders(suite: &Suite, owner: &Addr, start_after: Option<String>, limit: Option<u32>) -> Vec<String> {
    let rows =
        weal_cw20_ledger::all_allowances(suite.deps.as_ref(), owner.to_string(), start_after, limit).unwrap();
    rows.allowances.into_iter().map(|row| row.spender).collect()
}

fn owners(suite: &Suite, spender: &Addr, start_after: Option<String>, limit: Option<u32>) -> Vec<String> {
    let rows = weal_cw20_ledger::all_spender_allowances(
        suite.deps.as_ref(),
        spender.to_string(),
        start_after,
        limit,
    )
    .unwrap();
    rows.allowances.into_iter().map(|row| row.owner).collect()
}

fn accounts(suite: &Suite, start_after: Option<String>, limit: Option<u32>) -> Vec<String> {
    weal_cw20_ledger::all_accounts(suite.deps.as_ref(), start_after, limit).unwrap().accounts
}

#[test]
fn a_page_has_ten_rows_unless_asked_and_thirty_at_most() {
    let mut suite = Suite::new();
    let (alice, crowd) = (suite.alice.clone(), crowd(&suite));
    for one in &crowd {
        suite.execute(&alice, allow(one, 5, None)).unwrap();
        suite.execute(one, allow(&alice, 7, Some(Expiration::AtHeight(900)))).unwrap();
        suite.execute(&alice, transfer(one, 1)).unwrap();
    }
    for (limit, rows) in [(None, 10), (Some(1), 1), (Some(30), 30), (Some(31), 30), (Some(u32::MAX), 30)] {
        assert_eq!(spenders(&suite, &alice, None, limit), texts(&crowd[..rows]), "{limit:?}");
        assert_eq!(owners(&suite, &alice, None, limit), texts(&crowd[..rows]), "{limit:?}");
        assert_eq!(accounts(&suite, None, limit).len(), rows, "{limit:?}");
    }
    // After a row, after an account that has none, and after the last.
    let after = Some(crowd[29].to_string());
    assert_eq!(spenders(&suite, &alice, after.clone(), None), texts(&crowd[30..]));
    assert_eq!(owners(&suite, &alice, after, None), texts(&crowd[30..]));
    let last = Some(crowd[34].to_string());
    assert_eq!(spenders(&suite, &alice, last.clone(), None), Vec::<String>::new());
    let rest = accounts(&suite, last, None);
    assert_eq!(rest.len(), usize::from(bytes(&suite, &alice) > bytes(&suite, &crowd[34])));
}

#[test]
fn a_row_has_what_was_given() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let end = Expiration::AtHeight(900);
    suite.execute(&alice, allow(&bob, 7, Some(end))).unwrap();
    let given = weal_cw20_ledger::all_allowances(suite.deps.as_ref(), alice.to_string(), None, None)
        .unwrap()
        .allowances;
    assert_eq!((given[0].allowance.u128(), given[0].expires), (7, end));
    let held = weal_cw20_ledger::all_spender_allowances(suite.deps.as_ref(), bob.to_string(), None, None)
        .unwrap()
        .allowances;
    assert_eq!((held[0].allowance.u128(), held[0].expires), (7, end));
    let balance = weal_cw20_ledger::balance(suite.deps.as_ref(), alice.to_string()).unwrap();
    assert_eq!(balance.balance.u128(), 1_000);
}

/// An empty start means the beginning, as in cw20-base, where every text stands behind the empty one.
#[test]
fn an_empty_start_is_the_beginning() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.execute(&alice, allow(&bob, 7, None)).unwrap();
    let empty = || Some(String::new());
    assert_eq!(accounts(&suite, empty(), None), [alice.to_string()]);
    assert_eq!(spenders(&suite, &alice, empty(), None), [bob.to_string()]);
    assert_eq!(owners(&suite, &bob, empty(), None), [alice.to_string()]);
}

#[test]
fn a_start_that_is_no_address_and_an_account_that_is_none_are_refused() {
    let suite = Suite::new();
    let (deps, alice, bad) = (suite.deps.as_ref(), suite.alice.to_string(), || Some("wasm1zzz".to_owned()));
    let refused = [
        weal_cw20_ledger::all_accounts(deps, bad(), None).map(drop),
        weal_cw20_ledger::all_allowances(deps, alice.clone(), bad(), None).map(drop),
        weal_cw20_ledger::all_spender_allowances(deps, alice.clone(), bad(), None).map(drop),
        weal_cw20_ledger::balance(deps, "".into()).map(drop),
        weal_cw20_ledger::balance(deps, "bad".into()).map(drop),
        weal_cw20_ledger::allowance(deps, "bad".into(), alice.clone()).map(drop),
        weal_cw20_ledger::allowance(deps, alice, "bad".into()).map(drop),
        weal_cw20_ledger::all_allowances(deps, "bad".into(), None, None).map(drop),
        weal_cw20_ledger::all_spender_allowances(deps, "bad".into(), None, None).map(drop),
    ];
    for (place, refused) in refused.into_iter().enumerate() {
        assert!(matches!(refused, Err(Cw20Error::Std(_))), "{place}: {refused:?}");
    }
}
