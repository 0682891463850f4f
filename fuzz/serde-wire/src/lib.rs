//! Stands in the place of `weal_wire` where `serde-api` names that crate.

pub use serde_wire_derive::{answer, message, record};
pub use weal_wire::*;

/// The JSON that serde's derive makes of a value.
pub fn json_of(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("the value has no map with other keys than texts")
}
