//! Creates the registry.

use super::update_config::config_updated;
use crate::ContractError;
use crate::config::{Config, Ownership, check_terms};
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, OWNERSHIP};
use cosmwasm_std::{DepsMut, Response};
use weal_api::compute_registry::InstantiateMsg;

pub(crate) fn instantiate(deps: DepsMut, msg: InstantiateMsg) -> Result<Response, ContractError> {
    let owner = deps.api.addr_validate(&msg.owner)?;
    let config = Config {
        token: msg.bond_asset.check(deps.api)?,
        treasury: deps.api.addr_validate(&msg.treasury)?,
        terms: check_terms(msg.terms)?,
    };

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    CONFIG.save(deps.storage, &config);
    OWNERSHIP.save(deps.storage, &Ownership { owner, pending: None });

    Ok(Response::new().add_event(config_updated(&config)))
}
