//! Adds a GPU model to the table.

use crate::ContractError;
use crate::config::in_range;
use crate::state::{OWNERSHIP, SKUS};
use crate::text::printable;
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::compute_registry::{Sku, SkuAdded, SkuSpec};

const MAX_NAME_BYTES: usize = 64;

/// A retired name stays used: an offer made under it must keep its meaning.
pub(crate) fn add_sku(deps: DepsMut, info: MessageInfo, spec: SkuSpec) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    let SkuSpec { name, vram_gb, int8_tops, watts } = spec;
    printable("name", &name, 1, MAX_NAME_BYTES)?;
    for (field, found) in [("vram_gb", vram_gb), ("int8_tops", int8_tops), ("watts", watts)] {
        in_range(field, found.into(), 1, u32::MAX.into())?;
    }
    if SKUS.has(deps.storage, &name) {
        return Err(ContractError::SkuExists { name });
    }

    let sku = Sku { name: name.clone(), vram_gb, int8_tops, watts, is_retired: false };
    SKUS.save(deps.storage, &name, &sku);

    Ok(Response::new().add_event(SkuAdded { name, vram_gb, int8_tops, watts }))
}
