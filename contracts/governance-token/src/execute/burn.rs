//! Destroys tokens.

use crate::ContractError;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

pub(crate) fn burn(deps: DepsMut, info: MessageInfo, amount: Uint128) -> Result<Response, ContractError> {
    weal_cw20_ledger::burn(deps.storage, deps.api, &info.sender, amount)?;

    Ok(Response::new()
        .add_attribute("action", "burn")
        .add_attribute("from", info.sender)
        .add_attribute("amount", amount))
}

pub(crate) fn burn_from(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    owner: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let owner_addr = deps.api.addr_validate(&owner)?;

    weal_cw20_ledger::deduct_allowance(
        deps.storage,
        deps.api,
        &env.block,
        &owner_addr,
        &info.sender,
        amount,
    )?;
    weal_cw20_ledger::burn(deps.storage, deps.api, &owner_addr, amount)?;

    Ok(Response::new()
        .add_attribute("action", "burn_from")
        .add_attribute("from", owner)
        .add_attribute("by", info.sender)
        .add_attribute("amount", amount))
}
