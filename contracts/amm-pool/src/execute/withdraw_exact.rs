//! Burns what exact amounts cost.

use super::withdraw::withdrawn;
use crate::bounds::{ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::pool::Pool;
use crate::positions::Owner;
use api::asset::Asset;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

/// What a `WithdrawExact` says.
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

    let mut pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let wanted = pool.bounds(deps.api, &order.assets)?;

    let outcome = pool.withdraw_exact(&wanted)?;
    let (found, max) = (outcome.burned.amount(), order.max_shares);
    if found > max {
        return Err(ContractError::AboveMaxShares { found, max }.into());
    }

    let holder = Owner::debit(deps.storage, deps.api, &info.sender, found)?;
    pool.note_seasoned(deps.storage, &env, holder, found)?;
    pool.observe(deps.storage, &env)?;
    (pool.record.holdings, pool.record.supply) = (outcome.balances, outcome.supply);
    pool.save(deps.storage);

    withdrawn(pool, (info.sender, recipient, found), wanted)
}
