//! Sets or ends the creation fee.

use crate::ContractError;
use crate::state::{CREATION_FEE, OWNERSHIP};
use cosmwasm_std::{DepsMut, MessageInfo, Response};
use weal_api::amm_factory::{CreationFee, CreationFeeUpdated};

pub(crate) fn update_creation_fee(
    deps: DepsMut,
    info: &MessageInfo,
    creation_fee: Option<CreationFee>,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;

    set_fee(deps, creation_fee.as_ref())?;

    Ok(Response::new().add_event(CreationFeeUpdated { creation_fee }))
}

/// Errors: `Asset`, `ZeroAmount`, `Std` for a recipient that is no address.
pub(crate) fn set_fee(deps: DepsMut, creation_fee: Option<&CreationFee>) -> Result<(), ContractError> {
    let Some(fee) = creation_fee else {
        CREATION_FEE.remove(deps.storage);
        return Ok(());
    };
    let token = fee.asset.info.check(deps.api)?;
    if fee.asset.amount.is_zero() {
        return Err(ContractError::ZeroAmount { token });
    }
    deps.api.addr_validate(&fee.recipient)?;
    CREATION_FEE.save(deps.storage, fee);
    Ok(())
}
