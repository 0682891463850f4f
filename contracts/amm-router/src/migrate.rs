//! Guarded migration.

use crate::ContractError;
use cosmwasm_std::{DepsMut, Response};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-router";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Accepts an earlier version of this contract only. Errors: `Std`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    cw2::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
