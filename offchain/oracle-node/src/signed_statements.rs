//! The memory, on disk, of all that this member has signed: a second root for an epoch would cost it its bond.

use crate::OracleError;
use crate::file::{failed, read_json, write_json};
use crate::readings::SignedReadings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use weal_api::oracle::SettlementRootMsg;

/// Every statement that one key has signed. One process has them at a time: a second one is refused for as long as the first lives.
pub struct SignedStatements {
    path: PathBuf,
    signed: BTreeMap<String, Signed>,
    /// Locked until it is closed, with this value or with the process.
    _lock: File,
}

/// The place of a statement: a root of another chain, consumer, committee or epoch is another statement.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The chain's id.
    pub chain_id: &'a str,
    /// The escrow.
    pub consumer: &'a str,
    /// The committee that signs: another one signs anew, in a domain of its own.
    pub committee_epoch: u64,
    /// The epoch's number.
    pub epoch: u64,
}

/// The statements that were signed at one place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Signed {
    readings: Option<SignedReadings>,
    root: Option<SettlementRootMsg>,
}

impl SignedStatements {
    /// Locks and reads the file; an absent one is empty. The lock is a file beside it, because the file itself is
    /// replaced with every signature. Errors: `Locked` where another process has it, `Memory`.
    pub fn open(path: &Path) -> Result<Self, OracleError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".lock");
        let beside = PathBuf::from(beside);
        let lock = File::options().create(true).truncate(false).write(true).open(&beside);
        let lock = lock.map_err(|error| failed(&beside, &error.to_string()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OracleError::Locked { path: beside.display().to_string() });
            }
            Err(TryLockError::Error(error)) => return Err(failed(&beside, &error.to_string())),
        }
        Ok(Self { path: path.into(), signed: read_json(path)?, _lock: lock })
    }

    /// Remembers readings before they leave this process: on disk when it returns. Returns what to serve, which is what was
    /// signed first for these seconds. Readings of other seconds replace them: nobody puts both into a bundle. Errors:
    /// `Memory`.
    pub fn keep_readings(
        &mut self,
        place: &Place<'_>,
        signed: SignedReadings,
    ) -> Result<SignedReadings, OracleError> {
        let mut entry = self.signed.get(&place.key()).cloned().unwrap_or_default();
        match &entry.readings {
            Some(first) if first.readings.epoch == signed.readings.epoch => return Ok(first.clone()),
            _ => entry.readings = Some(signed.clone()),
        }
        self.save(place, entry)?;
        Ok(signed)
    }

    /// Remembers a root before its signature leaves this process: on disk when it returns. The same root again is fine.
    /// Errors: `AlreadySigned` for another one, `Memory`.
    pub fn remember(&mut self, place: &Place<'_>, root: &SettlementRootMsg) -> Result<(), OracleError> {
        let mut entry = self.signed.get(&place.key()).cloned().unwrap_or_default();
        match &entry.root {
            Some(signed) if signed == root => return Ok(()),
            Some(_) => return Err(OracleError::AlreadySigned { epoch: place.epoch }),
            None => entry.root = Some(root.clone()),
        }
        self.save(place, entry)
    }

    /// Writes the file; a statement that could not be written does not count as signed. Errors: `Memory`.
    fn save(&mut self, place: &Place<'_>, entry: Signed) -> Result<(), OracleError> {
        let mut signed = self.signed.clone();
        signed.insert(place.key(), entry);
        write_json(&self.path, &signed)?;
        self.signed = signed;
        Ok(())
    }
}

impl Place<'_> {
    fn key(&self) -> String {
        let Self { chain_id, consumer, committee_epoch, epoch } = self;
        format!("{chain_id}/{consumer}/{committee_epoch}/{epoch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Readings;
    use compute_worker::Epoch;
    use cosmwasm_std::{Binary, Uint128};

    const PLACE: Place<'static> =
        Place { chain_id: "test-1", consumer: "escrow", committee_epoch: 1, epoch: 1 };

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

    fn readings(ends_at: u64, signature: u8) -> SignedReadings {
        let epoch = Epoch { number: 1, starts_at: 0, ends_at };
        let readings = Readings { member: 0, committee_epoch: 1, epoch, leases: vec![] };
        SignedReadings { readings, signature: Binary::from([signature; 64]) }
    }

    /// A folder of this test's own.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("signed-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_second_root_for_an_epoch_is_refused_also_after_a_restart() {
        let folder = folder("root");
        let path = folder.join("key.signed.json");
        let mut memory = SignedStatements::open(&path).unwrap();
        memory.remember(&PLACE, &root(1, 7)).unwrap();
        drop(memory);

        let mut memory = SignedStatements::open(&path).unwrap();
        memory.remember(&PLACE, &root(1, 7)).unwrap();
        let error = memory.remember(&PLACE, &root(1, 8)).unwrap_err();
        assert!(matches!(error, OracleError::AlreadySigned { epoch: 1 }), "{error}");
        let elsewhere = [
            Place { chain_id: "test-2", ..PLACE },
            Place { consumer: "other", ..PLACE },
            Place { committee_epoch: 2, ..PLACE },
            Place { epoch: 2, ..PLACE },
        ];
        for place in elsewhere {
            memory.remember(&place, &root(place.epoch, 8)).unwrap();
        }
        drop(memory);
        std::fs::write(&path, "half a fi").unwrap();
        assert!(matches!(SignedStatements::open(&path), Err(OracleError::Memory { .. })));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_second_process_with_the_same_key_is_refused_until_the_first_has_ended() {
        let folder = folder("lock");
        let path = folder.join("key.signed.json");
        let mut first = SignedStatements::open(&path).unwrap();
        first.remember(&PLACE, &root(1, 7)).unwrap();
        match SignedStatements::open(&path) {
            Err(OracleError::Locked { path }) => assert!(path.ends_with("key.signed.json.lock"), "{path}"),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("two at a time"),
        }
        drop(first);
        let mut second = SignedStatements::open(&path).unwrap();
        let error = second.remember(&PLACE, &root(1, 8)).unwrap_err();
        assert!(matches!(error, OracleError::AlreadySigned { epoch: 1 }), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    /// Otherwise the second try would find it remembered, and let a signature go that no disk knows of.
    #[test]
    fn what_could_not_be_written_is_not_taken_for_signed() {
        let folder = folder("full");
        let path = folder.join("key.signed.json");
        let mut memory = SignedStatements::open(&path).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        for _ in 0..2 {
            let error = memory.remember(&PLACE, &root(1, 7)).unwrap_err();
            assert!(matches!(error, OracleError::Memory { .. }), "{error}");
            let error = memory.keep_readings(&PLACE, readings(10, 1)).unwrap_err();
            assert!(matches!(error, OracleError::Memory { .. }), "{error}");
        }
        std::fs::create_dir_all(&folder).unwrap();
        memory.remember(&PLACE, &root(1, 8)).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn readings_are_signed_once_for_the_same_seconds() {
        let folder = folder("readings");
        let path = folder.join("key.signed.json");
        let mut memory = SignedStatements::open(&path).unwrap();
        assert_eq!(memory.keep_readings(&PLACE, readings(10, 1)).unwrap(), readings(10, 1));
        drop(memory);
        let mut memory = SignedStatements::open(&path).unwrap();
        assert_eq!(memory.keep_readings(&PLACE, readings(10, 2)).unwrap(), readings(10, 1));
        // The epoch was given another end, because nobody had anything to sign at the first.
        assert_eq!(memory.keep_readings(&PLACE, readings(20, 3)).unwrap(), readings(20, 3));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
