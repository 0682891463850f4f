//! Adds liquidity with one asset.

use super::swap_exact_out::swapped;
use crate::bounds::{ensure_in_time, ensure_shares, recipient_or};
use crate::error::Failure;
use crate::payout::payout;
use crate::pool::{Change, Pool};
use cosmwasm_std::{DepsMut, Env, Response, Uint128};
use weal_api::amm_pool::LiquidityProvided;
use weal_contract_kit::payment::Payment;

/// The fields of a `ProvideOne`.
pub(crate) struct ProvideOneOrder {
    pub(crate) min_shares: Uint128,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn provide_one(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    order: ProvideOneOrder,
) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &payment.payer)?;

    let pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let position = pool.position(&payment.token)?;

    let decided = pool.deposit_one(position, payment.amount)?;
    let shares = decided.outcome.shares.amount();
    ensure_shares(shares, Some(order.min_shares))?;

    let change = Change::deposited_one(&pool, &decided, &recipient)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;

    let mut response = Response::new();
    let refund = payout(pool.tokens(), &decided.outcome.refunded, &payment.payer)?;
    response = response.add_messages(refund);
    if let Some(trade) = &decided.trade {
        let within = (payment.payer.clone(), env.contract.address);
        response = response.add_event(swapped(within, trade, &pool)?);
    }
    Ok(response.add_event(LiquidityProvided {
        provider: payment.payer,
        recipient,
        amounts: decided.outcome.used,
        shares,
        reserves: pool.record().holdings.reserves.clone(),
        fees_held: pool.record().holdings.fees.clone(),
        supply: decided.outcome.supply.amount(),
        withheld: decided.outcome.withheld,
    }))
}
