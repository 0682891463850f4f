//! Sells one asset for another.

use crate::bounds::{
    ensure_above_floor, ensure_fee, ensure_impact, ensure_in_time, ensure_received, recipient_or,
};
use crate::chain::{Onward, on_behalf};
use crate::error::Failure;
use crate::pool::{Change, Pool, checked};
use crate::swapped::{Traders, swapped};
use crate::usage::record_protocol_fee;
use cosmwasm_std::{DepsMut, Env, Response, Uint128};
use weal_amm_math::SwapOutcome;
use weal_api::amm_pool::{DEFAULT_MAX_IMPACT_BPS, SwapOrder};
use weal_contract_kit::payment::Payment;

pub(crate) fn swap(
    deps: DepsMut,
    env: Env,
    mut payment: Payment,
    mut order: SwapOrder,
) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    on_behalf(deps.as_ref(), &mut payment, order.trader.as_deref())?;
    let ask = checked(deps.api, order.ask.as_ref())?;

    let pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let direction = pool.direction(Some(&payment.token), ask.as_ref())?;
    ensure_fee(&pool, direction, order.max_fee_bps, order.params_version)?;

    let trade = pool.sale(direction, payment.amount)?;
    let floor = match (order.min_receive, order.max_impact_bps) {
        (None, None) => {
            let fee = pool.fee_for(direction)?;
            pool.default_floor(deps.storage, &env, direction, payment.amount, fee)?
        }
        _ => None,
    };
    // Checked by every pool on the way: none of them can be the recipient.
    let recipient = recipient_or(deps.api, &env, order.recipient.take(), &payment.payer)?;
    let onward = Onward::after(deps.as_ref(), &mut order, &payment.payer, &recipient)?;
    ensure_within_bounds(&order, &trade.outcome, floor, onward.is_none())?;

    let change = Change::swapped(&pool, &trade)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;
    if order.record_usage == Some(true) {
        record_protocol_fee(deps.storage, deps.api, &payment.payer, &trade, &pool)?;
    }

    let (ask, received) = (pool.token(direction.ask)?, trade.outcome.received);
    let (recipient, message) = match onward {
        None => (recipient.clone(), ask.transfer(&recipient, received)?),
        Some(onward) => (onward.pool.clone(), onward.message(ask, received)?),
    };
    let event = swapped(Traders { trader: payment.payer, recipient }, &trade, &pool)?;
    Ok(Response::new().add_event(event).add_message(message))
}

/// Refuses a swap outside its bounds: those that the order names, or else the default impact and the mean price. The
/// least output is that of the last pool. Errors: `BelowMinReceive`, `ImpactAboveMax`, `BelowTwap`.
fn ensure_within_bounds(
    order: &SwapOrder,
    outcome: &SwapOutcome,
    floor: Option<Uint128>,
    is_last: bool,
) -> Result<(), Failure> {
    ensure_above_floor(outcome, floor)?;
    let default = order.min_receive.is_none().then_some(DEFAULT_MAX_IMPACT_BPS);
    if is_last {
        ensure_received(outcome.received, order.min_receive)?;
    }
    ensure_impact(outcome.price_impact_bps, order.max_impact_bps.or(default))
}
