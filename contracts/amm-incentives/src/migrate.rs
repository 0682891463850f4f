//! Guarded migration.

use crate::ContractError;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION};
use cosmwasm_std::{DepsMut, Response};

/// Accepts this contract at this version or an earlier one only. Errors: `Std`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, ContractError> {
    weal_contract_kit::version::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
