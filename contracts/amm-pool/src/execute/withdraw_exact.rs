//! Burns what exact amounts cost.

use super::withdraw::withdrawn;
use crate::ContractError;
use crate::bounds::{ensure_in_time, recipient_or};
use crate::pool::Pool;
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
) -> Result<Response, ContractError> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &info.sender)?;

    let (mut pool, supply) = Pool::load_with_supply(deps.storage, &env)?;
    let wanted = pool.bounds(deps.api, &order.assets)?;

    let outcome = pool.withdraw_exact(supply, &wanted)?;
    let (found, max) = (outcome.burned.amount(), order.max_shares);
    if found > max {
        return Err(ContractError::AboveMaxShares { found, max });
    }

    cw20_ledger::burn(deps.storage, deps.api, &info.sender, found)?;
    pool.observe(deps.storage, &env)?;
    pool.record.holdings = outcome.balances;
    pool.save(deps.storage);

    Ok(withdrawn(pool, (info.sender, recipient, found), wanted, outcome.supply)?)
}
