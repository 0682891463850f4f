//! Files that are either the old one or the new one, whatever happens in between.

use crate::OracleError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Reads JSON; an absent file is the default. Errors: `Memory`.
pub(crate) fn read_json<T: DeserializeOwned + Default>(path: &Path) -> Result<T, OracleError> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| failed(path, &error.to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(failed(path, &error.to_string())),
    }
}

/// Writes JSON to a new file, flushes it to disk, renames it over the old one and flushes the folder. Errors: `Memory`.
pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), OracleError> {
    let bytes = serde_json::to_vec_pretty(value).map_err(|error| failed(path, &error.to_string()))?;
    replace(path, &bytes).map_err(|error| failed(path, &error.to_string()))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

pub(crate) fn failed(path: &Path, reason: &str) -> OracleError {
    OracleError::Memory { path: path.display().to_string(), reason: reason.into() }
}
