//! Records of each release: this one's are written as they are kept, and every one of them is read.
use crate::suite::{STABLE, Suite, kind, stable};
use amm_factory::{ContractError, contract, layout};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Uint128, from_json};
use std::path::PathBuf;
use weal_api::amm_factory::{
    ConfigResponse, CreationFee, ExecuteMsg, MigrateMsg, NativeDecimals, PoolsResponse, QueryMsg,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_records::golden;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::new();
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let fee = CreationFee {
        asset: Asset::new(AssetInfo::native("ufee"), Uint128::new(7)),
        recipient: bob.to_string(),
    };
    let pool_code = suite.pool_code;
    let messages = [
        ExecuteMsg::UpdateKind { kind: stable(pool_code) },
        ExecuteMsg::UpdateGuardian { guardian: Some(bob.to_string()) },
        ExecuteMsg::TransferOwnership { new_owner: Some(bob.to_string()) },
    ];
    for message in messages {
        suite.execute(&alice, &message, &[]).unwrap();
    }
    suite.create(&alice, [0, 1], 30).unwrap();
    suite.create_stable(&alice, 100, [6, 6], 5).unwrap();
    suite.create(&alice, [0, 2], 30).unwrap();
    suite.execute(&alice, &ExecuteMsg::UpdateCreationFee { creation_fee: Some(fee) }, &[]).unwrap();
    suite.execute(&bob, &ExecuteMsg::PauseCreation { kind: STABLE.into() }, &[]).unwrap();

    let rows = suite.app.dump_wasm_raw(&suite.factory);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:amm-factory", version).unwrap();
        let info = MigrateInfo { sender: deps.api.addr_make("admin"), old_migrate_version: None };
        contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {}, info).unwrap();

        let ask = |query: QueryMsg| contract::query(deps.as_ref(), mock_env(), query).unwrap();
        let config: ConfigResponse = from_json(ask(QueryMsg::Config {})).unwrap();
        assert_eq!((config.pools, config.kinds.len(), config.pauses.len()), (3, 2, 1));
        assert_eq!(config.kinds[0], kind(config.kinds[0].code_id));
        assert_eq!(config.creation_fee.unwrap().asset.amount, Uint128::new(7));
        assert!(config.guardian.is_some() && config.guardian == config.pending_owner);
        let pools: PoolsResponse =
            from_json(ask(QueryMsg::Pools { start_after: Some(1), limit: Some(1) })).unwrap();
        let pool = pools.pools.first().unwrap();
        assert_eq!((pool.id, pool.kind.as_str(), pool.fee_bps), (2, STABLE, 5));
        let of = QueryMsg::PoolsOf { assets: pool.assets.clone(), start_after: None, limit: None };
        let of: PoolsResponse = from_json(ask(of)).unwrap();
        assert_eq!(of.pools.iter().map(|pool| pool.id).collect::<Vec<_>>(), [1, 2]);
        let decimals: weal_api::amm_factory::DecimalsResponse =
            from_json(ask(QueryMsg::Decimals { start_after: None, limit: None })).unwrap();
        let six = |denom: &str| NativeDecimals { denom: denom.into(), decimals: 6 };
        assert_eq!(decimals.decimals, ["uatom", "uusd"].map(six));
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap_err();
    assert!(
        matches!(
            &refused,
            ContractError::Record(weal_records::RecordError::Damaged { record: "Ownership", .. })
        ),
        "{refused}"
    );
}
