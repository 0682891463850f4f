#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::amm_pool::{Cw20HookMsg, ExecuteMsg, InstantiateMsg, QueryMsg};
use cosmwasm_std::from_json;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

type Names = BTreeMap<String, Vec<String>>;

/// Of each message of the derived schema its fields.
fn by_schema(schema: Json) -> Names {
    let names = |of: &Json| -> Vec<String> {
        let properties = of.get("properties").and_then(Json::as_object);
        properties.map(|properties| properties.keys().cloned().collect()).unwrap_or_default()
    };
    let message = |variant: &Json| {
        let (name, body) = variant["properties"].as_object().unwrap().iter().next().unwrap();
        let fields = match body["$ref"].as_str() {
            Some(path) => names(schema.pointer(path.trim_start_matches('#')).unwrap()),
            None => names(body),
        };
        (name.clone(), fields)
    };
    schema["oneOf"].as_array().unwrap().iter().map(message).collect()
}

fn by_table(shapes: &[(&'static str, Shape)]) -> Names {
    let fields = |shape: Shape| {
        let mut names: Vec<String> = shape.iter().map(|(name, _)| (*name).into()).collect();
        names.sort();
        names
    };
    shapes.iter().map(|(name, shape)| ((*name).into(), fields(shape))).collect()
}

#[test]
fn what_is_read_is_what_the_schema_says() {
    let schema = |schema: schemars::schema::RootSchema| serde_json::to_value(schema).unwrap();
    assert_eq!(by_table(ExecuteMsg::SHAPES), by_schema(schema(schemars::schema_for!(ExecuteMsg))));
    assert_eq!(by_table(QueryMsg::SHAPES), by_schema(schema(schemars::schema_for!(QueryMsg))));
    assert_eq!(by_table(Cw20HookMsg::SHAPES), by_schema(schema(schemars::schema_for!(Cw20HookMsg))));
    assert_eq!(by_table(PoolKind::SHAPES), by_schema(schema(schemars::schema_for!(PoolKind))));
}

fn of_kind(kind: Kind) -> Json {
    let info = json!({"native": {"denom": "uusd"}});
    let asset = json!({"info": info, "amount": "7"});
    match kind {
        Kind::Amount => json!("340282366920938463463374607431768211455"),
        Kind::Number => json!(65_535),
        Kind::Flag => json!(true),
        Kind::Text => json!("wasm1"),
        Kind::Bytes => json!("e30="),
        Kind::Info => info,
        Kind::Asset => asset,
        Kind::Assets => json!([asset]),
        Kind::Expires => json!({"at_height": 9}),
        Kind::Surcharge => json!({"alpha_bps": 5_000, "cap_bps": 100}),
        Kind::Infos => json!([info]),
        Kind::Curve => json!({"constant_product": {}}),
        Kind::Decimals => json!([6, 18]),
        Kind::Cover => json!({"share_bps": 5_000, "min_age": 604_800}),
        Kind::Hops => json!([{"pool": "wasm1", "ask": null}, {"pool": "wasm1", "ask": info}]),
        Kind::Change => json!({
            "fee_bps": 1, "seasoning_blocks": 2, "sandwich_bound": true, "protocol_share_bps": 3,
            "protocol_recipient": "wasm1", "guardian": null, "directional": {"alpha_bps": 1, "cap_bps": 2},
            "cover": {"share_bps": 1, "min_age": 86_400},
        }),
    }
}

/// Every message with every field comes back as it was, with none it is refused where one is required, and an unknown
/// or a second field is refused.
fn assert_read<M: serde::de::DeserializeOwned + serde::Serialize>(shapes: &[(&'static str, Shape)]) {
    let read = |text: &str| from_json::<M>(text.as_bytes());
    for (name, shape) in shapes {
        let body: serde_json::Map<_, _> =
            shape.iter().map(|(field, kind)| ((*field).to_string(), of_kind(*kind))).collect();
        let whole = json!({ *name: body });
        let message = read(&whole.to_string()).expect(name);
        assert_eq!(serde_json::to_value(&message).unwrap(), whole);

        let mut unknown = body.clone();
        unknown.insert("surprise".into(), json!(1));
        let error = read(&json!({ *name: unknown }).to_string()).err().unwrap().to_string();
        assert!(error.contains("unknown field `surprise`"), "{error}");
        let twice = format!("{},\"x\":{{}}}}", whole.to_string().strip_suffix('}').unwrap());
        assert!(read(&twice).is_err(), "{twice}");
        for field in body.keys() {
            let mut without = body.clone();
            without.insert(field.clone(), Json::Null);
            let by_null = read(&json!({ *name: without }).to_string()).ok();
            without.remove(field);
            let by_absence = read(&json!({ *name: without }).to_string()).ok();
            let written = |message: &Option<M>| serde_json::to_value(message).unwrap();
            assert_eq!(written(&by_null), written(&by_absence), "{name}.{field}");
        }
    }
    assert!(read("{}").is_err() && read("[]").is_err() && read("{\"nonsense\":{}}").is_err());
}

#[test]
fn every_message_is_read_as_it_was_written() {
    assert_read::<ExecuteMsg>(ExecuteMsg::SHAPES);
    assert_read::<QueryMsg>(QueryMsg::SHAPES);
    assert_read::<Cw20HookMsg>(Cw20HookMsg::SHAPES);
    assert_read::<PoolKind>(PoolKind::SHAPES);
}

#[test]
fn what_is_required_twice_there_or_out_of_range_is_refused() {
    let refused = |text: &str| from_json::<ExecuteMsg>(text.as_bytes()).unwrap_err().to_string();
    let missing = refused(r#"{"withdraw_one":{"shares":"1","min_receive":"1"}}"#);
    assert!(missing.contains("missing field `asset`"), "{missing}");
    let twice = refused(r#"{"pause_swaps":{"seconds":1,"seconds":1}}"#);
    assert!(twice.contains("duplicate field `seconds`"), "{twice}");
    let wide = refused(r#"{"grow_observations":{"capacity":65536}}"#);
    assert!(wide.contains("`capacity` is out of range"), "{wide}");
    for wrong in [r#"{"pause_swaps":{"seconds":-1}}"#, r#"{"pause_swaps":{"seconds":"1"}}"#] {
        refused(wrong);
    }
}

#[test]
fn an_instantiation_is_read_as_it_was_written() {
    let whole = json!({
        "assets": of_kind(Kind::Infos), "kind": {"stableswap": {"amp": 100, "decimals": [6, 18]}}, "fee_bps": 30,
        "lp_name": "a", "lp_symbol": null, "owner": "wasm1", "params": of_kind(Kind::Change),
    });
    let read = |value: &Json| from_json::<InstantiateMsg>(value.to_string().as_bytes());
    assert_eq!(serde_json::to_value(read(&whole).unwrap()).unwrap(), whole);
    for place in ["", "/params", "/params/directional", "/params/cover", "/kind/stableswap"] {
        let mut wrong = whole.clone();
        wrong.pointer_mut(place).unwrap()["surprise"] = json!(1);
        let error = read(&wrong).unwrap_err().to_string();
        assert!(error.contains("unknown field `surprise`"), "{place}: {error}");
    }
    for required in ["assets", "kind", "fee_bps", "owner"] {
        let mut wrong = whole.clone();
        wrong[required] = Json::Null;
        assert!(read(&wrong).unwrap_err().to_string().contains(&format!("missing field `{required}`")));
    }
}
