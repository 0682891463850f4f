//! Records of each release: this one's are written as they are kept, and every one of them is read.

use super::suite::{RICH, Suite, USD, bounded};
use amm_pool::{ContractError, contract, layout};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{Addr, BlockInfo, MigrateInfo, Storage, Uint128, coins, from_json};
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use weal_api::amm_pool::{
    ConfigResponse, DynamicFee, ExecuteMsg, FACTORY, HoldingsResponse, MigrateMsg, ParamsChange,
    ParamsResponse, PoolResponse, PositionReportResponse, QueryMsg, SwapOrder, UsageOfResponse,
};
use weal_api::cw20::{AllowanceResponse, BalanceResponse};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// A bounded pool with a directional fee, in which something is stored under every prefix: trades of two blocks, usage, a position that
/// has not seasoned, an allowance of shares, and announced parameters.
fn complete() -> Suite {
    let directional = Some(DynamicFee { alpha_bps: 5_000, cap_bps: 50 });
    let mut suite = Suite::with(|msg| {
        let change = bounded(10).unwrap();
        msg.params = Some(ParamsChange { protocol_share_bps: Some(1_000), directional, ..change });
    });
    let [alice, bob, carol] = suite.users();
    suite.provide(&alice, [1_000_000_000, 2_000_000_000]).unwrap();
    for seconds in [60, 61] {
        suite.wait(seconds);
        let swap = ExecuteMsg::Swap(SwapOrder {
            max_impact_bps: Some(10_000),
            record_usage: Some(true),
            ..SwapOrder::default()
        });
        suite.execute(&bob, &swap, &coins(1_000_000, USD)).unwrap();
    }
    suite.provide(&carol, [1_000_000, 2_000_000]).unwrap();
    let (spender, amount) = (bob.to_string(), Uint128::new(7));
    suite.execute(&carol, &ExecuteMsg::IncreaseAllowance { spender, amount, expires: None }, &[]).unwrap();
    let change = ParamsChange { fee_bps: Some(20), ..ParamsChange::default() };
    suite.execute(&alice, &ExecuteMsg::ProposeParams(change), &[]).unwrap();
    suite
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let suite = complete();
    let rows = suite.app.dump_wasm_raw(&suite.pool);
    // The supply of LP shares is in the pool's state: the ledger's own record of it is never written.
    let mut written = layout();
    written.records.retain(|entry| entry.name != "SUPPLY");
    golden::ensure(&folder().join("0.2.0.txt"), &written, &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    let mut suite = complete();
    let BlockInfo { time, height, .. } = suite.app.block_info();
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:amm-pool", version).unwrap();
        let mut env = mock_env();
        (env.block.time, env.block.height) = (time, height);
        let info = MigrateInfo { sender: suite.alice.clone(), old_migrate_version: None };
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        fn ask<T: DeserializeOwned>(read: impl Fn(QueryMsg) -> cosmwasm_std::Binary, msg: QueryMsg) -> T {
            from_json(read(msg)).unwrap()
        }
        let read = |msg: QueryMsg| contract::query(deps.as_ref(), env.clone(), msg).unwrap();
        let [carol, bob] = [suite.carol.to_string(), suite.bob.to_string()];
        assert_eq!(ask::<ConfigResponse>(read, QueryMsg::Config {}), suite.config());
        assert_eq!(ask::<ParamsResponse>(read, QueryMsg::Params {}), suite.params());
        assert_eq!(ask::<PoolResponse>(read, QueryMsg::Pool {}), suite.state());
        let holdings = ask::<HoldingsResponse>(read, QueryMsg::Holdings {});
        assert_eq!(holdings, suite.query(&QueryMsg::Holdings {}));
        let report = QueryMsg::PositionReport { owner: carol.clone() };
        assert_eq!(ask::<PositionReportResponse>(read, report), suite.report(&suite.carol));
        let usage = QueryMsg::UsageOf { trader: bob.clone() };
        assert_eq!(ask::<UsageOfResponse>(read, usage.clone()), suite.query(&usage));
        let balance = QueryMsg::Balance { address: carol.clone() };
        assert_eq!(ask::<BalanceResponse>(read, balance).balance.u128(), suite.shares(&suite.carol));
        let allowance = QueryMsg::Allowance { owner: carol, spender: bob };
        assert_eq!(ask::<AllowanceResponse>(read, allowance).allowance, Uint128::new(7));
        assert_eq!(FACTORY.load(&deps.storage).unwrap(), suite.alice);
    }
    // What was announced applies: the records that a message writes are those that were read.
    suite.wait(2 * 86_400);
    let alice = suite.alice.clone();
    suite.execute(&alice, &ExecuteMsg::ApplyParams {}, &[]).unwrap();
    assert_eq!(suite.params().params.fee_bps, 20);
    assert!(suite.wallet(&alice).iter().all(|held| *held < RICH));
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Pool {}).unwrap_err();
    let damaged = matches!(*refused, ContractError::Record(RecordError::Damaged { record: "Config", .. }));
    assert!(damaged, "{refused}");
}

/// A state of before 0.2.0 is refused while the code that reads it still runs, and stays as it was.
#[test]
fn a_state_of_an_earlier_layout_is_refused_and_left_as_it_was() {
    let mut deps = mock_dependencies();
    deps.storage.set(b"h", &[1, 2, 3]);
    deps.storage.set(b"contract_info", br#"{"contract":"commonweal:amm-pool","version":"0.1.0"}"#);
    let rows = |storage: &dyn Storage| -> Vec<_> {
        storage.range(None, None, cosmwasm_std::Order::Ascending).collect()
    };
    let before = rows(&deps.storage);
    let info = MigrateInfo { sender: Addr::unchecked("admin"), old_migrate_version: None };
    let refused = contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {}, info).unwrap_err();
    assert!(refused.to_string().contains("0.1.0"), "{refused}");
    assert_eq!(rows(&deps.storage), before);
}
