//! Burns what exact amounts cost.

use super::withdraw::{Burned, withdrawn};
use crate::bounds::{ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::pool::{Change, Pool};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use weal_api::asset::Asset;

/// The fields of a `WithdrawExact`.
pub(crate) struct WithdrawExactOrder {
    pub(crate) assets: Vec<Asset>,
    pub(crate) max_shares: Uint128,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn withdraw_exact(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    order: WithdrawExactOrder,
) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &info.sender)?;

    let pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let wanted = pool.bounds(deps.api, &order.assets)?;

    let outcome = pool.withdraw_exact(&wanted)?;
    let (found, max) = (outcome.burned.amount(), order.max_shares);
    if found > max {
        return Err(ContractError::AboveMaxShares { found, max }.into());
    }

    let departure = pool.seasoned_departure((&*deps.storage, deps.api), &env, &info.sender, found)?;
    let change = Change::withdrawn_exact(&pool, &outcome, departure)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    let burned = Burned { provider: info.sender, recipient, shares: found };
    withdrawn(&pool, burned, wanted, outcome.withheld)
}
