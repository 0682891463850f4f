//! Creates the contract without a schedule.

use crate::ContractError;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION, SCHEDULE_COUNT};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_contract_kit::payment::no_funds;

pub(crate) fn instantiate(deps: DepsMut, info: &MessageInfo) -> Result<Response, ContractError> {
    no_funds(info)?;

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    SCHEDULE_COUNT.save(deps.storage, &0);

    Ok(Response::new())
}
