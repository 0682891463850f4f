//! Refusals name what they refuse.

use crate::types::{Only, Stored, ours};
use cosmwasm_std::from_json;

fn refused(text: &str) -> String {
    from_json::<ours::Order>(text.as_bytes()).unwrap_err().to_string()
}

#[track_caller]
fn assert_says(text: &str, what: &str) {
    let error = refused(text);
    assert!(error.contains(what), "{error}");
}

#[test]
fn what_is_missing_unknown_twice_or_out_of_range_is_named_with_the_way_to_it() {
    assert_says(r#"{"named":{"asset":"a","places":[1,2]}}"#, "missing field `amount`");
    assert_says(r#"{"named":{"asset":"a","amount":"1","places":[256,2]}}"#, "256 is out of range in places");
    assert_says(r#"{"limit":{"price":"1","until":{"at_height":-1}}}"#, "-1 is out of range in until");
    assert_says(r#"{"close":{"surprise":1}}"#, "unknown field `surprise`");
    assert_says(r#"{"limit":{"price":"1","price":"2"}}"#, "duplicate field `price`");
    assert_says(r#"{"limit":{"price":1}}"#, "invalid type: integer, expected decimal in a string in price");
    assert_says(r#"{"named":{"asset":"a","amount":"-1","places":[1,2]}}"#, "invalid Uint128 in a string: -1");
    assert_says(r#"{"market":{"x":1}}"#, "invalid type: map, expected nothing in market");
    assert_says(r#""close""#, "expected close");
    assert_says(
        r#"{"named":{"asset":"a","amount":"1","places":[0.5,2]}}"#,
        "invalid type: fraction, expected a whole number in places",
    );
}

#[test]
fn a_message_is_one_variant_and_nothing_beside_it() {
    assert_says(r#"{"close":{},"market":null}"#, "more than one variant");
    assert_says(r#"{"nonsense":{}}"#, "unknown variant `nonsense`");
    assert_says("{}", "unknown variant");
    assert_says(r#"{"close":[]}"#, "invalid type: sequence, expected an object");
    assert_says("[]", "invalid type: sequence, expected a variant");
    assert_says(r#"{"close":{}} {}"#, "trailing");
    assert_says(r#"{"close":{}"#, "EOF");
}

/// An answer of another contract may have fields of any kind beside those that are read.
#[test]
fn a_record_passes_over_fractions_and_a_message_does_not() {
    for beside in ["0.5", "-1e9", "[1.5,{\"x\":2.5}]", "18446744073709551616", "{\"apr\":0.5}"] {
        let stored: Stored = from_json(format!(r#"{{"apr":{beside},"count":7}}"#).as_bytes()).unwrap();
        assert_eq!(stored, Stored { count: 7 }, "{beside}");
    }
    let refused = from_json::<Stored>(br#"{"count":7.5}"#).unwrap_err().to_string();
    assert!(refused.contains("invalid type: fraction, expected a whole number in count"), "{refused}");
    assert_says(r#"{"close":{"apr":0.5}}"#, "unknown field `apr`");
    assert_says("0.5", "invalid type: fraction, expected a variant");
}

#[test]
fn a_record_passes_over_what_it_does_not_name_but_refuses_it_twice() {
    let stored: Stored = from_json(br#"{"more":[1],"count":7}"#).unwrap();
    assert_eq!(stored, Stored { count: 7 });
    let refused = from_json::<Stored>(br#"{"count":7,"count":7}"#).unwrap_err().to_string();
    assert!(refused.contains("duplicate field `count`"), "{refused}");
}

#[test]
fn a_type_around_one_value_is_that_value() {
    let only: Only = from_json(br#""12""#).unwrap();
    assert_eq!(only.0.u128(), 12);
    assert_eq!(cosmwasm_std::to_json_string(&only).unwrap(), r#""12""#);
}

#[test]
fn json_nested_a_thousand_deep_is_refused_not_followed() {
    let deep = format!(r#"{{"many_at_once":{}{}}}"#, "[".repeat(1_000), "]".repeat(1_000));
    assert_says(&deep, "recursion limit");
}
