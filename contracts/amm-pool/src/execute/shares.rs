//! The LP token's own messages: the ledger moves the shares, the pool sees to it that they have seasoned.

use crate::error::Failure;
use crate::pool::{Owner, Pool};
use crate::state::CONFIG;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::amm_pool::ExecuteMsg;
use weal_cw20_ledger::{
    SendFrom, decrease_allowance, increase_allowance, send, send_from, transfer, transfer_from,
};

/// Runs a message of the LP token; another message, which `execute` never hands over, does nothing. Errors: `Ledger`,
/// `Unseasoned`.
pub(crate) fn shares(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, Failure> {
    if let Some((from, to, amount)) = movement(&info, &msg) {
        note_movement(deps.branch(), &env, from, to, amount)?;
    }
    Ok(match msg {
        ExecuteMsg::Transfer { recipient, amount } => transfer(deps, info, recipient, amount)?,
        ExecuteMsg::Send { contract, amount, msg } => send(deps, info, contract, amount, msg)?,
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            transfer_from(deps, env, info, owner, recipient, amount)?
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            send_from(deps, env, info, SendFrom { owner, contract, amount, msg })?
        }
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            increase_allowance(deps, env, info, spender, amount, expires)?
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            decrease_allowance(deps, env, info, spender, amount, expires)?
        }
        // `execute` hands over no other.
        _ => Response::new(),
    })
}

/// Returns the account that loses shares, the account that gets them, and their number.
fn movement<'a>(info: &'a MessageInfo, msg: &'a ExecuteMsg) -> Option<(&'a str, &'a str, Uint128)> {
    match msg {
        ExecuteMsg::Transfer { recipient, amount } => Some((info.sender.as_str(), recipient, *amount)),
        ExecuteMsg::Send { contract, amount, .. } => Some((info.sender.as_str(), contract, *amount)),
        ExecuteMsg::TransferFrom { owner, recipient, amount } => Some((owner, recipient, *amount)),
        ExecuteMsg::SendFrom { owner, contract, amount, .. } => Some((owner, contract, *amount)),
        _ => None,
    }
}

/// Moves the positions with the shares, where there are any.
fn note_movement(deps: DepsMut, env: &Env, from: &str, to: &str, amount: Uint128) -> Result<(), Failure> {
    let config = CONFIG.load(deps.storage)?;
    if config.params.seasoning_blocks == 0 || amount.is_zero() {
        return Ok(());
    }
    let pool = Pool::of(config, deps.storage, env)?;
    let (from, to) = (deps.api.addr_validate(from)?, deps.api.addr_validate(to)?);
    // The ledger will say so in its own words.
    if Owner::load(deps.storage, deps.api, &from)?.balance < amount {
        return Ok(());
    }
    pool.note_movement(deps.storage, deps.api, env, (&from, &to), amount)
}
