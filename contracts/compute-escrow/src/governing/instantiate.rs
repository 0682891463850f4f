//! Creates the escrow.

use super::{Config, config_updated, save_config};
use crate::Failure;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION, DEPENDENCIES, Dependencies, OWNERSHIP, Ownership};
use crate::validate_optional::validate_optional;
use cosmwasm_std::{DepsMut, Response, Uint128};
use weal_api::compute_escrow::InstantiateMsg;
use weal_api::oracle::OracleContract;
use weal_lease_math::LeaseRules;

/// The time that a provider may take to show an element, seconds, where the message names none.
const DEFAULT_ANSWER_SECONDS: u64 = 3_600;

pub(crate) fn instantiate(deps: DepsMut, msg: InstantiateMsg) -> Result<Response, Failure> {
    let owner = deps.api.addr_validate(&msg.owner)?;
    let fee_recipient = validate_optional(deps.api, msg.fee_recipient.as_deref())?;
    let parties = Dependencies {
        oracle: OracleContract::check(deps.api, &msg.oracle)?,
        token: msg.payment_asset.check(deps.api)?,
        registry: validate_optional(deps.api, msg.registry.as_deref())?,
    };
    let rules = LeaseRules {
        protocol_fee_bps: msg.protocol_fee_bps,
        challenge_window_seconds: msg.challenge_window_seconds,
        silence_seconds: msg.silence_seconds,
        answer_seconds: msg.answer_seconds.unwrap_or(DEFAULT_ANSWER_SECONDS),
    };
    let market = validate_optional(deps.api, msg.market.as_deref())?;
    let hundredth =
        msg.min_bond.checked_add(Uint128::new(99))?.checked_div(Uint128::new(100)).unwrap_or_default();
    let request_bond = msg.request_bond.unwrap_or(hundredth);
    let config = Config { fee_recipient, min_bond: msg.min_bond, rules, market, request_bond }.check()?;
    let event = config_updated(&config, &owner);

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    DEPENDENCIES.save(deps.storage, &parties);
    save_config(deps.storage, config);
    OWNERSHIP.save(deps.storage, &Ownership { owner, pending: None });

    Ok(Response::new().add_event(event))
}
