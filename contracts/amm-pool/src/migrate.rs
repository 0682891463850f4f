//! Guarded migration.

use crate::error::Failure;
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, PENDING, POOL_STATE, ROLES};
use cosmwasm_std::{DepsMut, Response};

/// Accepts this contract at this version or an earlier one only, and only with records in this layout: a record that cannot be read
/// after the migration would hold the liquidity for good. Errors: `Std`, `Record`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, Failure> {
    weal_contract_kit::version::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.load(deps.storage)?;
    POOL_STATE.load(deps.storage)?;
    ROLES.load(deps.storage)?;
    PENDING.may_load(deps.storage)?;
    Ok(Response::new())
}
