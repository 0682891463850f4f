//! What a migration takes over, and what it refuses instead of leaving a market that nobody can read.

use crate::suite::{Kind, Suite};
use cosmwasm_std::testing::{MockStorage, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, MigrateInfo, Order, Storage};
use cw_multi_test::Executor;
use lending_market::{ContractError, contract};

/// A market of 1,000,000 with a loan of 70,000 in the layout before the reserve's part of interest and a loan's own
/// minimum debt were stored, byte by byte.
const NINE_TOTALS: [(&[u8], &[u8]); 6] = [
    (b"config", b"\xf6#\x86\xf2o\xc1\x00\x00\xf7\x01cEx]\x8a\x00\x00\xf7)\xa2$\x1a\xf6,\x00\x00\xf7\x0b\x1a+\xc2\xecP\x00\x00\xf7\x01cEx]\x8a\x00\x00\xf7\x09\xb6\xe6J\x8e\xc6\x00\x00\xf7\x0b\x1a+\xc2\xecP\x00\x00\xf6G\x0d\xe4\xdf\x82\x00\x00\xf7\x0d\xe0\xb6\xb3\xa7d\x00\x00\xf7\x01cEx]\x8a\x00\x00\xf7\x0fC\xfc,\x04\xee\x00\x00d\xf6\x03\x8d~\xa4\xc6\x80\x00\xf6\x03\x8d~\xa4\xc6\x80\x00{\"loan\":{\"native\":\"uusd\"},\"collateral\":{\"native\":\"uatom\"},\"oracle\":\"wasm1mzdhwvvh22wrt07w59wxyd58822qavwkx5lcej7aqfkpqqlhaqfsqq5gpq\",\"price_feed\":\"collateral/loan\"}"),
    (b"contract_info", b"{\"contract\":\"commonweal:lending-market\",\"version\":\"0.1.0\"}"),
    (b"m", b"\xf2\x0e0\xd0\xf4\xe8\xd4\xa5\x10\x00\xf4\x10LS<\x00\xfb\x03;.<\x9f\xd0\x80<\xe8\x00\x00\x00\x00\x00\xf6B\x9d\x06\x91\x89\xe0\x00\xf3]\xaf\xb9\xab\xdeX"),
    (b"ownership", b"{\"owner\":\"wasm1fsgzj6t7udv8zhf6zj32mkqhcjcpv52yph5qsdcl0qt94jgdckqszmp4sw\",\"pending_owner\":null}"),
    (b"p\x81\xb67\xd8\xfc\xd2\xc6\xdacY\xe6\x961\x13\xa1\x17\x0d\xe7\x95\xe4\xb7%\xb8M\x1e\x0bL\xfd\x9e\xc5\x8c\xe9", b"\xdeX\xf4\x10LS<\x00"),
    (b"s+\xd8\x06\xc9\x7f\x0e\x00\xaf\x1a\x1f\xc32\x8f\xa7c\xa9&\x97#\xc8\xdb\x8f\xacO\x93\xafq\xdb\x18mn\x90", b"\xf4\xe8\xd4\xa5\x10\x00"),
];

/// A market in the layout before that: terms and totals as JSON.
const JSON_TOTALS: [(&[u8], &[u8]); 4] = [
    (b"contract_info", br#"{"contract":"commonweal:lending-market","version":"0.1.0"}"#),
    (
        b"config",
        br#"{"loan":{"native":"uusd"},"collateral":{"native":"uatom"},"oracle":"wasm1o","price_feed":"x"}"#,
    ),
    (b"terms", b"{}"),
    (b"market", b"{}"),
];

fn migrate(records: &[(&[u8], &[u8])]) -> (Result<(), ContractError>, MockStorage) {
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
fn an_older_layout_is_refused_and_left_as_it_was() {
    for records in [&NINE_TOTALS[..], &JSON_TOTALS[..]] {
        let (outcome, storage) = migrate(records);
        assert!(matches!(outcome, Err(ContractError::OlderLayout { found: 1, required: 2 })), "{outcome:?}");
        let mut expected: Vec<_> =
            records.iter().map(|(key, value)| (key.to_vec(), value.to_vec())).collect();
        expected.sort();
        assert_eq!(storage.range(None, None, Order::Ascending).collect::<Vec<_>>(), expected);
    }
}

/// A later layout is no older one, and cannot be read either.
#[test]
fn an_unknown_layout_is_refused() {
    let later: Vec<(&[u8], &[u8])> = NINE_TOTALS.into_iter().chain([(&b"layout"[..], &b"3"[..])]).collect();
    let (outcome, _) = migrate(&later);
    assert!(matches!(outcome, Err(ContractError::OlderLayout { found: 3, required: 2 })), "{outcome:?}");
}

/// What calls itself the present layout is read before it is taken over: totals of nine numbers are none of ten.
#[test]
fn records_that_cannot_be_read_are_not_taken_over() {
    let present: Vec<(&[u8], &[u8])> = NINE_TOTALS.into_iter().chain([(&b"layout"[..], &b"2"[..])]).collect();
    let (outcome, _) = migrate(&present);
    assert!(matches!(outcome, Err(ContractError::CorruptRecord { record: "m", found: 46 })), "{outcome:?}");
}

/// Terms that a later version no longer allows would lock the market: every message checks them. The second number of
/// the stored terms is slope1; here it is 11, above the 10 of all three.
#[test]
fn terms_outside_the_ranges_are_not_taken_over() {
    let suite = Suite::indebted(Kind::Native);
    let mut stored = suite.app.dump_wasm_raw(&suite.market);
    let (_, config) = stored.iter_mut().find(|(key, _)| key == b"config").unwrap();
    let slope1 = 100_000_000_000_000_000u64.to_be_bytes();
    let (number, at) = ([&[247], &slope1[..]].concat(), 8);
    assert_eq!(config[at..at + 9], number);
    config[at + 1..at + 9].copy_from_slice(&11_000_000_000_000_000_000u64.to_be_bytes());
    let records: Vec<(&[u8], &[u8])> = stored.iter().map(|(key, value)| (&key[..], &value[..])).collect();
    let (outcome, _) = migrate(&records);
    let Err(ContractError::Lending(refusal)) = outcome else { panic!("{outcome:?}") };
    let expected = "base + slope1 + slope2 is 14.01, but it must be at most 10";
    assert_eq!(refusal.to_string(), expected);
}

#[test]
fn the_present_layout_is_taken_over_by_the_admin_only() {
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
