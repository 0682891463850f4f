//! A transaction's receipt as JSON for other programs.

use serde_json::{Value, json};
use weal_client::Receipt;

/// Hash, height, gas and the contracts' events.
pub(crate) fn to_json(receipt: &Receipt) -> Value {
    let events: Vec<Value> = receipt
        .events
        .iter()
        .filter(|event| event.ty.starts_with("wasm"))
        .map(|event| {
            let attributes = event.attributes.iter().map(|a| (a.key.clone(), Value::from(a.value.clone())));
            json!({"type": event.ty, "attributes": attributes.collect::<serde_json::Map<_, _>>()})
        })
        .collect();
    json!({
        "tx_hash": receipt.tx_hash,
        "height": receipt.height,
        "gas_used": receipt.gas_used,
        "events": events,
    })
}
