//! Attacks that are about no single message.

use super::members::bonded_terms;
use super::suite::{FEED, Suite, code, feed};
use cosmwasm_std::{Addr, Binary, coins};
use cw_multi_test::Executor;
use serde_json::{Value, json};
use weal_api::oracle::MigrateMsg;

/// Every message, as JSON, with one field too many at every level where there is an object.
#[test]
fn unknown_messages_and_fields_are_refused_at_every_depth() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let messages = [
        (owner.clone(), json!({"add_feed": serde_json::to_value(feed("uosmo/uusd")).unwrap()})),
        (owner.clone(), serde_json::to_value(suite.round(1, &["5", "5", "5"])).unwrap()),
        (owner.clone(), serde_json::to_value(suite.settlement(&suite.next_root(), &[0, 1, 2])).unwrap()),
        (owner.clone(), json!({"update_feed": serde_json::to_value(feed(FEED)).unwrap()})),
        (owner.clone(), json!({"transfer_ownership": {"new_owner": null}})),
        (owner.clone(), serde_json::to_value(suite.proposal(&suite.accounts(4, 4), None)).unwrap()),
    ];
    for (sender, message) in &messages {
        let before = suite.snapshot();
        for pointer in objects(message) {
            let mut wrong = message.clone();
            wrong.pointer_mut(&pointer).unwrap()["memo"] = json!("x");
            let refused = try_json(&mut suite, sender, &wrong).unwrap_err().to_string();
            let reason = if pointer.is_empty() { "more than one variant" } else { "unknown field `memo`" };
            assert!(refused.contains(reason), "{pointer}: {refused}");
        }
        assert_eq!(suite.snapshot(), before);
        try_json(&mut suite, sender, message).unwrap();
    }
    for wrong in [json!({"rotate": {}}), json!({"instantiate": {}}), json!({}), json!([])] {
        let refused = try_json(&mut suite, &owner, &wrong).unwrap_err().to_string();
        assert!(refused.contains("kind: Serialization"), "{refused}");
    }
    for query in [json!({"price": {"feed": FEED, "memo": ""}}), json!({"committee": {"memo": ""}})] {
        let refused =
            suite.app.wrap().query_wasm_smart::<Value>(&suite.oracle, &query).unwrap_err().to_string();
        assert!(
            refused.contains("Querier contract error: kind: Serialization, error: unknown field `memo`"),
            "{refused}"
        );
    }
}

#[test]
fn unknown_fields_in_a_registration_and_an_instantiation_are_refused() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let operator = suite.operators[0].clone();
    let mut msg = serde_json::to_value(suite.registration(0)).unwrap();
    msg["register_key"]["memo"] = json!("x");
    let refused = try_json(&mut suite, &operator, &msg).unwrap_err().to_string();
    assert!(refused.contains("unknown field `memo`"), "{refused}");

    let code_id = suite.app.store_code(code());
    let terms = serde_json::to_value(bonded_terms(suite.app.api())).unwrap();
    let good =
        json!({"owner": suite.owner, "operators": suite.operators, "feeds": [feed(FEED)], "terms": terms});
    let mut create =
        |msg: &Value| suite.app.instantiate_contract(code_id, operator.clone(), msg, &[], "oracle", None);
    create(&good).unwrap();
    for pointer in objects(&good) {
        let mut wrong = good.clone();
        wrong.pointer_mut(&pointer).unwrap()["memo"] = json!("x");
        let refused = create(&wrong).unwrap_err().to_string();
        assert!(refused.contains("kind: Serialization"), "{refused}");
    }
}

fn try_json(suite: &mut Suite, sender: &Addr, msg: &Value) -> Result<(), String> {
    let oracle = suite.oracle.clone();
    let result = suite.app.execute_contract(sender.clone(), oracle, msg, &[]);
    result.map(|_| ()).map_err(|error| error.to_string())
}

/// The paths of all objects in a document.
fn objects(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(i, child)| (i.to_string(), child)).collect(),
        _ => vec![],
    };
    let own = value.is_object().then(String::new);
    let below = children
        .into_iter()
        .flat_map(|(key, child)| objects(child).into_iter().map(move |path| format!("/{key}{path}")));
    own.into_iter().chain(below).collect()
}

#[test]
fn no_message_takes_funds() {
    let mut suite = Suite::new();
    let stranger = suite.stranger.clone();
    let before = suite.snapshot();
    for msg in [suite.round(1, &["5", "5", "5"]), suite.settlement(&suite.next_root(), &[0, 1, 2])] {
        let error = suite.execute_with(&stranger, &msg, &coins(1, "uusd")).unwrap_err().to_string();
        assert!(error.contains("takes no funds"), "{error}");
    }
    assert_eq!(suite.snapshot(), before);
}

#[test]
fn only_an_earlier_version_of_this_contract_migrates() {
    let mut suite = Suite::new();
    let code_id = suite.app.store_code(code());
    let (owner, oracle) = (suite.owner.clone(), suite.oracle.clone());
    let before = suite.snapshot();
    suite.app.migrate_contract(owner, oracle.clone(), &MigrateMsg {}, code_id).unwrap();
    assert_eq!(suite.snapshot(), before);

    let deps = &mut cosmwasm_std::testing::mock_dependencies();
    let info = cosmwasm_std::MigrateInfo { sender: oracle, old_migrate_version: None };
    for (name, version) in [("someone:else", "0.0.1"), ("commonweal:oracle", "99.0.0")] {
        cw2::set_contract_version(&mut deps.storage, name, version).unwrap();
        let env = cosmwasm_std::testing::mock_env();
        let refused = oracle::contract::migrate(deps.as_mut(), env, MigrateMsg {}, info.clone())
            .unwrap_err()
            .to_string();
        assert!(refused.contains("Cannot migrate from"), "{refused}");
    }
}

/// A message that a stranger changed on its way loses its signatures, whichever byte was changed.
#[test]
fn a_front_runner_cannot_change_a_round_it_copies() {
    let mut suite = Suite::new();
    let msg = serde_json::to_value(suite.round(1, &["5", "5", "5"])).unwrap();
    let path = "/submit_prices/observations/1";
    let changes = [
        ("/price", json!("5.1")),
        ("/observed_at", json!(suite.now() - 1)),
        ("/member", json!(3)),
        ("/signature", json!(Binary::from([0; 64]))),
    ];
    let before = suite.snapshot();
    let sender = suite.stranger.clone();
    for (field, value) in changes {
        let mut changed = msg.clone();
        *changed.pointer_mut(&format!("{path}{field}")).unwrap() = value;
        let error = try_json(&mut suite, &sender, &changed).unwrap_err();
        assert!(error.contains("do not all verify"), "{error}");
    }
    let mut changed = msg.clone();
    changed["submit_prices"]["round"] = json!(2);
    let refused = try_json(&mut suite, &sender, &changed).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    assert_eq!(suite.snapshot(), before);
    try_json(&mut suite, &sender, &msg).unwrap();
}
