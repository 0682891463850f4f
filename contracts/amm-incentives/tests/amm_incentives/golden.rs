//! Records of each release: this one's are written as they are kept, and every one of them is read.
use crate::suite::{NOW, Suite};
use amm_incentives::{ContractError, contract, layout};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Timestamp, Uint128, from_json};
use std::path::PathBuf;
use weal_api::amm_incentives::{ExecuteMsg, MigrateMsg, QueryMsg, ScheduleResponse, StakeResponse};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.fund().unwrap();
    suite.at(20);
    suite.stake(&alice, 300).unwrap();
    suite.at(40);
    suite.stake(&bob, 100).unwrap();
    suite.at(110);
    suite.withdraw(&bob, 40).unwrap();
    suite.execute(&alice, &ExecuteMsg::ClaimRewards { schedules: vec![1] }, &[]).unwrap();
    suite.execute(&bob, &ExecuteMsg::ReturnOrphaned { schedule_id: 1 }, &[]).unwrap();

    let rows = suite.app.dump_wasm_raw(&suite.incentives);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:amm-incentives", version).unwrap();
        let bob = deps.api.addr_make("bob");
        let info = MigrateInfo { sender: bob.clone(), old_migrate_version: None };
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(NOW + 120);
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        let ask = |query: QueryMsg| contract::query(deps.as_ref(), env.clone(), query).unwrap();
        let schedule: ScheduleResponse = from_json(ask(QueryMsg::Schedule { schedule_id: 1 })).unwrap();
        // 10 s without a stake, 20 s of alice alone, 70 s of three quarters: 200 + 525, less the rounding of what a share got.
        assert_eq!(
            (schedule.amount, schedule.paid, schedule.orphaned_returned),
            (Uint128::new(1_000), Uint128::new(724), Uint128::new(100))
        );
        let (pool, account) = (schedule.pool.to_string(), bob.to_string());
        let stake: StakeResponse = from_json(ask(QueryMsg::Stake { pool, account })).unwrap();
        assert_eq!((stake.staked, stake.total), (Uint128::new(60), Uint128::new(360)));
        let claim = ExecuteMsg::ClaimRewards { schedules: vec![1] };
        let claimed = contract::execute(deps.as_mut(), env, message_info(&bob, &[]), claim).unwrap();
        assert_eq!(claimed.messages.len(), 1);
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[&[entry.prefix][..], &1u64.to_be_bytes()].concat(), &[255]);
    }
    let query = QueryMsg::Schedule { schedule_id: 1 };
    let refused = contract::query(deps.as_ref(), mock_env(), query).unwrap_err();
    let damaged = RecordError::Damaged { record: "Schedule", bytes: 1, left: 1 };
    assert!(matches!(refused, ContractError::Record(_)), "{refused}");
    assert_eq!(refused.to_string(), damaged.to_string());
}
