//! Moves the amplification of a stableswap.

use crate::ContractError;
use crate::state::{CONFIG, Config, Curve};
use amm_math::{Amplification, MathError};
use api::amm_pool::AmpRamped;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

/// Towards `amp` at `ends_at`.
pub(crate) fn ramp_amp(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    amp: u32,
    ends_at: u64,
) -> Result<Response, ContractError> {
    change(deps, env, info, |amplification, now| amplification.ramp(now, amp, ends_at))
}

/// Stays where it is.
pub(crate) fn stop_ramp(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, ContractError> {
    change(deps, env, info, |amplification, now| Ok(amplification.stop(now)))
}

fn change(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    decide: impl Fn(Amplification, u64) -> Result<Amplification, MathError>,
) -> Result<Response, ContractError> {
    let mut config = CONFIG.load(deps.storage)?;
    ensure_owner(&config, &info)?;
    let Curve::Stableswap { ramp, .. } = &mut config.curve else {
        return Err(ContractError::StableswapOnly);
    };

    let decided = decide((*ramp).into(), env.block.time.seconds())?;

    *ramp = decided.into();
    CONFIG.save(deps.storage, &config)?;

    let Amplification { from, to, starts_at, ends_at } = decided;
    Ok(Response::new().add_event(AmpRamped { from, to, starts_at, ends_at }))
}

/// Errors: `NotOwner`.
fn ensure_owner(config: &Config, info: &MessageInfo) -> Result<(), ContractError> {
    if config.owner == info.sender {
        return Ok(());
    }
    Err(ContractError::NotOwner { sender: info.sender.clone(), owner: config.owner.clone() })
}
