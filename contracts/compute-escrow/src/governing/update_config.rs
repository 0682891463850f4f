//! Changes terms of future registrations and leases. Running leases keep the copy they hold.

use super::{Config, load_config, save_config};
use crate::Failure;
use crate::state::OWNERSHIP;
use crate::validate_optional::validate_optional;
use cosmwasm_std::{Addr, DepsMut, Response};
use weal_api::compute_escrow::{ConfigChanges, ConfigUpdated};
use weal_lease_math::LeaseRules;

pub(crate) fn update_config(
    deps: DepsMut,
    sender: Addr,
    changes: ConfigChanges,
) -> Result<Response, Failure> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&sender)?;

    let current = load_config(deps.storage)?;
    let market = validate_optional(deps.api, changes.market.as_deref())?;
    let recipient = validate_optional(deps.api, changes.fee_recipient.as_deref())?;

    let rules = LeaseRules {
        protocol_fee_bps: changes.protocol_fee_bps.unwrap_or(current.rules.protocol_fee_bps),
        challenge_window_seconds: changes
            .challenge_window_seconds
            .unwrap_or(current.rules.challenge_window_seconds),
        silence_seconds: changes.silence_seconds.unwrap_or(current.rules.silence_seconds),
        answer_seconds: changes.answer_seconds.unwrap_or(current.rules.answer_seconds),
    };
    let config = Config {
        fee_recipient: recipient.or(current.fee_recipient),
        min_bond: changes.min_bond.unwrap_or(current.min_bond),
        rules,
        market: market.or(current.market),
        request_bond: changes.request_bond.unwrap_or(current.request_bond),
    }
    .check()?;

    let event = config_updated(&config, &ownership.owner);

    save_config(deps.storage, config);

    Ok(Response::new().add_event(event))
}

/// The fact, for `instantiate` too.
pub(crate) fn config_updated(config: &Config, owner: &Addr) -> ConfigUpdated {
    ConfigUpdated {
        fee_recipient: config.fee_recipient.as_ref().unwrap_or(owner).clone(),
        min_bond: config.min_bond,
        protocol_fee_bps: config.rules.protocol_fee_bps,
        challenge_window_seconds: config.rules.challenge_window_seconds,
        silence_seconds: config.rules.silence_seconds,
        market: config.market.clone(),
        request_bond: config.request_bond,
        answer_seconds: config.rules.answer_seconds,
    }
}
