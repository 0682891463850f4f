//! No input type of any contract takes a field it does not know: a misspelt bound must not pass as no bound.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use serde_json::Value;
use std::path::PathBuf;

/// Types of other crates, whose serialisation is not ours.
const FOREIGN: [&str; 1] = ["Expiration"];

fn schemas() -> Vec<(String, Value)> {
    let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    let files = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
        })
        .collect()
}

/// Paths of objects with named fields that let others pass.
fn open_objects(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let is_object = fields.get("type").is_some_and(|kind| kind == "object");
            if is_object && fields.get("additionalProperties") != Some(&Value::Bool(false)) {
                found.push(path.to_owned());
            }
            for (name, inner) in fields.iter().filter(|(name, _)| !FOREIGN.contains(&name.as_str())) {
                open_objects(inner, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                open_objects(inner, &format!("{path}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_input_type_of_every_contract_refuses_unknown_fields() {
    let schemas = schemas();
    assert!(schemas.len() >= 6, "run scripts/schema first");
    let mut found = Vec::new();
    for (contract, schema) in &schemas {
        for input in ["instantiate", "execute", "query", "migrate"] {
            open_objects(&schema[input], &format!("{contract}/{input}"), &mut found);
        }
    }
    assert!(found.is_empty(), "open to unknown fields:\n{}", found.join("\n"));
}
