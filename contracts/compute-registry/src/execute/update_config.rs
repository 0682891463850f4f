//! Changes the treasury, or the terms of future attestations. Those made keep theirs.

use crate::ContractError;
use crate::config::{Config, check_terms};
use crate::state::{CONFIG, OWNERSHIP};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::{AuditTerms, ConfigUpdated};

pub(crate) fn update_config(
    deps: DepsMut,
    info: MessageInfo,
    treasury: Option<String>,
    terms: Option<AuditTerms>,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    let current = CONFIG.load(deps.storage)?;
    let treasury = treasury.map(|account| deps.api.addr_validate(&account)).transpose()?;
    let config = Config {
        token: current.token,
        treasury: treasury.unwrap_or(current.treasury),
        terms: terms.map(check_terms).transpose()?.unwrap_or(current.terms),
    };

    CONFIG.save(deps.storage, &config);

    Ok(Response::new().add_event(config_updated(&config)))
}

/// The fact, for `instantiate` too.
pub(super) fn config_updated(config: &Config) -> ConfigUpdated {
    ConfigUpdated {
        treasury: config.treasury.clone(),
        min_bond: config.terms.min_bond,
        slash_bps: config.terms.slash_bps,
        reporter_share_bps: config.terms.reporter_share_bps,
        liability_seconds: config.terms.liability_seconds,
    }
}
