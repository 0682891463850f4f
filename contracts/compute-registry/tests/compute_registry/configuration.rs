//! The configuration: the owner that sets it, and the values that it may have.

use super::suite::{BOND, LIABILITY, Suite, assert_event, terms};
use compute_registry::ContractError;
use cosmwasm_std::{Empty, Uint128, from_json};
use cw_multi_test::Executor;
use weal_api::compute_registry::{AuditTerms, ConfigResponse, ExecuteMsg, InstantiateMsg, QueryMsg};

type Change = fn(&mut AuditTerms);

#[test]
fn terms_keep_their_bounds_at_the_start_and_after() {
    let year = 365 * 86_400;
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    let zero = ContractError::BondTooSmall { found: Uint128::zero(), required: Uint128::one() };
    let cases: [(Change, ContractError); 6] = [
        (|terms| terms.min_bond = Uint128::zero(), zero),
        (|terms| terms.slash_bps = 0, range("slash_bps", 0, 1, 10_000)),
        (|terms| terms.slash_bps = 10_001, range("slash_bps", 10_001, 1, 10_000)),
        (|terms| terms.reporter_share_bps = 5_001, range("reporter_share_bps", 5_001, 0, 5_000)),
        (|terms| terms.liability_seconds = 0, range("liability_seconds", 0, 1, year)),
        (|terms| terms.liability_seconds = 365 * 86_400 + 1, range("liability_seconds", year + 1, 1, year)),
    ];
    for (change, reason) in cases {
        let refused = Suite::try_empty(|msg| change(&mut msg.terms)).err().unwrap().to_string();
        assert!(refused.contains(&reason.to_string()), "{refused}");
        let mut suite = Suite::empty(|_| {});
        let mut changed = terms();
        change(&mut changed);
        let owner = suite.owner.clone();
        let msg = ExecuteMsg::UpdateConfig { treasury: None, terms: Some(changed) };
        suite.assert_refused(&owner, &msg, &[], &reason);
    }
    Suite::empty(|msg| {
        msg.terms = AuditTerms {
            min_bond: Uint128::one(),
            slash_bps: 10_000,
            reporter_share_bps: 5_000,
            liability_seconds: 365 * 86_400,
        };
    });
}

#[test]
fn the_owner_changes_one_thing_and_leaves_the_other() {
    let mut suite = Suite::empty(|_| {});
    let stranger = suite.stranger.clone();
    let msg = ExecuteMsg::UpdateConfig { treasury: Some(stranger.to_string()), terms: None };
    let owner = suite.owner.clone();
    let reason = ContractError::NotOwner { sender: stranger.clone(), owner };
    suite.assert_refused(&stranger, &msg, &[], &reason);
    let updated = suite.govern(&msg);
    let liability = LIABILITY.to_string();
    assert_event(
        &updated,
        "wasm-config_updated",
        &[
            ("treasury", stranger.as_str()),
            ("min_bond", "1000"),
            ("slash_bps", "5000"),
            ("reporter_share_bps", "2000"),
            ("liability_seconds", &liability),
        ],
    );
    let mut changed = terms();
    changed.min_bond = Uint128::new(BOND * 2);
    suite.govern(&ExecuteMsg::UpdateConfig { treasury: None, terms: Some(changed.clone()) });
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!((config.treasury, config.terms), (stranger, changed));
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut suite = Suite::empty(|_| {});
    let (owner, stranger, rival) = (suite.owner.clone(), suite.stranger.clone(), suite.rival.clone());
    let offer = ExecuteMsg::TransferOwnership { new_owner: Some(stranger.to_string()) };
    let not_owner = ContractError::NotOwner { sender: stranger.clone(), owner: owner.clone() };
    suite.assert_refused(&stranger, &offer, &[], &not_owner);
    let proposed = suite.govern(&offer);
    let expected = [("owner", owner.as_str()), ("pending_owner", stranger.as_str())];
    assert_event(&proposed, "wasm-ownership_proposed", &expected);
    let pending = Some(stranger.clone());
    let reason = ContractError::NotPendingOwner { sender: rival.clone(), pending };
    suite.assert_refused(&rival, &ExecuteMsg::AcceptOwnership {}, &[], &reason);
    let accepted = suite.run(&stranger, &ExecuteMsg::AcceptOwnership {});
    assert_event(&accepted, "wasm-ownership_accepted", &[("owner", stranger.as_str())]);
    let late = ContractError::NotOwner { sender: owner.clone(), owner: stranger.clone() };
    suite.assert_refused(&owner, &offer, &[], &late);
    let none = ContractError::NotPendingOwner { sender: stranger.clone(), pending: None };
    suite.assert_refused(&stranger, &ExecuteMsg::AcceptOwnership {}, &[], &none);
}

#[test]
fn unknown_fields_are_refused() {
    for wrong in [
        r#"{"add_sku":{"name":"A","vram_gb":1,"int8_tops":1,"watts":1,"extra":1}}"#,
        r#"{"retire_sku":{"name":"A","extra":1}}"#,
        r#"{"register_auditor":{"name":"A","extra":1}}"#,
        r#"{"withdraw_bond":{"extra":1}}"#,
        r#"{"attest":{"provider":"p","claim":{"soc2":{"extra":1}},"document_hash":"","uri":"","expires_at":1}}"#,
        r#"{"refute":{"attestation_id":1,"evidence_hash":"","reporter":null,"extra":1}}"#,
    ] {
        let error = from_json::<ExecuteMsg>(wrong).unwrap_err().to_string();
        assert!(error.contains("unknown field"), "{error}");
    }
    let query =
        r#"{"qualifies":{"provider":"p","required":[{"region":{"code":"eu","extra":1}}],"until":null}}"#;
    assert!(from_json::<QueryMsg>(query).unwrap_err().to_string().contains("unknown field"));
    let start = r#"{"owner":"o","bond_asset":{"native":{"denom":"uusd"}},"treasury":"t","terms":
        {"min_bond":"1","slash_bps":1,"reporter_share_bps":1,"liability_seconds":1,"extra":1}}"#;
    assert!(from_json::<InstantiateMsg>(start).unwrap_err().to_string().contains("unknown field"));
}

#[test]
fn it_migrates_to_its_own_version_and_by_its_admin_alone() {
    let mut suite = Suite::new();
    let (owner, stranger, code_id) = (suite.owner.clone(), suite.stranger.clone(), suite.code_id);
    let registry = suite.registry.clone();
    let refused = suite.app.migrate_contract(stranger, registry.clone(), &Empty {}, code_id);
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("Only admin can migrate contract"), "{refused}");
    let before = suite.snapshot();
    suite.app.migrate_contract(owner, registry, &Empty {}, code_id).unwrap();
    assert_eq!(suite.snapshot(), before);
}
