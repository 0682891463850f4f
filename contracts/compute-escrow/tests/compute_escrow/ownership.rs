//! Creation, configuration, two-step ownership and migration.

use super::suite::{DENOM, FEE_BPS, SILENCE, Suite, WINDOW, assert_event};
use compute_escrow::{ContractError, contract};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{MigrateInfo, Uint128, coins};
use cw_multi_test::Executor;
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{
    ConfigChanges, ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg,
};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;

const MONTH: u64 = 30 * 86_400;

type Change<'a> = &'a dyn Fn(&mut InstantiateMsg);

fn config(suite: &Suite) -> ConfigResponse {
    suite.query(&QueryMsg::Config {})
}

#[test]
fn the_configuration_is_what_was_asked_for() {
    let suite = Suite::new();
    let expected = ConfigResponse {
        owner: suite.owner.clone(),
        pending_owner: None,
        oracle: suite.oracle.clone(),
        payment_asset: AssetInfo::native(DENOM),
        fee_recipient: suite.owner.clone(),
        min_bond: Uint128::new(1_000),
        protocol_fee_bps: FEE_BPS,
        challenge_window_seconds: WINDOW,
        silence_seconds: SILENCE,
        registry: None,
        market: None,
        request_bond: Uint128::new(10),
        answer_seconds: 3_600,
    };
    assert_eq!(config(&suite), expected);
}

#[test]
fn values_outside_their_limits_create_no_escrow() {
    let refusal =
        |change: &dyn Fn(&mut InstantiateMsg)| Suite::try_empty(|msg| change(msg)).err().unwrap().to_string();
    let window = |window, found, min| ContractError::WindowOutOfRange { window, found, min, max: MONTH };
    let fee = FixedPointError::BpsAboveMaximum { found: 501, max: 500 };
    let cases: [(Change<'_>, ContractError); 5] = [
        (&|msg| msg.min_bond = Uint128::zero(), ContractError::ZeroBond),
        (&|msg| msg.protocol_fee_bps = 501, fee.into()),
        (&|msg| msg.challenge_window_seconds = MONTH + 1, window("challenge_window_seconds", MONTH + 1, 0)),
        (&|msg| msg.silence_seconds = 0, window("silence_seconds", 0, 1)),
        (&|msg| msg.silence_seconds = MONTH + 1, window("silence_seconds", MONTH + 1, 1)),
    ];
    for (change, reason) in cases {
        let error = refusal(change);
        assert!(error.contains(&reason.to_string()), "expected '{reason}', found '{error}'");
    }
    for change in [
        (&|msg: &mut InstantiateMsg| msg.owner = "WASM1".into()) as Change<'_>,
        &|msg| msg.oracle = String::new(),
        &|msg| msg.payment_asset = AssetInfo::native("u"),
        &|msg| msg.fee_recipient = Some("x".into()),
    ] {
        refusal(change);
    }
    Suite::empty(|msg| {
        msg.protocol_fee_bps = 500;
        msg.challenge_window_seconds = MONTH;
        msg.silence_seconds = MONTH;
    });
}

#[test]
fn creating_an_escrow_takes_no_funds() {
    let mut suite = Suite::new();
    let msg = InstantiateMsg {
        owner: suite.owner.to_string(),
        oracle: suite.oracle.to_string(),
        payment_asset: AssetInfo::native(DENOM),
        fee_recipient: None,
        min_bond: Uint128::one(),
        protocol_fee_bps: 0,
        challenge_window_seconds: 0,
        silence_seconds: 1,
        registry: None,
        market: None,
        request_bond: None,
        answer_seconds: None,
    };
    let (code, owner) = (suite.escrow_code, suite.owner.clone());
    let paid = suite.app.instantiate_contract(code, owner.clone(), &msg, &coins(1, DENOM), "escrow", None);
    let reason = PaymentError::NotPayable { found: "1uusd".into() }.to_string();
    assert!(paid.unwrap_err().to_string().contains(&reason));
    suite.app.instantiate_contract(code, owner, &msg, &[], "escrow", None).unwrap();
}

#[test]
fn the_owner_changes_what_it_names_and_nothing_else() {
    let mut suite = Suite::new();
    let (owner, rival) = (suite.owner.clone(), suite.rival.clone());
    let changes = ConfigChanges {
        fee_recipient: Some(rival.to_string()),
        min_bond: Some(Uint128::new(5)),
        ..ConfigChanges::default()
    };
    let before = config(&suite);

    let updated = suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));

    assert_event(
        &updated,
        "wasm-config_updated",
        &[
            ("fee_recipient", rival.as_str()),
            ("min_bond", "5"),
            ("protocol_fee_bps", "250"),
            ("challenge_window_seconds", "60"),
            ("silence_seconds", "600"),
            ("market", ""),
            ("request_bond", "10"),
            ("answer_seconds", "3600"),
        ],
    );
    let expected = ConfigResponse { fee_recipient: rival, min_bond: Uint128::new(5), ..before };
    assert_eq!(config(&suite), expected);
}

