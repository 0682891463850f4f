//! Records of each release: this one's are written as they are kept, and every one of them is read.
use crate::suite::{SKU, Suite, TODAY, account, work};
use compute_index::{ContractError, contract, layout};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, from_json};
use std::path::PathBuf;
use weal_api::compute_index::{
    GpuHourResponse, MigrateMsg, ProviderScoreResponse, QueryMsg, RecordedLeaseResponse, TotalsResponse,
    UsageResponse,
};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::new();
    suite.index(&[work(1, "one", 400_000), work(2, "two", 90_000), work(3, "one", 10_000)]);
    let rows = suite.app.dump_wasm_raw(&suite.index);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:compute-index", version).unwrap();
        let info = MigrateInfo { sender: account("admin"), old_migrate_version: None };
        contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {}, info).unwrap();

        let ask = |query: QueryMsg| contract::query(deps.as_ref(), mock_env(), query).unwrap();
        let totals: TotalsResponse = from_json(ask(QueryMsg::Totals {})).unwrap();
        assert_eq!((totals.volume.u128(), totals.settled_leases), (500_000, 3));
        let payer = account("tenant of one").to_string();
        let usage: UsageResponse = from_json(ask(QueryMsg::UsageOf { payer })).unwrap();
        assert_eq!((usage.usage.volume.u128(), usage.usage.fees.u128()), (410_000, 10_250));
        let provider = account("one").to_string();
        let score: ProviderScoreResponse = from_json(ask(QueryMsg::ProviderScore { provider })).unwrap();
        assert_eq!((score.settled_leases, score.volume.u128()), (2, 410_000));
        let lease: RecordedLeaseResponse = from_json(ask(QueryMsg::RecordedLease { lease_id: 2 })).unwrap();
        assert_eq!((lease.claimed.u128(), lease.is_own, lease.is_final), (90_000, false, true));
        let day: GpuHourResponse =
            from_json(ask(QueryMsg::GpuHourIndex { sku: SKU.into(), day: Some(TODAY) })).unwrap();
        assert_eq!((day.sources, day.gpu_hour_high.u128()), (2, 2_490_001));
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Totals {}).unwrap_err();
    let damaged =
        matches!(&refused, ContractError::Record(RecordError::Damaged { record: "TotalsResponse", .. }));
    assert!(damaged, "{refused}");
}
