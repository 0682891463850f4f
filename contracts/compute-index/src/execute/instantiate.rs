//! Creates the index.

use crate::ContractError;
use crate::state::{CONFIG, CONTRACT_NAME, CONTRACT_VERSION, Config};
use cosmwasm_std::{DepsMut, Response};
use weal_api::compute_index::{
    IndexCreated, InstantiateMsg, MAX_PROVIDER_CAP_BPS, MAX_SOURCES, MIN_PROVIDER_CAP_BPS,
};
use weal_fixed_point::FULL_BPS;

/// Creates the index without asking whether the address is an escrow: an index of nothing records nothing.
pub(crate) fn instantiate(deps: DepsMut, msg: InstantiateMsg) -> Result<Response, ContractError> {
    let InstantiateMsg { provider_cap_bps, min_providers, half_volume, .. } = msg;
    let escrow = deps.api.addr_validate(&msg.escrow)?;
    let cap = (MIN_PROVIDER_CAP_BPS, MAX_PROVIDER_CAP_BPS);
    in_range("provider_cap_bps", provider_cap_bps.into(), cap.0.into(), cap.1.into())?;
    // ⌈10^4 ÷ cap⌉: fewer cannot all stay below the cap.
    let fewest = FULL_BPS.div_ceil(provider_cap_bps);
    let most = u64::try_from(MAX_SOURCES).unwrap_or(u64::MAX);
    in_range("min_providers", min_providers.into(), fewest.into(), most)?;
    if half_volume.is_zero() {
        return Err(ContractError::ZeroHalfVolume);
    }

    weal_contract_kit::version::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let config = Config { escrow: escrow.clone(), provider_cap_bps, min_providers, half_volume };
    CONFIG.save(deps.storage, &config);

    Ok(Response::new().add_event(IndexCreated { escrow, provider_cap_bps, min_providers, half_volume }))
}

fn in_range(field: &'static str, found: u64, min: u64, max: u64) -> Result<(), ContractError> {
    if (min..=max).contains(&found) {
        return Ok(());
    }
    Err(ContractError::OutOfRange { field, found, min, max })
}
