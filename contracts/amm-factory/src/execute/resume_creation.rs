//! Ends a pause.

use crate::ContractError;
use crate::state::{OWNERSHIP, PAUSES};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use weal_api::amm_factory::CreationResumed;

pub(crate) fn resume_creation(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    kind: String,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;
    let now = env.block.time.seconds();
    let paused = PAUSES.may_load(deps.storage, &kind)?.filter(|until| now < *until);
    if paused.is_none() {
        return Err(ContractError::NotPaused { kind });
    }

    // The time until the next pause counts from here.
    PAUSES.save(deps.storage, &kind, &now);

    Ok(Response::new().add_event(CreationResumed { kind }))
}
