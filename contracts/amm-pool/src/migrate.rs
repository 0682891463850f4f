//! Guarded migration.

use crate::error::Failure;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION, Config, Record, Roles, load_pending};
use cosmwasm_std::{DepsMut, Response};

/// Accepts an earlier version of this contract only, and only with records and LP balances in this layout: what could not be read after
/// it would hold the liquidity for good. Errors: `Std`, `Ledger`, `Corrupt`.
pub(crate) fn migrate(deps: DepsMut) -> Result<Response, Failure> {
    weal_contract_kit::version::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let config = Config::load(deps.storage)?;
    Record::load(deps.storage, &config)?;
    Roles::load(deps.storage)?;
    load_pending(deps.storage)?;
    Ok(Response::new())
}
