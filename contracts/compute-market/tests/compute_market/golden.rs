//! Records of each release: this one's are written as they are kept, and every one of them is read.
use super::suite::{BID_DEPOSIT, DEPOSIT, RATE, Suite, terms};
use compute_market::{ContractError, contract, layout};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Storage, Timestamp, from_json};
use std::path::PathBuf;
use weal_api::compute_market::{
    ExecuteMsg, HoldingsResponse, MigrateMsg, OrderResponse, OrderStatus, QueryMsg,
};
use weal_records::{RecordError, golden};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::new();
    let awarded = suite.auction(&[(0, RATE - 2), (1, RATE - 1)], &[0, 1]);
    suite.award(awarded);
    let open = suite.open(terms(), DEPOSIT);
    suite.bid(open, 2, RATE);
    suite.bid(open, 3, RATE - 5);
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
        cw2::set_contract_version(&mut deps.storage, "commonweal:compute-market", version).unwrap();
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(Suite::without_offers().now());
        let info = MigrateInfo { sender: deps.api.addr_make("owner"), old_migrate_version: None };
        contract::migrate(deps.as_mut(), env.clone(), MigrateMsg {}, info).unwrap();

        // The loser of the first order takes its deposit back.
        let loser = deps.api.addr_make("provider1");
        let claim = ExecuteMsg::ClaimCredit {};
        let claimed =
            contract::execute(deps.as_mut(), env.clone(), message_info(&loser, &[]), claim).unwrap();
        assert_eq!(claimed.messages.len(), 1);
        let ask = |query: QueryMsg| contract::query(deps.as_ref(), env.clone(), query).unwrap();
        let awarded: OrderResponse = from_json(ask(QueryMsg::Order { order_id: 1 })).unwrap();
        assert!(
            matches!(awarded.status, OrderStatus::Awarded { offer_id: 1, rate, .. } if rate.u128() == RATE - 2),
            "{awarded:?}"
        );
        let open: OrderResponse = from_json(ask(QueryMsg::Order { order_id: 2 })).unwrap();
        assert_eq!((open.bids.len(), open.deposit.u128()), (2, DEPOSIT));
        assert_eq!(open.bids[1].provider, deps.api.addr_make("provider3"));
        let holdings: HoldingsResponse = from_json(ask(QueryMsg::Holdings {})).unwrap();
        assert_eq!((holdings.orders.u128(), holdings.bids.u128()), (DEPOSIT, 2 * BID_DEPOSIT));
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Config {}).unwrap_err();
    let damaged = matches!(&refused, ContractError::Record(RecordError::Damaged { record: "Parties", .. }));
    assert!(damaged, "{refused}");
}
