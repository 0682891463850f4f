//! A member's secret key on disk: 64 hex digits that nobody else may read.

use crate::OracleError;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use weal_attestation::MemberKey;

/// Permission bits of a file for its group and the world.
const OTHERS: u32 = 0o077;

/// Reads a key. Errors: `KeyFile`; `KeyFileOpen` where others than its owner may touch the file.
pub fn read_key(path: &Path) -> Result<MemberKey, OracleError> {
    let failed = |reason: String| OracleError::KeyFile { path: path.display().to_string(), reason };
    let told = |error: std::io::Error| failed(error.to_string());
    let mut file = File::open(path).map_err(told)?;
    // Of the file that was opened, whatever lies at the path by now.
    let mode = file.metadata().map_err(told)?.permissions().mode();
    if mode & OTHERS != 0 {
        return Err(OracleError::KeyFileOpen { path: path.display().to_string(), mode: mode & 0o777 });
    }
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(told)?;
    let mut seed = [0; 32];
    hex::decode_to_slice(text.trim(), &mut seed).map_err(|error| failed(error.to_string()))?;
    Ok(MemberKey::from_seed(seed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};

    #[test]
    fn a_key_that_others_may_read_or_write_is_refused_with_what_to_do() {
        let path = std::env::temp_dir().join(format!("key-file-{}", std::process::id()));
        fs::write(&path, "07".repeat(32)).unwrap();
        for mode in [0o600, 0o400, 0o700] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert_eq!(read_key(&path).unwrap().public_key(), MemberKey::from_seed([7; 32]).public_key());
        }
        for mode in [0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o644] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let error = read_key(&path).unwrap_err();
            assert!(
                matches!(&error, OracleError::KeyFileOpen { mode: found, .. } if *found == mode),
                "{error}"
            );
            assert!(error.to_string().contains(&format!("chmod 600 {}", path.display())), "{error}");
        }
        fs::remove_file(&path).unwrap();
        assert!(matches!(read_key(&path), Err(OracleError::KeyFile { .. })));
    }
}
