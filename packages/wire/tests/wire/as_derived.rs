//! The two readers take the same JSON, refuse the same, and read the same from it. The one exception is a list in the
//! place of an object, which a derived reader takes field by field.

use crate::types::{derived, ours};
use cosmwasm_std::from_json;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn written<T: DeserializeOwned + Serialize>(text: &str) -> Option<Value> {
    from_json::<T>(text.as_bytes()).ok().map(|value| serde_json::to_value(value).unwrap())
}

/// Holds both readers to each other; whether they took it.
fn agree(text: &str) -> [bool; 2] {
    let order = written::<ours::Order>(text);
    assert_eq!(order, written::<derived::Order>(text), "{text}");
    let wide = written::<ours::Wide>(text);
    assert_eq!(wide, written::<derived::Wide>(text), "{text}");
    [order.is_some(), wide.is_some()]
}

fn leg() -> Value {
    json!({"asset": "a\"\\\u{1f}é", "amount": "340282366920938463463374607431768211455", "places": [255, -2147483648],
           "live": true, "note": "e30="})
}

fn wide() -> Value {
    json!({"by": "wasm1", "from": "18446744073709551615", "at": "1700000000000000000", "most": "7", "least": "-9",
           "next": leg(), "numbers": [0, u64::MAX], "tiny": -128})
}

fn orders() -> Vec<Value> {
    vec![
        json!("market"),
        json!({"market": null}),
        json!({"limit": {"price": "1.5", "until": {"at_time": "12"}}}),
        json!({"limit": {"price": "0.000000000000000001", "until": {"at_height": 12}}}),
        json!({"limit": {"price": "2", "until": {"never": {}}}}),
        json!({"limit": {"price": "2", "until": null}}),
        json!({"limit": {"price": "2"}}),
        json!({"many_at_once": [leg(), leg()]}),
        json!({"many_at_once": []}),
        json!({"named": {"asset": "", "amount": "0", "places": [0, 0]}}),
        json!({"close": {}}),
    ]
}

#[test]
fn every_kind_of_value_is_read_as_a_derived_reader_does() {
    for order in orders() {
        assert_eq!(agree(&order.to_string()), [true, false], "{order}");
    }
    assert_eq!(agree(&wide().to_string()), [false, true]);
}

/// Anything that could stand in the place of a value.
fn intruder() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u64..=300).prop_map(Value::from),
        Just(json!(-1)),
        "[0-9]{0,40}".prop_map(Value::from),
        "-?[0-9]{1,20}\\.?[0-9]{0,19}".prop_map(Value::from),
        "[a-zA-Z0-9+/=]{0,8}".prop_map(Value::from),
        Just(json!([1, 2])),
        Just(json!([1, 2, 3])),
        Just(json!({})),
        Just(json!({"never": {}})),
        Just(json!({"never": {"x": 1}})),
        Just(json!("never")),
        Just(leg()),
    ]
}

/// The way in which a message is spoilt.
#[derive(Debug, Clone)]
enum Spoilt {
    Replaced(Value),
    Removed,
    Added(Value),
}

fn spoilt() -> impl Strategy<Value = Spoilt> {
    prop_oneof![
        intruder().prop_map(Spoilt::Replaced),
        Just(Spoilt::Removed),
        intruder().prop_map(Spoilt::Added),
    ]
}

/// The ways to every value of it.
fn places(value: &Value, here: String) -> Vec<String> {
    let inner: Vec<String> = match value {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| places(value, format!("{here}/{name}"))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(at, item)| places(item, format!("{here}/{at}"))).collect()
        }
        _ => vec![],
    };
    std::iter::once(here).chain(inner).collect()
}

fn spoil(mut whole: Value, place: usize, how: Spoilt) -> Value {
    let places = places(&whole, String::new());
    let place = &places[place % places.len()];
    match how {
        Spoilt::Replaced(value) => *whole.pointer_mut(place).unwrap() = value,
        Spoilt::Added(value) => match whole.pointer_mut(place).unwrap() {
            Value::Object(fields) => drop(fields.insert("surprise".into(), value)),
            Value::Array(items) => items.push(value),
            other => *other = value,
        },
        Spoilt::Removed => {
            let (parent, name) = place.rsplit_once('/').unwrap_or_default();
            if let Some(Value::Object(fields)) = whole.pointer_mut(parent) {
                fields.remove(name);
            }
        }
    }
    whole
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn a_spoilt_message_is_taken_or_refused_as_by_a_derived_reader(
        which in 0_usize..12,
        spoils in prop::collection::vec((any::<usize>(), spoilt()), 1..3),
    ) {
        let whole = orders().get(which).cloned().unwrap_or_else(wide);
        let whole = spoils.into_iter().fold(whole, |whole, (place, how)| spoil(whole, place, how));
        agree(&whole.to_string());
    }
}
