//! Says how many decimals a native asset has.

use crate::ContractError;
use crate::state::{DECIMALS, OWNERSHIP};
use cosmwasm_std::{Api, DepsMut, MessageInfo, Response};
use weal_api::amm_factory::{DecimalsSet, MAX_DECIMALS};
use weal_api::asset::AssetInfo;

pub(crate) fn set_decimals(
    deps: DepsMut,
    info: &MessageInfo,
    denom: String,
    decimals: Option<u8>,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;
    check(deps.api, &denom, decimals)?;

    match &decimals {
        Some(decimals) => DECIMALS.save(deps.storage, &denom, decimals),
        None => DECIMALS.remove(deps.storage, &denom),
    }

    Ok(Response::new().add_event(DecimalsSet { denom, decimals }))
}

/// Errors: `Asset`, `TooManyDecimals`.
pub(crate) fn check(api: &dyn Api, denom: &str, decimals: Option<u8>) -> Result<(), ContractError> {
    AssetInfo::native(denom).check(api)?;
    match decimals {
        Some(found) if found > MAX_DECIMALS => {
            Err(ContractError::TooManyDecimals { found, max: MAX_DECIMALS })
        }
        _ => Ok(()),
    }
}
