//! Records of each release: this one's are written as they are kept, and every one of them is read.

use crate::suite::{FEED, Kind, Suite, rate, risk};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Decimal, MigrateInfo, Storage, Timestamp, coins, from_json};
use cw_multi_test::Executor;
use lending_market::{contract, layout};
use std::path::PathBuf;
use weal_api::lending_market::*;
use weal_records::golden;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::indebted(Kind::Native);
    let (owner, market) = (suite.owner.clone(), suite.market.clone());
    let terms = ExecuteMsg::ProposeTerms {
        rate: Some(RateParams { slope1: Decimal::percent(20), ..rate() }),
        risk: Some(risk()),
    };
    let step = OwnershipStep::Propose { new_owner: suite.carol.to_string() };
    for message in [terms, ExecuteMsg::UpdateOwnership(step)] {
        suite.app.execute_contract(owner.clone(), market.clone(), &message, &[]).unwrap();
    }
    let rows = suite.app.dump_wasm_raw(&suite.market);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:lending-market", version).unwrap();
        let bob = deps.api.addr_make("bob");
        let mut env = mock_env();
        let now = Suite::new().app.block_info().time.seconds();
        env.block.time = Timestamp::from_seconds(now);
        let info = MigrateInfo { sender: bob.clone(), old_migrate_version: None };
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        let repay = ExecuteMsg::Repay { on_behalf_of: None };
        let sent = message_info(&bob, &coins(20_000, "uusd"));
        contract::execute(deps.as_mut(), env.clone(), sent, repay).unwrap();
        let ask = |query: QueryMsg| contract::query(deps.as_ref(), env.clone(), query).unwrap();
        let config: ConfigResponse = from_json(ask(QueryMsg::Config {})).unwrap();
        assert_eq!((config.price_feed.as_str(), &config.rate, &config.risk), (FEED, &rate(), &risk()));
        assert!(config.pending_owner.is_some());
        assert_eq!(config.pending_terms.unwrap().rate.unwrap().slope1, Decimal::percent(20));
        let positions: PositionsResponse =
            from_json(ask(QueryMsg::Positions { start_after: None, limit: None })).unwrap();
        let rows: Vec<_> =
            positions.positions.iter().map(|row| (&row.account, row.collateral.u128())).collect();
        assert_eq!(rows, [(&bob.to_string(), 10_000)]);
        assert_eq!(positions.positions[0].debt.u128(), 50_000);
        let alice = deps.api.addr_make("alice").to_string();
        let supplied: SupplyPositionResponse =
            from_json(ask(QueryMsg::SupplyPosition { account: alice })).unwrap();
        assert_eq!(supplied.assets.u128(), 1_000_000);
    }
}
