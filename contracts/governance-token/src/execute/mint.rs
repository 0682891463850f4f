//! Makes new tokens, up to the cap.

use super::instantiate::ensure_below_cap;
use crate::ContractError;
use crate::state::{MINTER, Minter};
use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response, Storage, Uint128};

pub(crate) fn mint(
    deps: DepsMut,
    info: MessageInfo,
    recipient: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let minter = load_minter(deps.storage, &info.sender)?;
    let recipient_addr = deps.api.addr_validate(&recipient)?;

    let supply = weal_cw20_ledger::mint(deps.storage, deps.api, &recipient_addr, amount)?;
    ensure_below_cap(supply, minter.cap)?;

    Ok(Response::new()
        .add_attribute("action", "mint")
        .add_attribute("to", recipient)
        .add_attribute("amount", amount))
}

/// The right to mint, which must be `sender`'s. Errors: `MintingEnded`, `NotMinter`.
pub(crate) fn load_minter(storage: &dyn Storage, sender: &Addr) -> Result<Minter, ContractError> {
    let minter = MINTER.may_load(storage)?.ok_or(ContractError::MintingEnded)?;
    if minter.minter != *sender {
        return Err(ContractError::NotMinter { sender: sender.clone(), minter: minter.minter });
    }
    Ok(minter)
}
