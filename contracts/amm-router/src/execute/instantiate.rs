//! Creates a router; it stores nothing but its version.

use crate::ContractError;
use crate::migrate::{CONTRACT_NAME, CONTRACT_VERSION};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_contract_kit::payment::no_funds;

pub(crate) fn instantiate(deps: DepsMut, info: &MessageInfo) -> Result<Response, ContractError> {
    no_funds(info)?;
    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
