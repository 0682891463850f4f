//! Stops what trades for a while, and lets it go on.

use crate::error::{ContractError, Failure};
use crate::state::{CONFIG, ROLES};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_api::amm_pool::{MAX_PAUSE_SECONDS, SwapsPaused};

pub(crate) fn pause_swaps(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    seconds: u64,
) -> Result<Response, Failure> {
    let mut roles = ROLES.load(deps.storage)?;
    if roles.guardian.as_ref() != Some(&info.sender) {
        return Err(ContractError::NotGuardian { sender: info.sender }.into());
    }
    if !(1..=MAX_PAUSE_SECONDS).contains(&seconds) {
        return Err(ContractError::PauseOutOfRange { found: seconds, max: MAX_PAUSE_SECONDS }.into());
    }
    let (now, possible_at) = (env.block.time.seconds(), roles.pause_possible_at);
    if now < possible_at {
        return Err(ContractError::PauseTooSoon { now, possible_at }.into());
    }

    let mut config = CONFIG.load(deps.storage)?;
    // Clamps: no block comes after the end of time.
    config.paused_until = now.saturating_add(seconds);
    roles.pause_possible_at = config.paused_until.saturating_add(MAX_PAUSE_SECONDS);
    CONFIG.save(deps.storage, &config);
    ROLES.save(deps.storage, &roles);

    Ok(Response::new().add_event(SwapsPaused { by: info.sender, until: config.paused_until }))
}

pub(crate) fn resume_swaps(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, Failure> {
    let roles = ROLES.load(deps.storage)?;
    if roles.guardian.as_ref() != Some(&info.sender) && roles.owner != info.sender {
        return Err(ContractError::NotGuardian { sender: info.sender }.into());
    }

    // The first second of the next pause stays as it was: a pause that was ended early is no licence for another.
    let mut config = CONFIG.load(deps.storage)?;
    config.paused_until = config.paused_until.min(env.block.time.seconds());
    CONFIG.save(deps.storage, &config);

    Ok(Response::new().add_event(SwapsPaused { by: info.sender, until: config.paused_until }))
}
