//! Stops the creation of pools of a kind for a while.

use crate::ContractError;
use crate::state::{KINDS, OWNERSHIP, PAUSES};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_api::amm_factory::{CreationPaused, PAUSE_SECONDS};

pub(crate) fn pause_creation(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    kind: String,
) -> Result<Response, ContractError> {
    let guardian = OWNERSHIP.load(deps.storage)?.guardian;
    if guardian.as_ref() != Some(&info.sender) {
        return Err(ContractError::NotGuardian { sender: info.sender.clone() });
    }
    if !KINDS.has(deps.storage, &kind) {
        return Err(ContractError::UnknownKind { kind });
    }

    // A guardian that never stops pausing leaves every second week open, and the owner can end any.
    let now = env.block.time.seconds();
    let last = PAUSES.may_load(deps.storage, &kind)?;
    let again_at = last.map_or(Ok(0), a_pause_after)?;
    if now < again_at {
        return Err(ContractError::PausedRecently { kind, again_at });
    }
    let until = a_pause_after(now)?;

    PAUSES.save(deps.storage, &kind, &until);

    Ok(Response::new().add_event(CreationPaused { kind, until }))
}

/// Errors: `Overflow`, which no block's time comes near.
fn a_pause_after(seconds: u64) -> Result<u64, ContractError> {
    let overflow = || ContractError::Overflow { found: seconds.into(), added: PAUSE_SECONDS.into() };
    seconds.checked_add(PAUSE_SECONDS).ok_or_else(overflow)
}
