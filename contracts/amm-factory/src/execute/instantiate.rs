//! Creates a factory without pools.

use super::set_decimals::check as check_decimals;
use super::update_creation_fee::set_fee;
use super::update_kind::check;
use crate::ContractError;
use crate::state::{CONTRACT_NAME, CONTRACT_VERSION, DECIMALS, KINDS, OWNERSHIP, Ownership};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::amm_factory::{InstantiateMsg, MAX_KINDS, NativeDecimals};
use weal_contract_kit::payment::no_funds;

pub(crate) fn instantiate(
    deps: DepsMut,
    info: &MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    if msg.kinds.len() > MAX_KINDS {
        return Err(ContractError::TooManyKinds { max: MAX_KINDS });
    }

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    OWNERSHIP.save(deps.storage, &Ownership { owner, pending_owner: None, guardian: None });
    for kind in msg.kinds {
        check(&kind)?;
        if KINDS.has(deps.storage, &kind.kind) {
            return Err(ContractError::DuplicateKind { kind: kind.kind });
        }
        KINDS.save(deps.storage, &kind.kind, &kind);
    }
    for NativeDecimals { denom, decimals } in msg.decimals.unwrap_or_default() {
        check_decimals(deps.api, &denom, Some(decimals))?;
        if DECIMALS.has(deps.storage, &denom) {
            return Err(ContractError::DuplicateDecimals { denom });
        }
        DECIMALS.save(deps.storage, &denom, &decimals);
    }
    set_fee(deps, msg.creation_fee.as_ref())?;

    Ok(Response::new())
}
