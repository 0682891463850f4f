//! What this member has signed, on disk: a second root for an epoch would cost it its bond.

use crate::OracleError;
use api::oracle::SettlementRootMsg;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The roots that one key has signed, by chain, escrow and epoch.
pub struct SignedRoots {
    path: PathBuf,
    signed: BTreeMap<String, SettlementRootMsg>,
}

impl SignedRoots {
    /// Reads the file; an absent one is empty. Errors: `Memory`.
    pub fn open(path: &Path) -> Result<Self, OracleError> {
        let failed = |reason: String| OracleError::Memory { path: path.display().to_string(), reason };
        let signed = match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| failed(error.to_string()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(failed(error.to_string())),
        };
        Ok(Self { path: path.into(), signed })
    }

    /// To be called before a signature leaves this process: on disk when it returns. The same root again is
    /// fine. Errors: `AlreadySigned` for another one, `Memory`.
    pub fn remember(
        &mut self,
        chain_id: &str,
        escrow: &str,
        root: &SettlementRootMsg,
    ) -> Result<(), OracleError> {
        let place = format!("{chain_id}/{escrow}/{}", root.epoch);
        match self.signed.get(&place) {
            Some(signed) if signed == root => return Ok(()),
            Some(_) => return Err(OracleError::AlreadySigned { epoch: root.epoch }),
            None => {}
        }
        self.signed.insert(place, root.clone());
        self.save().map_err(|error| OracleError::Memory {
            path: self.path.display().to_string(),
            reason: error.to_string(),
        })
    }

    /// A new file, flushed to disk, then renamed over the old one.
    fn save(&self) -> io::Result<()> {
        let draft = self.path.with_extension("new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&draft)?;
        file.write_all(&serde_json::to_vec_pretty(&self.signed)?)?;
        file.sync_all()?;
        std::fs::rename(&draft, &self.path)?;
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{Binary, Uint128};

    fn root(epoch: u64, says: u8) -> SettlementRootMsg {
        SettlementRootMsg {
            epoch,
            previous_root: Binary::from([0; 32]),
            root: Binary::from([says; 32]),
            leaf_count: 1,
            total_charge: Uint128::one(),
            starts_at: 0,
            ends_at: 1,
        }
    }

    #[test]
    fn a_second_root_for_an_epoch_is_refused_also_after_a_restart() {
        let path = std::env::temp_dir().join(format!("signed-roots-{}.json", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut memory = SignedRoots::open(&path).unwrap();
        memory.remember("test-1", "escrow", &root(1, 7)).unwrap();
        drop(memory);

        let mut memory = SignedRoots::open(&path).unwrap();
        memory.remember("test-1", "escrow", &root(1, 7)).unwrap();
        let error = memory.remember("test-1", "escrow", &root(1, 8)).unwrap_err();
        assert!(matches!(error, OracleError::AlreadySigned { epoch: 1 }), "{error}");
        for (chain_id, escrow, epoch) in
            [("test-2", "escrow", 1), ("test-1", "other", 1), ("test-1", "escrow", 2)]
        {
            memory.remember(chain_id, escrow, &root(epoch, 8)).unwrap();
        }
        std::fs::write(&path, "half a fi").unwrap();
        assert!(matches!(SignedRoots::open(&path), Err(OracleError::Memory { .. })));
        std::fs::remove_file(&path).unwrap();
    }
}
