//! The parameters, who may change them, and what the protocol was paid.

use crate::error::Failure;
use crate::pool::Pool;
use crate::state::{CONFIG, PENDING, ROLES};
use crate::usage;
use cosmwasm_std::{Deps, Env};
use weal_api::amm_pool::{ParamsResponse, UsageOfResponse};
use weal_records::Account;

pub(crate) fn params(deps: Deps) -> Result<ParamsResponse, Failure> {
    let (config, roles) = (CONFIG.load(deps.storage)?, ROLES.load(deps.storage)?);
    Ok(ParamsResponse {
        version: config.version,
        params: config.params,
        owner: roles.owner,
        pending_owner: roles.pending_owner,
        guardian: roles.guardian,
        protocol_recipient: roles.protocol_recipient,
        paused_until: config.paused_until,
        pause_possible_at: roles.pause_possible_at,
        pending: PENDING.may_load(deps.storage)?,
    })
}

pub(crate) fn usage_of(deps: Deps, env: &Env, trader: String) -> Result<UsageOfResponse, Failure> {
    let trader_addr = deps.api.addr_validate(&trader)?;
    let pool = Pool::load(deps.storage, env)?;
    let paid = usage::usage_of(deps.storage, &Account::of(deps.api, &trader_addr)?, pool.tokens().len())?;
    Ok(UsageOfResponse { paid: pool.named(&paid) })
}
