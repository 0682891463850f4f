//! Guarded migration.

use crate::ContractError;
use cosmwasm_std::{DepsMut, Response};
use weal_contract_kit::version::numbers;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-router";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Accepts an earlier or the same version of this contract only. Errors: `CannotMigrate`, `Std`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    let weal_contract_kit::version::ContractVersion { contract, version } =
        weal_contract_kit::version::get_contract_version(deps.storage)?;
    let is_older = match (numbers(&version), numbers(CONTRACT_VERSION)) {
        (Ok(found), Ok(own)) => found <= own,
        _ => false,
    };
    if contract != CONTRACT_NAME || !is_older {
        return Err(ContractError::CannotMigrate { contract, version });
    }
    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
