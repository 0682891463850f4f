//! The LP token's own messages: the ledger moves the shares, the pool sees to it that they have seasoned.

use crate::error::Failure;
use crate::pool::Pool;
use crate::positions::{Owner, ensure_seasoned};
use crate::state::Config;
use api::amm_pool::{CoverLeft, ExecuteMsg};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use cw20_ledger::{
    SendFrom, decrease_allowance, increase_allowance, send, send_from, transfer, transfer_from,
};

/// A cw20 message, or none of those back. Errors: `Ledger`, `Unseasoned`.
pub(crate) fn shares(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, Failure> {
    let left = match movement(&info, &msg) {
        Some((from, to, amount)) => note_movement(deps.branch(), &env, from, to, amount)?,
        None => None,
    };
    let response = match msg {
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
    };
    Ok(response.add_events(left))
}

/// Who loses how many shares to whom.
fn movement<'a>(info: &'a MessageInfo, msg: &'a ExecuteMsg) -> Option<(&'a str, &'a str, Uint128)> {
    match msg {
        ExecuteMsg::Transfer { recipient, amount } => Some((info.sender.as_str(), recipient, *amount)),
        ExecuteMsg::Send { contract, amount, .. } => Some((info.sender.as_str(), contract, *amount)),
        ExecuteMsg::TransferFrom { owner, recipient, amount } => Some((owner, recipient, *amount)),
        ExecuteMsg::SendFrom { owner, contract, amount, .. } => Some((owner, contract, *amount)),
        _ => None,
    }
}

/// Moves the entry with the shares: out at its mean, in at what they are worth now. Shares of the pool's own have no position.
/// Shares that leave an account are covered no more.
fn note_movement(
    deps: DepsMut,
    env: &Env,
    from: &str,
    to: &str,
    amount: Uint128,
) -> Result<Option<CoverLeft>, Failure> {
    let config = Config::load(deps.storage)?;
    let params = config.params;
    if (params.seasoning_blocks == 0 && params.cover.is_none()) || amount.is_zero() {
        return Ok(None);
    }
    let mut pool = Pool::of(config, deps.storage, env)?;
    let (from, to) = (deps.api.addr_validate(from)?, deps.api.addr_validate(to)?);
    if pool.seasons() {
        let sender = Owner::load(deps.storage, deps.api, &from)?;
        // The ledger will say so in its own words.
        if sender.balance < amount {
            return Ok(None);
        }
        if from == to {
            ensure_seasoned(&pool.position_of(deps.storage, env, sender)?, amount)?;
        } else {
            pool.note_seasoned(deps.storage, env, sender, amount)?;
        }
    }
    if from == to {
        return Ok(None);
    }
    if to != env.contract.address && pool.seasons() {
        let recipient = Owner::load(deps.storage, deps.api, &to)?;
        pool.note_arrival(deps.storage, env, recipient, amount)?;
    }
    // Paid nothing: the reserve stays as it is, and the record with it.
    pool.leave_cover(deps.storage, env, (&from, amount), false)
}
