//! Buys an exact amount.

use crate::bounds::{ensure_fee, ensure_impact, ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::pool::{Change, Pool};
use crate::swapped::{Traders, swapped};
use crate::usage::record_protocol_fee;
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::amm_pool::ExactOutOrder;
use weal_contract_kit::payment::Payment;

pub(crate) fn swap_exact_out(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    order: ExactOutOrder,
) -> Result<Response, Failure> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &payment.payer)?;
    let ask = order.ask.info.check(deps.api)?;

    let pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let direction = pool.direction(Some(&payment.token), Some(&ask))?;
    ensure_fee(&pool, direction, order.max_fee_bps, order.params_version)?;

    let trade = pool.purchase(direction, order.ask.amount)?;
    let outcome = trade.outcome;
    // What was paid is the bound; an impact is checked only where it is named.
    ensure_impact(outcome.price_impact_bps, order.max_impact_bps)?;
    let (required, found) = (outcome.offered, payment.amount);
    let unused = found.checked_sub(required).map_err(|_| ContractError::AboveMaxOffer { required, found })?;

    let change = Change::swapped(&pool, &trade)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;
    if order.record_usage == Some(true) {
        record_protocol_fee(deps.storage, deps.api, &payment.payer, &trade, &pool)?;
    }

    let mut messages = vec![ask.transfer(&recipient, outcome.received)?];
    if !unused.is_zero() {
        messages.push(payment.token.transfer(&payment.payer, unused)?);
    }
    let event = swapped(Traders { trader: payment.payer, recipient }, &trade, &pool)?;
    Ok(Response::new().add_event(event).add_messages(messages))
}
