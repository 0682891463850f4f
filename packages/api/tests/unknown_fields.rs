//! No input type of any contract takes a field it does not know: a misspelt bound must not pass as no bound.
//!
//! The schema alone does not show it: the generator closes an enum's variants whether or not reading one does.
//! So the schemas say which types are inputs, and the source must carry the attribute that closes each.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Types of other crates, whose serialisation is not ours.
const FOREIGN: [&str; 5] = ["Binary", "Decimal", "Expiration", "Timestamp", "Uint64"];
/// The folders in which input types are declared, from this crate.
const SOURCES: [&str; 3] = ["src", "../lease-math/src", "../vesting-math/src"];

fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path, extension) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

/// Names of every type that a message of any contract is made of.
fn input_types() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in files(&here("../../schema"), "json") {
        let schema: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for input in ["instantiate", "execute", "query", "migrate"] {
            names.extend(schema[input]["title"].as_str().map(str::to_owned));
            names.extend(
                schema[input]["definitions"].as_object().into_iter().flatten().map(|(name, _)| name.clone()),
            );
        }
    }
    names.retain(|name| !FOREIGN.contains(&name.as_str()) && !name.starts_with("Uint128"));
    names
}

/// (type, whether it refuses unknown fields) of every declaration in the source.
fn declarations() -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for file in SOURCES.iter().flat_map(|source| files(&here(source), "rs")) {
        let mut attributes = String::new();
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [first, ..] if first.starts_with("#[") => attributes.push_str(line),
                ["pub", "struct" | "enum", name, ..] => {
                    let name = name.split(['(', '<', '{', ';']).next().unwrap().to_owned();
                    found.push((name, attributes.contains("weal_wire::message")));
                    attributes.clear();
                }
                [first, ..] if first.starts_with("//") => {}
                _ => attributes.clear(),
            }
        }
    }
    found
}

#[test]
fn every_input_type_of_every_contract_refuses_unknown_fields() {
    let (inputs, declarations) = (input_types(), declarations());
    assert!(inputs.contains("ExecuteMsg") && inputs.contains("GrantSpec"), "{inputs:?}");
    let declared: BTreeSet<&str> = declarations.iter().map(|(name, _)| name.as_str()).collect();
    let unknown: Vec<_> = inputs.iter().filter(|name| !declared.contains(name.as_str())).collect();
    assert!(unknown.is_empty(), "declared nowhere that this test reads: {unknown:?}");
    let open: Vec<_> = declarations
        .iter()
        .filter(|(name, closed)| inputs.contains(name) && !closed)
        .map(|(name, _)| name)
        .collect();
    assert!(open.is_empty(), "open to unknown fields: {open:?}");
}
