//! Hands minting over, or ends it.

use super::mint::load_minter;
use crate::ContractError;
use crate::state::{MINTER, Minter};
use cosmwasm_std::{DepsMut, MessageInfo, Response};

/// Hands minting over in one step, unlike other rights of this project: cw20's wire format has no second message.
pub(crate) fn update_minter(
    deps: DepsMut,
    info: MessageInfo,
    new_minter: Option<String>,
) -> Result<Response, ContractError> {
    let current = load_minter(deps.storage, &info.sender)?;

    match &new_minter {
        Some(minter) => {
            let minter = deps.api.addr_validate(minter)?;
            MINTER.save(deps.storage, &Minter { minter, cap: current.cap });
        }
        None => MINTER.remove(deps.storage),
    }

    Ok(Response::new()
        .add_attribute("action", "update_minter")
        .add_attribute("new_minter", new_minter.unwrap_or_else(|| "None".into())))
}
