//! Names who may pause creations.

use crate::ContractError;
use crate::state::OWNERSHIP;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::amm_factory::GuardianUpdated;

pub(crate) fn update_guardian(
    deps: DepsMut,
    info: &MessageInfo,
    guardian: Option<String>,
) -> Result<Response, ContractError> {
    let mut ownership = OWNERSHIP.load(deps.storage)?;
    ownership.ensure_owner(&info.sender)?;

    let guardian = guardian.map(|account| deps.api.addr_validate(&account)).transpose()?;

    ownership.guardian = guardian.clone();
    OWNERSHIP.save(deps.storage, &ownership);

    Ok(Response::new().add_event(GuardianUpdated { guardian }))
}
