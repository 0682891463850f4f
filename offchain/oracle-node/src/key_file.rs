//! A member's secret key on disk: 64 hex digits.

use crate::OracleError;
use attestation::MemberKey;
use std::path::Path;

/// Reads a key. Errors: `KeyFile`.
pub fn read_key(path: &Path) -> Result<MemberKey, OracleError> {
    let failed = |reason: String| OracleError::KeyFile { path: path.display().to_string(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let mut seed = [0; 32];
    hex::decode_to_slice(text.trim(), &mut seed).map_err(|error| failed(error.to_string()))?;
    Ok(MemberKey::from_seed(seed))
}
