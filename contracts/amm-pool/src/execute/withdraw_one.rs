//! Burns LP shares for one asset.

use super::swap_exact_out::swapped;
use super::withdraw::withdrawn;
use crate::bounds::{ensure_in_time, ensure_received, recipient_or};
use crate::error::Failure;
use crate::pool::Pool;
use crate::positions::Owner;
use amm_math::LpShares;
use api::asset::AssetInfo;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

/// What a `WithdrawOne` says.
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

    let mut pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let position = pool.position(&token)?;

    let decided = pool.withdraw_one(LpShares::from(order.shares), position)?;
    let paid = decided.outcome.amounts.get(position).copied().unwrap_or_default();
    ensure_received(paid, Some(order.min_receive))?;

    let holder = Owner::debit(deps.storage, deps.api, &info.sender, order.shares)?;
    pool.note_seasoned(deps.storage, &env, holder, order.shares)?;
    pool.observe(deps.storage, &env)?;
    let protocol_fee = pool.book_within(&decided)?;
    (pool.record.holdings, pool.record.supply) = (decided.outcome.balances, decided.outcome.supply);
    pool.save(deps.storage);

    let inner = match decided.swap {
        Some((direction, swap)) => {
            let trade = (pool.token(direction.offer)?.to_string(), token.to_string());
            let within = (env.contract.address, recipient.clone());
            Some(swapped(within, trade, &swap, (pool.clone(), protocol_fee)))
        }
        None => None,
    };
    let burned = (info.sender, recipient, order.shares);
    let response = withdrawn(pool, burned, decided.outcome.amounts)?;
    Ok(response.add_events(inner))
}
