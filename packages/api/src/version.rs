//! Which version's state a contract may take over, in a fifth of the code that semantic versions with their pre-releases take.

use cosmwasm_std::{StdError, Storage};
use thiserror::Error;

/// Why a contract does not take over the state it finds.
#[derive(Debug, Error)]
pub enum VersionError {
    /// No record of who wrote the state.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Another contract wrote it.
    #[error("cannot migrate from {found}: this is {required}")]
    AnotherContract {
        /// Who wrote it.
        found: String,
        /// Who would take it over.
        required: &'static str,
    },
    /// A later version wrote it, or one that is not three numbers.
    #[error("cannot migrate from version {found}: this is {current}")]
    LaterVersion {
        /// Which version wrote it.
        found: String,
        /// Which one would take it over.
        current: &'static str,
    },
}

/// Accepts the state of this contract at this version or an earlier one, and records this version. Versions are three numbers
/// with dots between. Errors: see [`VersionError`].
pub fn ensure_from_older_version(
    storage: &mut dyn Storage,
    required: &'static str,
    current: &'static str,
) -> Result<(), VersionError> {
    let found = cw2::get_contract_version(storage)?;
    if found.contract != required {
        return Err(VersionError::AnotherContract { found: found.contract, required });
    }
    match release(&found.version) {
        Some(earlier) if Some(earlier) <= release(current) => {}
        _ => return Err(VersionError::LaterVersion { found: found.version, current }),
    }
    Ok(cw2::set_contract_version(storage, required, current)?)
}

/// The three numbers of a version.
fn release(version: &str) -> Option<[u64; 3]> {
    let (mut numbers, mut place) = ([0u64; 3], 0usize);
    for byte in version.bytes() {
        match byte {
            b'.' => place = place.checked_add(1)?,
            b'0'..=b'9' => {
                let number = numbers.get_mut(place)?;
                *number = number.checked_mul(10)?.checked_add(byte.checked_sub(b'0')?.into())?;
            }
            _ => return None,
        }
    }
    (place == 2).then_some(numbers)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use cosmwasm_std::testing::MockStorage;

    const NAME: &str = "commonweal:some-contract";

    #[test]
    fn the_same_and_earlier_versions_are_taken_over() {
        for earlier in ["1.2.3", "1.2.2", "1.1.99", "0.200.0"] {
            let mut storage = MockStorage::new();
            cw2::set_contract_version(&mut storage, NAME, earlier).unwrap();
            ensure_from_older_version(&mut storage, NAME, "1.2.3").unwrap();
            assert_eq!(cw2::get_contract_version(&storage).unwrap().version, "1.2.3");
        }
    }

    #[test]
    fn later_versions_other_contracts_and_no_version_are_refused() {
        for (name, version) in [
            (NAME, "1.2.4"),
            (NAME, "1.3.0"),
            (NAME, "2.0.0"),
            (NAME, "1.2"),
            (NAME, "1.2.3.0"),
            (NAME, "1.2.3-beta"),
            (NAME, "1.2.99999999999999999999"),
            ("commonweal:another", "1.2.3"),
        ] {
            let mut storage = MockStorage::new();
            cw2::set_contract_version(&mut storage, name, version).unwrap();
            let refused = ensure_from_older_version(&mut storage, NAME, "1.2.3");
            assert!(refused.is_err(), "{name} {version}");
            assert_eq!(cw2::get_contract_version(&storage).unwrap().version, version);
        }
        assert!(ensure_from_older_version(&mut MockStorage::new(), NAME, "1.2.3").is_err());
    }
}
