//! Guarded migration.

use crate::Failure;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION};
use api::version::ensure_from_older_version;
use cosmwasm_std::{DepsMut, Response};

/// Accepts this contract at this version or an earlier one only. Errors: `Version`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, Failure> {
    ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
