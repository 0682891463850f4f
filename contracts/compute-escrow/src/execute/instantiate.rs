//! Creates the escrow.

use super::update_config::config_updated;
use crate::ContractError;
use crate::config::{Config, LeaseRules, Ownership, Parties};
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, OWNERSHIP, PARTIES};
use api::compute_escrow::InstantiateMsg;
use api::oracle::OracleContract;
use cosmwasm_std::{DepsMut, Response};

pub(crate) fn instantiate(deps: DepsMut, msg: InstantiateMsg) -> Result<Response, ContractError> {
    let owner = deps.api.addr_validate(&msg.owner)?;
    let fee_recipient = msg.fee_recipient.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let parties = Parties {
        oracle: OracleContract::check(deps.api, &msg.oracle)?,
        token: msg.payment_asset.check(deps.api)?,
        registry: msg.registry.map(|account| deps.api.addr_validate(&account)).transpose()?,
    };
    let rules = LeaseRules {
        protocol_fee_bps: msg.protocol_fee_bps,
        challenge_window_seconds: msg.challenge_window_seconds,
        silence_seconds: msg.silence_seconds,
    };
    let market = msg.market.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let config = Config { fee_recipient, min_bond: msg.min_bond, rules, market }.check()?;
    let event = config_updated(&config, &owner);

    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    PARTIES.save(deps.storage, &parties)?;
    CONFIG.save(deps.storage, &config)?;
    OWNERSHIP.save(deps.storage, &Ownership { owner, pending: None })?;

    Ok(Response::new().add_event(event))
}
