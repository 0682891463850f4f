//! Announces parameters, takes them back, applies them.

use crate::config::Config;
use crate::error::{ContractError, Failure};
use crate::params::Change;
use crate::roles::ensure_owner;
use crate::state::{CONFIG, PENDING, ROLES};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_amm_math::MathError;
use weal_api::amm_pool::{
    PARAMS_DELAY, PARAMS_LIFETIME, ParamsApplied, ParamsCancelled, ParamsChange, ParamsProposed,
    PendingParams,
};

pub(crate) fn propose_params(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    change: ParamsChange,
) -> Result<Response, Failure> {
    let roles = ensure_owner(deps.storage, &info)?;

    let Config { params, tokens, .. } = CONFIG.load(deps.storage)?;
    let before = Change { params, guardian: roles.guardian, protocol_recipient: roles.protocol_recipient };
    let after = before.with(deps.api, change)?;
    after.ensure_for(tokens.len())?;
    let Change { params, guardian, protocol_recipient } = after;

    // Clamps: no block comes after the end of time.
    let effective_at = env.block.time.seconds().saturating_add(PARAMS_DELAY);
    let expires_at = effective_at.saturating_add(PARAMS_LIFETIME);
    let pending = PendingParams { params, guardian, protocol_recipient, effective_at, expires_at };
    PENDING.save(deps.storage, &pending);

    Ok(Response::new().add_event(ParamsProposed { params, effective_at, expires_at }))
}

pub(crate) fn cancel_params(deps: DepsMut, info: MessageInfo) -> Result<Response, Failure> {
    ensure_owner(deps.storage, &info)?;
    if PENDING.may_load(deps.storage)?.is_none() {
        return Err(ContractError::NothingPending.into());
    }

    PENDING.remove(deps.storage);

    Ok(Response::new().add_event(ParamsCancelled))
}

pub(crate) fn apply_params(deps: DepsMut, env: Env) -> Result<Response, Failure> {
    let pending = PENDING.may_load(deps.storage)?.ok_or(ContractError::NothingPending)?;
    let (now, effective_at) = (env.block.time.seconds(), pending.effective_at);
    if now < effective_at {
        return Err(ContractError::ParamsTooSoon { effective_at, now }.into());
    }
    let expires_at = pending.expires_at;
    if now > expires_at {
        return Err(ContractError::ParamsExpired { expires_at, now }.into());
    }

    let (mut config, mut roles) = (CONFIG.load(deps.storage)?, ROLES.load(deps.storage)?);
    config.params = pending.params;
    config.version =
        config.version.checked_add(1).ok_or(MathError::Invariant { broken: "a version has a successor" })?;
    (roles.guardian, roles.protocol_recipient) = (pending.guardian, pending.protocol_recipient);
    CONFIG.save(deps.storage, &config);
    ROLES.save(deps.storage, &roles);
    PENDING.remove(deps.storage);

    Ok(Response::new().add_event(ParamsApplied { params: config.params, version: config.version }))
}
