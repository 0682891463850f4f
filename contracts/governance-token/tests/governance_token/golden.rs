//! Records of each release: this one's are written as they are kept, and every one of them is read.
use crate::suite::Suite;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Binary, MigrateInfo, Storage, Uint128, from_json};
use cw_utils::Expiration;
use governance_token::{ContractError, contract, layout};
use std::path::PathBuf;
use weal_api::cw20::{
    AllSpenderAllowancesResponse, BalanceResponse, EmbeddedLogo, InstantiateMarketingInfo, Logo,
    MarketingInfoResponse, MinterResponse, TokenInfoResponse,
};
use weal_api::governance_token::{ExecuteMsg, MigrateMsg, QueryMsg};
use weal_records::{RecordError, golden};

const SVG: &[u8] = b"<?xml version=\"1.0\"?><svg></svg>";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn the_records_of_this_release_are_its_golden_bytes() {
    let mut suite = Suite::with(|msg| {
        msg.marketing = Some(InstantiateMarketingInfo {
            project: Some("https://commonweal.example".into()),
            description: None,
            marketing: msg.mint.as_ref().map(|mint| mint.minter.clone()),
            logo: Some(Logo::Embedded(EmbeddedLogo::Svg(Binary::from(SVG)))),
        });
    });
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let expirations = [None, Some(Expiration::AtHeight(20_000)), Some(Expiration::Never {})];
    let spenders = [bob.to_string(), suite.minter.to_string(), suite.token.to_string()];
    for (spender, expires) in spenders.into_iter().zip(expirations) {
        let allow = ExecuteMsg::IncreaseAllowance { spender, amount: Uint128::new(300), expires };
        suite.execute(&alice, &allow).unwrap();
    }
    let transfer = ExecuteMsg::Transfer { recipient: bob.to_string(), amount: Uint128::new(250) };
    suite.execute(&alice, &transfer).unwrap();

    let rows = suite.app.dump_wasm_raw(&suite.token);
    golden::ensure(&folder().join("0.2.0.txt"), &layout(), &rows).unwrap();
}

#[test]
fn the_state_of_each_release_is_migrated_and_read() {
    for file in std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()) {
        let mut deps = mock_dependencies();
        deps.api = deps.api.with_prefix("wasm");
        golden::rows(&file).unwrap().into_iter().for_each(|(key, value)| deps.storage.set(&key, &value));
        let version = file.file_stem().unwrap().to_str().unwrap();
        cw2::set_contract_version(&mut deps.storage, "commonweal:governance-token", version).unwrap();
        let [alice, bob, minter] = ["alice", "bob", "minter"].map(|name| deps.api.addr_make(name));
        let info = MigrateInfo { sender: minter.clone(), old_migrate_version: None };
        contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {}, info).unwrap();

        let spend = ExecuteMsg::TransferFrom {
            owner: alice.to_string(),
            recipient: minter.to_string(),
            amount: Uint128::new(100),
        };
        contract::execute(deps.as_mut(), mock_env(), message_info(&bob, &[]), spend).unwrap();
        let ask = |query: QueryMsg| contract::query(deps.as_ref(), mock_env(), query).unwrap();
        let balances = [(&alice, 650u128), (&bob, 250), (&minter, 100)];
        for (account, expected) in balances {
            let balance: BalanceResponse =
                from_json(ask(QueryMsg::Balance { address: account.to_string() })).unwrap();
            assert_eq!(balance.balance.u128(), expected, "{account}");
        }
        let (spender, start_after, limit) = (bob.to_string(), None, None);
        let held: AllSpenderAllowancesResponse =
            from_json(ask(QueryMsg::AllSpenderAllowances { spender, start_after, limit })).unwrap();
        assert_eq!(held.allowances.iter().map(|row| row.allowance.u128()).collect::<Vec<_>>(), [200]);
        let token: TokenInfoResponse = from_json(ask(QueryMsg::TokenInfo {})).unwrap();
        assert_eq!((token.symbol.as_str(), token.decimals, token.total_supply.u128()), ("WEAL", 6, 1_000));
        let mint: Option<MinterResponse> = from_json(ask(QueryMsg::Minter {})).unwrap();
        assert_eq!(mint.unwrap().cap, Some(Uint128::new(2_000)));
        let marketing: MarketingInfoResponse = from_json(ask(QueryMsg::MarketingInfo {})).unwrap();
        assert_eq!(marketing.marketing, Some(minter));
    }
}

#[test]
fn a_damaged_record_is_refused_by_its_name() {
    let mut deps = mock_dependencies();
    for entry in layout().records {
        deps.storage.set(&[entry.prefix], &[255]);
    }
    let refused = contract::query(deps.as_ref(), mock_env(), QueryMsg::Minter {}).unwrap_err();
    let damaged = matches!(&refused, ContractError::Record(RecordError::Damaged { record: "Minter", .. }));
    assert!(damaged, "{refused}");
}
