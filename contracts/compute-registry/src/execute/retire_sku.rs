//! Takes a GPU model off the market; it stays readable.

use crate::ContractError;
use crate::state::{OWNERSHIP, SKUS};
use crate::tables::load_sku;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::SkuRetired;

pub(crate) fn retire_sku(deps: DepsMut, info: MessageInfo, name: &str) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    let mut sku = load_sku(deps.storage, name)?;
    if sku.is_retired {
        return Err(ContractError::SkuRetired { name: sku.name });
    }

    sku.is_retired = true;
    SKUS.save(deps.storage, &sku.name, &sku);

    Ok(Response::new().add_event(SkuRetired { name: sku.name }))
}