#[test]
fn a_stranger_changes_nothing() {
    let mut suite = Suite::new();
    let (owner, rival) = (suite.owner.clone(), suite.rival.clone());
    let reason = ContractError::NotOwner { sender: rival.clone(), owner };
    for msg in [
        ExecuteMsg::UpdateConfig(ConfigChanges::default()),
        ExecuteMsg::TransferOwnership { new_owner: Some(rival.to_string()) },
    ] {
        suite.assert_refused(&rival, &msg, &[], &reason);
    }
    let accept = ContractError::NotPendingOwner { sender: rival.clone(), pending: None };
    suite.assert_refused(&rival, &ExecuteMsg::AcceptOwnership {}, &[], &accept);
}

#[test]
fn changes_outside_their_limits_are_refused() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let changes = ConfigChanges { protocol_fee_bps: Some(501), ..ConfigChanges::default() };
    let fee = FixedPointError::BpsAboveMaximum { found: 501, max: 500 };
    suite.assert_refused(&owner, &ExecuteMsg::UpdateConfig(changes), &[], &fee.into());
    let changes = ConfigChanges { silence_seconds: Some(0), ..ConfigChanges::default() };
    let window = ContractError::WindowOutOfRange { window: "silence_seconds", found: 0, min: 1, max: MONTH };
    suite.assert_refused(&owner, &ExecuteMsg::UpdateConfig(changes), &[], &window);
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut suite = Suite::new();
    let (owner, rival, stranger) = (suite.owner.clone(), suite.rival.clone(), suite.stranger.clone());
    let propose = |who: Option<&cosmwasm_std::Addr>| ExecuteMsg::TransferOwnership {
        new_owner: who.map(ToString::to_string),
    };

    let proposed = suite.run(&owner, &propose(Some(&stranger)));
    let expected = [("owner", owner.as_str()), ("pending_owner", stranger.as_str())];
    assert_event(&proposed, "wasm-ownership_proposed", &expected);
    let withdrawn = suite.run(&owner, &propose(None));
    let expected = [("owner", owner.as_str()), ("pending_owner", "")];
    assert_event(&withdrawn, "wasm-ownership_proposed", &expected);
    let none = ContractError::NotPendingOwner { sender: stranger.clone(), pending: None };
    suite.assert_refused(&stranger, &ExecuteMsg::AcceptOwnership {}, &[], &none);

    suite.run(&owner, &propose(Some(&rival)));
    let other = ContractError::NotPendingOwner { sender: stranger.clone(), pending: Some(rival.clone()) };
    suite.assert_refused(&stranger, &ExecuteMsg::AcceptOwnership {}, &[], &other);
    assert_eq!(config(&suite).owner, owner);

    let accepted = suite.run(&rival, &ExecuteMsg::AcceptOwnership {});
    assert_event(&accepted, "wasm-ownership_accepted", &[("owner", rival.as_str())]);
    let after = config(&suite);
    assert_eq!((after.owner, after.pending_owner, after.fee_recipient), (rival.clone(), None, rival.clone()));
    let not_owner = ContractError::NotOwner { sender: owner.clone(), owner: rival };
    suite.assert_refused(&owner, &propose(None), &[], &not_owner);
}

#[test]
fn the_same_contract_migrates_with_its_state() {
    let mut suite = Suite::new();
    let before = suite.snapshot();
    let (owner, escrow, code) = (suite.owner.clone(), suite.escrow.clone(), suite.escrow_code);
    suite.app.migrate_contract(owner, escrow, &MigrateMsg {}, code).unwrap();
    assert_eq!(suite.snapshot(), before);
}

#[test]
fn another_contract_or_a_later_version_is_not_migrated() {
    for (contract_name, version) in [("commonweal:oracle", "0.0.1"), ("commonweal:compute-escrow", "99.0.0")]
    {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, contract_name, version).unwrap();
        let sender = deps.api.addr_make("admin");
        let info = MigrateInfo { sender, old_migrate_version: None };
        let refused = contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {}, info).unwrap_err();
        assert!(refused.to_string().contains("Cannot migrate from"), "{contract_name} {version}: {refused}");
    }
}
