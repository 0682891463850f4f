//! Guarded migration.

use crate::ContractError;
use crate::market::Market;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION};
use cosmwasm_std::{DepsMut, Env, Response};

/// Accepts this contract at this version or an earlier one only, with terms and totals that this code reads: a range
/// that has become narrower must not lock a market either. Errors: `Std`, `Record`, `Lending`.
pub(crate) fn migrate(deps: DepsMut, env: Env) -> Result<Response, ContractError> {
    weal_contract_kit::version::ensure_from_older_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Market::load_accrued(deps.storage, &env.block)?;
    Ok(Response::new())
}
