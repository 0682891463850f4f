//! Records of each release: this one's are written as they are kept, and every one of them is read.

use super::suite::{FEED, Suite};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Timestamp, from_json};
use oracle::{ContractError, contract, layout};
use std::path::PathBuf;
use weal_api::oracle::{
    AppraisalResponse, CommitteeResponse, ExecuteMsg, FeedResponse, FixedReadingsResponse, HoldingsResponse,
    MigrateMsg, QueryMsg, RotationResponse, SettlementResponse,
};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// An oracle in which something is stored under every prefix: a member that resigned, one that was struck, a committee
/// that was replaced and one that is proposed, a price, an appraisal with its mark-down, readings, a root and its
/// punishment.
fn complete() -> Suite {
    let mut suite = Suite::bonded(4);
    let (first, second) = suite.fork();
    let report = suite.equivocation((&first, &second), &[0]);
    let resigning = suite.operators[3].clone();
    suite.execute(&resigning, &ExecuteMsg::Resign {}).unwrap();
    super::appraisals::add(&mut suite);
    suite.rotate(suite.accounts(4, 4));
    suite.publish(&report).unwrap();
    suite.publish(&suite.round(1, &["5", "5", "5"])).unwrap();
    suite.publish(&suite.appraise(&[5; 3])).unwrap();
    suite.list();
    suite.publish(&super::readings::fixing(&suite, [7; 32])).unwrap();
    suite.settle();
    let (finder, victim) = (suite.stranger.clone(), suite.owner.clone());
    suite.show(1, 1, &finder, &victim);
    suite.publish(&super::overcharges::punish(&suite, 1, 1)).unwrap();
    suite.propose(suite.accounts(8, 4));
    suite
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let suite = complete();
    let rows = suite.app.dump_wasm_raw(&suite.oracle);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    let suite = complete();
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:oracle", version).unwrap();
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(suite.now());
        let info = MigrateInfo { sender: suite.owner.clone(), old_migrate_version: None };
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        let ask = |query: QueryMsg| contract::query(deps.as_ref(), env.clone(), query).unwrap();
        let consumer = suite.consumer.to_string();
        let committee: CommitteeResponse = from_json(ask(QueryMsg::Committee {})).unwrap();
        assert_eq!(committee, suite.committee());
        let rotation: RotationResponse = from_json(ask(QueryMsg::Rotation {})).unwrap();
        assert_eq!(rotation.pending.unwrap().members.len(), 4);
        let price: FeedResponse = from_json(ask(QueryMsg::Price { feed: FEED.into() })).unwrap();
        assert_eq!(price, suite.price());
        let latest: SettlementResponse =
            from_json(ask(QueryMsg::LatestSettlement { consumer: consumer.clone() })).unwrap();
        assert_eq!((latest.epoch, &latest), (1, &suite.latest()));
        let fixed: FixedReadingsResponse =
            from_json(ask(QueryMsg::FixedReadings { consumer, epoch: 1 })).unwrap();
        assert_eq!(fixed.fixed[0].readings_hash.as_slice(), [7; 32]);
        let appraisal: AppraisalResponse =
            from_json(ask(QueryMsg::Appraisal { asset: "invoice-7".into() })).unwrap();
        assert_eq!(appraisal.value.u128(), 5);
        let holdings: HoldingsResponse = from_json(ask(QueryMsg::Holdings {})).unwrap();
        assert_eq!(holdings, suite.holdings());
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Committee {}).unwrap_err();
    let damaged = matches!(*refused, ContractError::Record(RecordError::Damaged { record: "Committee", .. }));
    assert!(damaged, "{refused}");
}
