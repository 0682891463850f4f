//! Records of each release: this one's are written as they are kept, and every one of them is read.
use crate::suite::{NOW, Suite};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Timestamp, Uint128, from_json};
use std::path::PathBuf;
use vesting::{ContractError, contract, layout};
use weal_api::vesting::{ExecuteMsg, GrantsResponse, HoldingsResponse, MigrateMsg, QueryMsg, Status};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::with_grant();
    let (alice, payer) = (suite.alice.clone(), suite.payer.clone());
    let spec = suite.spec();
    suite.create(&[spec]).unwrap();
    suite.at(55);
    suite.claim(&alice, 1).unwrap();
    suite.at(60);
    suite.execute(&payer, &ExecuteMsg::Cancel { grant_id: 1 }, &[]).unwrap();

    let rows = suite.app.dump_wasm_raw(&suite.vesting);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:vesting", version).unwrap();
        let alice = deps.api.addr_make("alice");
        let info = MigrateInfo { sender: alice.clone(), old_migrate_version: None };
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(NOW + 70);
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        let claim = ExecuteMsg::Claim { grant_id: 1 };
        contract::execute(deps.as_mut(), env.clone(), message_info(&alice, &[]), claim).unwrap();
        let ask = |query: QueryMsg| contract::query(deps.as_ref(), env.clone(), query).unwrap();
        let of = QueryMsg::GrantsOf { recipient: alice.to_string(), start_after: None, limit: None };
        let grants: GrantsResponse = from_json(ask(of)).unwrap();
        let [first, second] = &grants.grants[..] else { panic!("{grants:?}") };
        let ended =
            Status::Cancelled { vested: Uint128::new(600), returned: Uint128::new(400), at: NOW + 60 };
        assert_eq!((&first.status, first.claimed.u128()), (&ended, 600));
        assert_eq!(
            (&second.status, second.vested.u128(), second.claimed.u128()),
            (&Status::Active {}, 700, 0)
        );
        let holdings: HoldingsResponse =
            from_json(ask(QueryMsg::Holdings { start_after: None, limit: None })).unwrap();
        assert_eq!(holdings.holdings[0].owed.u128(), 1_000);
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    let key = |part: u8| [&[2, 0, 8][..], &1u64.to_be_bytes(), &[part]].concat();
    let ask = |deps: cosmwasm_std::Deps| {
        contract::query(deps, mock_env(), QueryMsg::Claimable { grant_id: 1 }).unwrap_err()
    };
    deps.storage.set(&key(0), &[0]);
    let refused = ask(deps.as_ref());
    assert!(
        matches!(&refused, ContractError::Record(RecordError::Damaged { record: "Part", .. })),
        "{refused}"
    );
    // Claims in the place of the terms, and a part that no release writes.
    for part in [0, 3] {
        deps.storage.remove(&key(0));
        deps.storage.set(&key(part), &[1, 5]);
        let refused = ask(deps.as_ref());
        assert!(matches!(&refused, ContractError::DamagedGrant { grant_id: 1 }), "{refused}");
        deps.storage.remove(&key(part));
    }
}
