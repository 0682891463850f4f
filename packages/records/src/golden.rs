//! Golden bytes: a file holds what a release stored, and tests of later releases read it (feature `golden`).
//!
//! A line is a key and its value in hex, in the order of the keys. cw2's `contract_info` is left out: the file's name says the version.

use crate::Layout;
use cosmwasm_std::{HexBinary, Record, StdError, StdResult};
use std::fmt::Write;
use std::path::Path;

/// Writes the rows into the file where it does not exist yet, and otherwise demands that they are the same: a release's records never
/// change. Errors: the first line that differs; a declared prefix under which nothing was stored, so that nothing would hold it.
pub fn ensure(file: &Path, layout: &Layout, rows: &[Record]) -> StdResult<()> {
    for entry in &layout.records {
        if !rows.iter().any(|(key, _)| key.first() == Some(&entry.prefix)) {
            return Err(StdError::msg(format!("nothing is stored under the prefix of {}", entry.name)));
        }
    }
    let mut text = String::new();
    for (key, value) in rows.iter().filter(|(key, _)| !key.starts_with(b"contract_info")) {
        let (key, value) = (HexBinary::from(key.as_slice()), HexBinary::from(value.as_slice()));
        writeln!(text, "{key} {value}").map_err(|error| StdError::msg(error.to_string()))?;
    }
    if !file.exists() {
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| unreadable(folder, &error))?;
        return std::fs::write(file, text).map_err(|error| unreadable(file, &error));
    }
    let golden = content(file)?;
    match golden.lines().zip(text.lines()).find(|(golden, found)| golden != found) {
        Some((golden, found)) => {
            Err(StdError::msg(format!("{}: golden '{golden}', now '{found}'", file.display())))
        }
        None if golden.lines().count() != text.lines().count() => {
            Err(StdError::msg(format!("{}: another number of records now", file.display())))
        }
        None => Ok(()),
    }
}

/// The rows of a golden file. Errors: a line that is not two hex numbers.
pub fn rows(file: &Path) -> StdResult<Vec<Record>> {
    let parsed = |line: &str| {
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        Ok((HexBinary::from_hex(key)?.into(), HexBinary::from_hex(value)?.into()))
    };
    content(file)?.lines().map(parsed).collect()
}

fn content(file: &Path) -> StdResult<String> {
    std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> StdError {
    StdError::msg(format!("{}: {error}", path.display()))
}
