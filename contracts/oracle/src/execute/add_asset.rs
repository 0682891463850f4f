//! Adds an asset to appraise.

use crate::appraisal::check;
use crate::state::{ASSETS, CONFIG};
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Event, MessageInfo, Response};
use weal_api::oracle::{AssetAdded, AssetSpec};

pub(crate) fn add_asset(deps: DepsMut, info: MessageInfo, spec: AssetSpec) -> Result<Response, Failure> {
    CONFIG.load(deps.storage)?.ensure_owner(&info.sender)?;
    check(&spec)?;
    let beneficiary = deps.api.addr_validate(&spec.beneficiary)?;
    if ASSETS.has(deps.storage, &spec.asset) {
        return Err(ContractError::DuplicateAsset { asset: spec.asset }.into());
    }

    let spec = AssetSpec { beneficiary: beneficiary.into_string(), ..spec };

    ASSETS.save(deps.storage, &spec.asset, &spec);

    Ok(Response::new().add_event(Event::from(AssetAdded { spec })))
}
