//! Guarded migration.

use crate::ContractError;
use cosmwasm_std::{DepsMut, Response};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-router";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Accepts an earlier or the same version of this contract only. cw2's own check reads versions with a parser of 8 kB; these have three
/// numbers and nothing else. Errors: `CannotMigrate`, `Std`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    let cw2::ContractVersion { contract, version } = cw2::get_contract_version(deps.storage)?;
    let is_older = match (numbers(&version), numbers(CONTRACT_VERSION)) {
        (Some(found), Some(own)) => found <= own,
        _ => false,
    };
    if contract != CONTRACT_NAME || !is_older {
        return Err(ContractError::CannotMigrate { contract, version });
    }
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}

/// Major, minor, patch.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut parts = version.split('.').map(|part| part.parse::<u64>().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    if parts.next().is_none() { Some(numbers) } else { None }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_version_is_three_numbers() {
        assert_eq!(numbers("0.10.2"), Some([0, 10, 2]));
        assert!(numbers("0.10.2") > numbers("0.9.9"));
        assert!(numbers(CONTRACT_VERSION).is_some());
        for wrong in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-rc1", "1..3", "-1.2.3"] {
            assert_eq!(numbers(wrong), None, "{wrong}");
        }
    }
}
