//! Burns LP shares for their part of the holdings.

use crate::bounds::{ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::payout::payout;
use crate::pool::{Change, Pool};
use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};
use weal_api::amm_pool::LiquidityWithdrawn;
use weal_api::asset::Asset;

/// The fields of a `Withdraw`.
pub(crate) struct WithdrawOrder {
    /// The account that withdraws.
    pub(crate) provider: Addr,
    /// The account whose balance has the shares: the provider, or the pool where they were sent to it.
    pub(crate) held_by: Addr,
    pub(crate) shares: Uint128,
    pub(crate) min_amounts: Option<Vec<Asset>>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn withdraw(deps: DepsMut, env: Env, order: WithdrawOrder) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &order.provider)?;

    let pool = Pool::load(deps.storage, &env)?;
    let bounds = pool.bounds(deps.api, &order.min_amounts.unwrap_or_default())?;

    let departure = pool.departure((&*deps.storage, deps.api), &env, &order.held_by, order.shares)?;
    let outcome = pool.withdraw(&departure.leaving)?;
    ensure_above(&pool, &outcome.amounts, &bounds)?;

    let change = Change::withdrawn(&pool, &outcome, departure)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    let burned = Burned { provider: order.provider, recipient, shares: order.shares };
    withdrawn(&pool, burned, outcome.amounts, outcome.withheld)
}

/// Shares that leave, and the accounts of that.
pub(super) struct Burned {
    /// The account whose shares are burned.
    pub(super) provider: Addr,
    /// The account that is paid.
    pub(super) recipient: Addr,
    /// LP shares, base units.
    pub(super) shares: Uint128,
}

/// Pays `amounts` to the recipient for the provider's shares, after everything has been saved.
pub(super) fn withdrawn(
    pool: &Pool,
    Burned { provider, recipient, shares }: Burned,
    amounts: Vec<Uint128>,
    withheld: Vec<Uint128>,
) -> Result<Response, Failure> {
    let messages = payout(pool.tokens(), &amounts, &recipient)?;
    let event = LiquidityWithdrawn {
        provider,
        recipient,
        shares,
        amounts,
        reserves: pool.record().holdings.reserves.clone(),
        fees_held: pool.record().holdings.fees.clone(),
        supply: pool.record().supply.amount(),
        withheld,
    };
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// Errors: `BelowMinAmount`.
fn ensure_above(pool: &Pool, amounts: &[Uint128], bounds: &[Uint128]) -> Result<(), Failure> {
    for (token, (found, required)) in pool.tokens().iter().zip(amounts.iter().zip(bounds)) {
        if found < required {
            let (token, found, required) = (token.clone(), *found, *required);
            return Err(ContractError::BelowMinAmount { token, found, required }.into());
        }
    }
    Ok(())
}
