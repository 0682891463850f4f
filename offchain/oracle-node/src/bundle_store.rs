//! The bundles that a member has approved, on disk: whoever says that a bundle lies before it must have it when asked.

use crate::OracleError;
use crate::bundle::Bundle;
use crate::file::{failed, read_json, write_json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The most bundles of one epoch that a member approves: every choice of a quorum among ten members and more. Beyond it
/// a keeper takes one of those.
pub const MAX_BUNDLES: usize = 256;

/// A folder of bundles of one epoch, by hash.
pub struct BundleStore {
    folder: PathBuf,
    bundles: BTreeMap<String, Bundle>,
}

impl BundleStore {
    /// Reads the folder, which is made where it is absent. Errors: `Memory`.
    pub fn open(folder: &Path) -> Result<Self, OracleError> {
        let told = |error: std::io::Error| failed(folder, &error.to_string());
        std::fs::create_dir_all(folder).map_err(told)?;
        let mut bundles = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let bundle: Option<Bundle> = read_json(&path)?;
                bundles.extend(bundle.map(|bundle| (hex::encode(bundle.hash()), bundle)));
            }
        }
        Ok(Self { folder: folder.into(), bundles })
    }

    /// Removes the bundles of other epochs. Errors: `Memory`.
    pub fn keep_epoch(&mut self, epoch: u64) -> Result<(), OracleError> {
        let is_past = |bundle: &Bundle| bundle.readings.iter().any(|one| one.readings.epoch.number != epoch);
        let (past, kept) =
            std::mem::take(&mut self.bundles).into_iter().partition(|(_, bundle)| is_past(bundle));
        self.bundles = kept;
        let past: BTreeMap<String, Bundle> = past;
        for hash in past.keys() {
            let path = self.folder.join(format!("{hash}.json"));
            std::fs::remove_file(&path).map_err(|error| failed(&path, &error.to_string()))?;
        }
        Ok(())
    }

    /// Keeps a bundle where there are fewer than `max`, or it is kept already: on disk when it returns. Errors:
    /// `TooManyBundles`, `Memory`.
    pub fn keep(&mut self, bundle: Bundle, max: usize) -> Result<(), OracleError> {
        let hash = hex::encode(bundle.hash());
        if self.bundles.contains_key(&hash) {
            return Ok(());
        }
        if self.bundles.len() >= max {
            return Err(OracleError::TooManyBundles { max });
        }
        write_json(&self.folder.join(format!("{hash}.json")), &Some(&bundle))?;
        self.bundles.insert(hash, bundle);
        Ok(())
    }

    /// The bundle of that hash, hex.
    pub fn get(&self, hash: &str) -> Option<&Bundle> {
        self.bundles.get(hash)
    }

    /// The hashes of all, hex.
    pub fn hashes(&self) -> Vec<String> {
        self.bundles.keys().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Readings, SignedReadings};
    use compute_worker::Epoch;
    use cosmwasm_std::Binary;

    fn bundle(number: u64, signature: u8) -> Bundle {
        let epoch = Epoch { number, starts_at: 0, ends_at: 1 };
        let readings = Readings { member: 0, committee_epoch: 1, epoch, leases: vec![] };
        Bundle { readings: vec![SignedReadings { readings, signature: Binary::from([signature; 64]) }] }
    }

    #[test]
    fn bundles_are_kept_over_a_restart_up_to_a_bound_and_until_the_next_epoch() {
        let folder = std::env::temp_dir().join(format!("bundles-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let mut store = BundleStore::open(&folder).unwrap();
        store.keep(bundle(1, 1), 2).unwrap();
        store.keep(bundle(1, 2), 2).unwrap();
        store.keep(bundle(1, 2), 2).unwrap();
        let refused = store.keep(bundle(1, 3), 2).unwrap_err();
        assert!(matches!(refused, OracleError::TooManyBundles { max: 2 }), "{refused}");
        store.keep(bundle(1, 3), 3).unwrap();

        let mut store = BundleStore::open(&folder).unwrap();
        assert_eq!(store.hashes().len(), 3);
        let hash = hex::encode(bundle(1, 3).hash());
        assert_eq!(store.get(&hash), Some(&bundle(1, 3)));
        store.keep(bundle(2, 1), 9).unwrap();
        store.keep_epoch(2).unwrap();
        assert_eq!(BundleStore::open(&folder).unwrap().hashes(), [hex::encode(bundle(2, 1).hash())]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
