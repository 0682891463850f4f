//! Burns LP shares for their part of the holdings.

use crate::bounds::{ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::payout::payout;
use crate::pool::Pool;
use crate::positions::Owner;
use amm_math::{Leaving, LpShares};
use api::amm_pool::LiquidityWithdrawn;
use api::asset::Asset;
use cosmwasm_std::{Addr, DepsMut, Env, Response, Uint128};

/// What a `Withdraw` says.
pub(crate) struct WithdrawOrder {
    /// Who withdraws.
    pub(crate) provider: Addr,
    /// In whose balance the shares are: the provider's, or the pool's where they were sent to it.
    pub(crate) held_by: Addr,
    pub(crate) shares: Uint128,
    pub(crate) min_amounts: Option<Vec<Asset>>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn withdraw(deps: DepsMut, env: Env, order: WithdrawOrder) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &order.provider)?;

    let mut pool = Pool::load(deps.storage, &env)?;
    let bounds = pool.bounds(deps.api, &order.min_amounts.unwrap_or_default())?;

    // What was sent to the pool has seasoned, or it could not have been sent.
    let holder = Owner::debit(deps.storage, deps.api, &order.held_by, order.shares)?;
    let leaving = if order.held_by == env.contract.address {
        Leaving { seasoned: LpShares::from(order.shares), ..Leaving::default() }
    } else {
        pool.note_withdrawal(deps.storage, &env, holder, order.shares)?
    };
    let outcome = pool.withdraw(&leaving)?;
    ensure_above(&pool, &outcome.amounts, &bounds)?;

    (pool.record.holdings, pool.record.supply) = (outcome.balances, outcome.supply);
    pool.save(deps.storage);

    let burned = (order.provider, recipient, order.shares);
    withdrawn(pool, burned, outcome.amounts)
}

/// Pays `amounts` to the recipient for the provider's shares, after everything has been saved.
pub(super) fn withdrawn(
    pool: Pool,
    (provider, recipient, shares): (Addr, Addr, Uint128),
    amounts: Vec<Uint128>,
) -> Result<Response, Failure> {
    let messages = payout(&pool.config.tokens, &amounts, &recipient)?;
    let event = LiquidityWithdrawn {
        provider,
        recipient,
        shares,
        amounts,
        reserves: pool.record.holdings.reserves,
        fees_held: pool.record.holdings.fees,
        supply: pool.record.supply.amount(),
    };
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// Errors: `BelowMinAmount`.
fn ensure_above(pool: &Pool, amounts: &[Uint128], bounds: &[Uint128]) -> Result<(), Failure> {
    for (token, (found, required)) in pool.config.tokens.iter().zip(amounts.iter().zip(bounds)) {
        if found < required {
            let (token, found, required) = (token.clone(), *found, *required);
            return Err(ContractError::BelowMinAmount { token, found, required }.into());
        }
    }
    Ok(())
}
