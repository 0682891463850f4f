//! Burns LP shares for one asset.

use super::withdraw::{Burned, withdrawn};
use crate::bounds::{ensure_in_time, ensure_received, recipient_or};
use crate::error::Failure;
use crate::pool::{Change, Pool};
use crate::swapped::{Traders, swapped};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_amm_math::LpShares;
use weal_amm_math::exact::at;
use weal_api::asset::AssetInfo;

/// The fields of a `WithdrawOne`.
pub(crate) struct WithdrawOneOrder {
    pub(crate) shares: Uint128,
    pub(crate) asset: AssetInfo,
    pub(crate) min_receive: Uint128,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn withdraw_one(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    order: WithdrawOneOrder,
) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &info.sender)?;
    let token = order.asset.check(deps.api)?;

    let pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let position = pool.position(&token)?;

    let decided = pool.withdraw_one(LpShares::from(order.shares), position)?;
    ensure_received(at(&decided.outcome.amounts, position)?, Some(order.min_receive))?;

    let departure = pool.seasoned_departure((&*deps.storage, deps.api), &env, &info.sender, order.shares)?;
    let change = Change::withdrawn_one(&pool, &decided, departure)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    let within = Traders { trader: env.contract.address, recipient: recipient.clone() };
    let inner = decided.trade.as_ref().map(|trade| swapped(within, trade, &pool)).transpose()?;
    let burned = Burned { provider: info.sender, recipient, shares: order.shares };
    let response = withdrawn(&pool, burned, decided.outcome.amounts, decided.outcome.withheld)?;
    Ok(response.add_events(inner))
}
