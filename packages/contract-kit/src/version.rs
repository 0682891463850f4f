//! The name and version that a contract writes at cw2's key, and the versions from which it migrates. cw2's own check
//! reads versions with a parser of 8 KB of wasm; these have three numbers and nothing else.

use cosmwasm_std::{StdError, StdResult, Storage, from_json};

/// The storage key that cw2 gives it.
const KEY: &[u8] = b"contract_info";
/// The first release whose records the later ones read: golden bytes of each are kept from it on.
pub const OLDEST_READABLE: &str = "0.2.0";

/// The record in the form in which cw2 writes it.
#[weal_wire::record]
pub struct ContractVersion {
    /// The contract's name.
    pub contract: String,
    /// The version: major, minor, patch.
    pub version: String,
}

/// Writes the contract's name and version. Errors: none of its own.
pub fn set_contract_version(storage: &mut dyn Storage, contract: &str, version: &str) -> StdResult<()> {
    let own = ContractVersion { contract: contract.to_owned(), version: version.to_owned() };
    storage.set(KEY, &weal_wire::to_binary(&own)?);
    Ok(())
}

/// Returns the record written. Errors: where nothing was written, or something else.
pub fn get_contract_version(storage: &dyn Storage) -> StdResult<ContractVersion> {
    let stored = storage.get(KEY).ok_or_else(|| StdError::msg("contract_info is not found"))?;
    from_json(stored)
}

/// Accepts the state of this contract in the same version or an earlier one down to [`OLDEST_READABLE`], and writes the new version.
/// Errors: the state of another contract, a later version, one whose records are not read, a version that is not three numbers.
pub fn ensure_from_older_version(storage: &mut dyn Storage, contract: &str, version: &str) -> StdResult<()> {
    let stored = get_contract_version(storage)?;
    let (own, found) = (numbers(version)?, numbers(&stored.version)?);
    if stored.contract != contract {
        let refusal = ["Cannot migrate from ", &stored.contract, " to ", contract].concat();
        return Err(StdError::msg(refusal));
    }
    if found > own {
        let (from, to) = ("Cannot migrate from newer version (", ") to older (");
        return Err(StdError::msg([from, &stored.version, to, version, ")"].concat()));
    }
    if found < numbers(OLDEST_READABLE)? {
        let (from, oldest) =
            ("Cannot migrate from version ", ": its records are not read, only those from version ");
        return Err(StdError::msg([from, &stored.version, oldest, OLDEST_READABLE, " on"].concat()));
    }
    if found < own {
        set_contract_version(storage, contract, version)?;
    }
    Ok(())
}

/// Major, minor, patch. Errors: where it is not three numbers, each in its one form.
pub fn numbers(version: &str) -> StdResult<[u64; 3]> {
    parsed(version).ok_or_else(|| StdError::msg(["Semver: not three numbers: ", version].concat()))
}

/// Digit by digit: `split` and `parse` are a kilobyte, and would take a sign and leading zeros.
fn parsed(version: &str) -> Option<[u64; 3]> {
    let mut numbers = [0; 3];
    let mut places = numbers.iter_mut();
    let mut number: &mut u64 = places.next()?;
    let mut digits = 0_u8;
    for byte in version.bytes() {
        if byte == b'.' && digits > 0 {
            (number, digits) = (places.next()?, 0);
        } else if byte.is_ascii_digit() && (digits == 0 || *number > 0) {
            *number = number.checked_mul(10)?.checked_add(byte.wrapping_sub(b'0').into())?;
            digits = 1;
        } else {
            return None;
        }
    }
    (digits > 0 && places.next().is_none()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    fn migrated(name: &str, version: &str) -> Result<String, String> {
        let mut storage = MockStorage::new();
        set_contract_version(&mut storage, name, version).unwrap();
        let outcome = ensure_from_older_version(&mut storage, "ours", "0.10.2");
        let stored = get_contract_version(&storage).unwrap();
        outcome.map(|()| stored.version.clone()).map_err(|error| {
            assert_eq!((stored.contract.as_str(), stored.version.as_str()), (name, version));
            error.to_string()
        })
    }

    #[test]
    fn the_same_and_earlier_versions_are_migrated() {
        for earlier in ["0.10.2", "0.10.1", "0.9.9", "0.2.0", "0.9.18446744073709551615"] {
            assert_eq!(migrated("ours", earlier), Ok("0.10.2".to_owned()), "{earlier}");
        }
    }

    #[test]
    fn a_state_whose_records_are_not_read_is_refused() {
        for older in ["0.1.18446744073709551615", "0.1.0", "0.0.0"] {
            let refusal = migrated("ours", older).unwrap_err();
            let expected = format!(
                "Cannot migrate from version {older}: its records are not read, only those from version 0.2.0 on"
            );
            assert!(refusal.ends_with(&expected), "{refusal}");
        }
    }

    #[test]
    fn later_versions_and_other_contracts_are_refused_by_name() {
        for later in ["0.10.3", "0.11.0", "1.0.0"] {
            let refusal = migrated("ours", later).unwrap_err();
            let expected = format!("Cannot migrate from newer version ({later}) to older (0.10.2)");
            assert!(refusal.ends_with(&expected), "{refusal}");
        }
        assert!(migrated("theirs", "0.0.1").unwrap_err().ends_with("Cannot migrate from theirs to ours"));
    }

    #[test]
    fn what_is_not_three_numbers_is_refused() {
        let wrong = [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "1.2.x",
            "0.0.1-rc1",
            "0.0.1+1",
            "1..3",
            "-1.2.3",
            "0.+1.2",
            "0.01.2",
            " 0.1.2",
        ];
        for wrong in wrong.into_iter().chain(["0.0.18446744073709551616", "0.1.2.", ".0.1.2", "v0.1.2"]) {
            assert!(migrated("ours", wrong).unwrap_err().contains("not three numbers"), "{wrong}");
        }
        assert!(ensure_from_older_version(&mut MockStorage::new(), "ours", "0.10.2").is_err());
    }

    #[test]
    fn it_is_written_as_cw2_does() {
        let mut storage = MockStorage::new();
        set_contract_version(&mut storage, "ours", "0.1.0").unwrap();
        assert_eq!(storage.get(b"contract_info").unwrap(), br#"{"contract":"ours","version":"0.1.0"}"#);
    }
}
