//! The six messages that move tokens or allowances, with cw20-base's attributes.

use crate::{Cw20Error, allowance::Pair, balance::move_balance, deduct_allowance};
use cosmwasm_std::{Addr, Binary, DepsMut, Env, MessageInfo, Response, Uint128, WasmMsg};
use cw_utils::Expiration;
use weal_api::cw20::{Cw20Hook, Cw20ReceiveMsg};

/// Moves the sender's tokens. Errors: `InsufficientBalance`.
pub fn transfer(
    deps: DepsMut,
    info: MessageInfo,
    recipient: String,
    amount: Uint128,
) -> Result<Response, Cw20Error> {
    let recipient_addr = deps.api.addr_validate(&recipient)?;

    move_balance(deps.storage, deps.api, &info.sender, &recipient_addr, amount)?;

    Ok(Response::new()
        .add_attribute("action", "transfer")
        .add_attribute("from", info.sender)
        .add_attribute("to", recipient)
        .add_attribute("amount", amount))
}

/// Moves the sender's tokens to a contract and calls it. Errors: `InsufficientBalance`.
pub fn send(
    deps: DepsMut,
    info: MessageInfo,
    contract: String,
    amount: Uint128,
    msg: Binary,
) -> Result<Response, Cw20Error> {
    let contract_addr = deps.api.addr_validate(&contract)?;

    move_balance(deps.storage, deps.api, &info.sender, &contract_addr, amount)?;

    Ok(Response::new()
        .add_attribute("action", "send")
        .add_attribute("from", &info.sender)
        .add_attribute("to", &contract)
        .add_attribute("amount", amount)
        .add_message(receive_hook(&info.sender, contract, amount, msg)?))
}

/// Lets `spender` move more. Errors: `OwnSpender`, `ExpiryPassed`, `Overflow`.
pub fn increase_allowance(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    spender: String,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response, Cw20Error> {
    let spender_addr = other_spender(&deps, &info, &spender)?;

    let pair = Pair::of(deps.api, &info.sender, &spender_addr)?;
    pair.increase(deps.storage, &env.block, amount, expires)?;

    Ok(allowance_response("increase_allowance", info.sender, spender, amount))
}

/// Lets `spender` move less. Errors: `OwnSpender`, `NoAllowance`, `ExpiryPassed`.
pub fn decrease_allowance(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    spender: String,
    amount: Uint128,
    expires: Option<Expiration>,
) -> Result<Response, Cw20Error> {
    let spender_addr = other_spender(&deps, &info, &spender)?;

    let pair = Pair::of(deps.api, &info.sender, &spender_addr)?;
    pair.decrease(deps.storage, &env.block, amount, expires)?;

    Ok(allowance_response("decrease_allowance", info.sender, spender, amount))
}

/// Moves `owner`'s tokens out of the sender's allowance. Errors: `NoAllowance`, `AllowanceExpired`,
/// `InsufficientAllowance`, `InsufficientBalance`.
pub fn transfer_from(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    owner: String,
    recipient: String,
    amount: Uint128,
) -> Result<Response, Cw20Error> {
    let owner_addr = deps.api.addr_validate(&owner)?;
    let recipient_addr = deps.api.addr_validate(&recipient)?;

    deduct_allowance(deps.storage, deps.api, &env.block, &owner_addr, &info.sender, amount)?;
    move_balance(deps.storage, deps.api, &owner_addr, &recipient_addr, amount)?;

    Ok(from_response("transfer_from", owner, recipient, info.sender, amount))
}

/// The order of a `SendFrom`.
pub struct SendFrom {
    /// The owner of the tokens.
    pub owner: String,
    /// The contract that gets and is told.
    pub contract: String,
    /// The amount, base units.
    pub amount: Uint128,
    /// The message that the contract is told.
    pub msg: Binary,
}

/// Moves tokens of `owner`'s tokens out of the sender's allowance. Errors: as `transfer_from`.
pub fn send_from(deps: DepsMut, env: Env, info: MessageInfo, order: SendFrom) -> Result<Response, Cw20Error> {
    let SendFrom { owner, contract, amount, msg } = order;
    let owner_addr = deps.api.addr_validate(&owner)?;
    let contract_addr = deps.api.addr_validate(&contract)?;

    deduct_allowance(deps.storage, deps.api, &env.block, &owner_addr, &info.sender, amount)?;
    move_balance(deps.storage, deps.api, &owner_addr, &contract_addr, amount)?;

    let hook = receive_hook(&info.sender, contract.clone(), amount, msg)?;
    Ok(from_response("send_from", owner, contract, info.sender, amount).add_message(hook))
}

fn other_spender(deps: &DepsMut, info: &MessageInfo, spender: &str) -> Result<Addr, Cw20Error> {
    let spender_addr = deps.api.addr_validate(spender)?;
    if spender_addr == info.sender {
        return Err(Cw20Error::OwnSpender { account: spender_addr });
    }
    Ok(spender_addr)
}

fn allowance_response(action: &str, owner: Addr, spender: String, amount: Uint128) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_attribute("owner", owner)
        .add_attribute("spender", spender)
        .add_attribute("amount", amount)
}

fn from_response(action: &str, from: String, to: String, by: Addr, amount: Uint128) -> Response {
    Response::new()
        .add_attribute("action", action)
        .add_attribute("from", from)
        .add_attribute("to", to)
        .add_attribute("by", by)
        .add_attribute("amount", amount)
}

fn receive_hook(sender: &Addr, contract: String, amount: Uint128, msg: Binary) -> Result<WasmMsg, Cw20Error> {
    let hook = Cw20Hook::Receive(Cw20ReceiveMsg { sender: sender.to_string(), amount, msg });
    Ok(WasmMsg::Execute { contract_addr: contract, msg: weal_wire::to_binary(&hook)?, funds: vec![] })
}
