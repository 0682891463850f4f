//! Moves the amplification of a stableswap.

use crate::config::CurveTerms;
use crate::error::{ContractError, Failure};
use crate::roles::ensure_owner;
use crate::state::CONFIG;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_amm_math::{Amplification, MathError};
use weal_api::amm_pool::AmpRamped;

/// Ramps the amplification towards `amp` at `ends_at`.
pub(crate) fn ramp_amp(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    amp: u32,
    ends_at: u64,
) -> Result<Response, Failure> {
    change(deps, env, info, |amplification, now| amplification.ramp(now, amp, ends_at))
}

/// Stops a ramp: the amplification stays where it is.
pub(crate) fn stop_ramp(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, Failure> {
    change(deps, env, info, |amplification, now| Ok(amplification.stop(now)))
}

fn change(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    decide: impl Fn(Amplification, u64) -> Result<Amplification, MathError>,
) -> Result<Response, Failure> {
    ensure_owner(deps.storage, &info)?;
    let mut config = CONFIG.load(deps.storage)?;
    let CurveTerms::Stableswap { ramp, .. } = &mut config.curve else {
        return Err(ContractError::StableswapOnly.into());
    };

    let decided = decide(*ramp, env.block.time.seconds())?;

    *ramp = decided;
    CONFIG.save(deps.storage, &config);

    let Amplification { from, to, starts_at, ends_at } = decided;
    Ok(Response::new().add_event(AmpRamped { from, to, starts_at, ends_at }))
}
