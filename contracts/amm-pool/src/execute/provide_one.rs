//! Adds liquidity with one asset.

use super::swap_exact_out::swapped;
use crate::bounds::{ensure_in_time, ensure_shares, recipient_or};
use crate::error::Failure;
use crate::payout::payout;
use crate::pool::Pool;
use crate::positions::Owner;
use api::amm_pool::LiquidityProvided;
use api::payment::Payment;
use cosmwasm_std::{DepsMut, Env, Response, Uint128};

/// What a `ProvideOne` says.
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

    let mut pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let position = pool.position(&payment.token)?;

    let decided = pool.deposit_one(position, payment.amount)?;
    let shares = decided.outcome.shares.amount();
    ensure_shares(shares, Some(order.min_shares))?;

    pool.observe(deps.storage, &env)?;
    let holder = Owner::credit(deps.storage, deps.api, &recipient, shares)?;
    pool.note_deposit(deps.storage, &env, holder, &decided.outcome)?;
    let protocol_fee = pool.book_within(&decided)?;
    (pool.record.holdings, pool.record.supply) = (decided.outcome.balances, decided.outcome.supply);
    pool.save(deps.storage);

    let mut response = Response::new();
    let refund = payout(&pool.config.tokens, &decided.outcome.refunded, &payment.payer)?;
    response = response.add_messages(refund);
    if let Some((direction, swap)) = decided.swap {
        let trade = (payment.token.to_string(), pool.token(direction.ask)?.to_string());
        let within = (payment.payer.clone(), env.contract.address);
        response = response.add_event(swapped(within, trade, &swap, (pool.clone(), protocol_fee)));
    }
    Ok(response.add_event(LiquidityProvided {
        provider: payment.payer,
        recipient,
        amounts: decided.outcome.used,
        shares,
        reserves: pool.record.holdings.reserves,
        fees_held: pool.record.holdings.fees,
        supply: decided.outcome.supply.amount(),
    }))
}
