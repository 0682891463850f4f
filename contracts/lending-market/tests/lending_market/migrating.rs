//! A migration takes over the records of this release, and refuses others instead of leaving a market that nobody can
//! read.

use crate::suite::{Kind, Suite};
use cosmwasm_std::testing::{MockStorage, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, MigrateInfo, Order, Storage};
use cw_multi_test::Executor;
use lending_market::{ContractError, contract};
use weal_records::RecordError;

type Rows = Vec<(Vec<u8>, Vec<u8>)>;

fn stored() -> Rows {
    let suite = Suite::indebted(Kind::Native);
    suite.app.dump_wasm_raw(&suite.market)
}

fn migrate(records: &Rows) -> (Result<(), ContractError>, MockStorage) {
    let mut deps = mock_dependencies();
    for (key, value) in records {
        deps.storage.set(key, value);
    }
    let info = MigrateInfo { sender: Addr::unchecked("admin"), old_migrate_version: None };
    let msg = weal_api::lending_market::MigrateMsg {};
    let outcome = contract::migrate(deps.as_mut(), mock_env(), msg, info).map(|_| ());
    (outcome, deps.storage)
}

#[test]
fn a_state_of_before_the_first_golden_release_is_refused_and_left_as_it_was() {
    let mut records = stored();
    let (_, version) = records.iter_mut().find(|(key, _)| key == b"contract_info").unwrap();
    *version = br#"{"contract":"commonweal:lending-market","version":"0.1.0"}"#.to_vec();
    let (outcome, storage) = migrate(&records);
    let reason =
        "Cannot migrate from version 0.1.0: its records are not read, only those from version 0.2.0 on";
    assert!(outcome.unwrap_err().to_string().contains(reason));
    assert_eq!(storage.range(None, None, Order::Ascending).collect::<Rows>(), records);
}

/// Totals that cannot be read are refused before they are taken over: cut short, or with a byte more.
#[test]
fn records_that_cannot_be_read_are_not_taken_over() {
    for spoil in [|totals: &mut Vec<u8>| totals.truncate(9), |totals: &mut Vec<u8>| totals.push(0)] {
        let mut records = stored();
        let (_, totals) = records.iter_mut().find(|(key, _)| key[..] == [4]).unwrap();
        spoil(totals);
        let (outcome, _) = migrate(&records);
        let damaged = ContractError::Record(RecordError::Damaged { record: "Totals", bytes: 0, left: 0 });
        let found = outcome.unwrap_err();
        assert_eq!(std::mem::discriminant(&found), std::mem::discriminant(&damaged));
        assert!(found.to_string().starts_with("the stored Totals is damaged"), "{found}");
    }
}

/// Terms that a later version no longer allows would lock the market: every message checks them. The second number of
/// the stored terms is slope1; here it is 11, above the 10 of all three.
#[test]
fn terms_outside_the_ranges_are_not_taken_over() {
    let mut records = stored();
    let (_, settings) = records.iter_mut().find(|(key, _)| key[..] == [1]).unwrap();
    let slope1 = 100_000_000_000_000_000u64.to_be_bytes();
    let (number, at) = ([&[247], &slope1[..]].concat(), 8);
    assert_eq!(settings[at..at + 9], number);
    settings[at + 1..at + 9].copy_from_slice(&11_000_000_000_000_000_000u64.to_be_bytes());
    let (outcome, _) = migrate(&records);
    let Err(ContractError::Lending(refusal)) = outcome else { panic!("{outcome:?}") };
    let expected = "base + slope1 + slope2 is 14.01, but it must be at most 10";
    assert_eq!(refusal.to_string(), expected);
}

#[test]
fn a_state_of_this_release_is_taken_over_by_the_admin_only() {
    let mut suite = Suite::indebted(Kind::Native);
    let code_id = suite.app.contract_data(&suite.market).unwrap().code_id;
    let msg = weal_api::lending_market::MigrateMsg {};
    let (owner, alice, market) = (suite.owner.clone(), suite.alice.clone(), suite.market.clone());
    let before = suite.snapshot();
    let refused = suite.app.migrate_contract(alice, market.clone(), &msg, code_id).unwrap_err().to_string();
    assert!(refused.contains("Only admin can migrate contract"), "{refused}");
    suite.app.migrate_contract(owner, market, &msg, code_id).unwrap();
    assert_eq!(suite.snapshot(), before);
    suite.repay("bob", 70_000).unwrap();
}
