//! Creates the contract without a grant.

use crate::ContractError;
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, Config};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::vesting::InstantiateMsg;
use weal_contract_kit::payment::no_funds;

pub(crate) fn instantiate(
    deps: DepsMut,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let owner = deps.api.addr_validate(&msg.owner)?;

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &Config { owner });

    Ok(Response::new())
}
