//! Buys an exact amount.

use crate::bounds::{FeeTerms, ensure_impact, ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::pool::{Change, Pool, Trade};
use crate::usage::record_protocol_fee;
use cosmwasm_std::{Addr, DepsMut, Env, Response};
use weal_api::amm_pool::Swapped;
use weal_api::asset::Asset;
use weal_contract_kit::payment::Payment;

/// The fields of a `SwapExactOut`.
pub(crate) struct ExactOutOrder {
    pub(crate) ask: Asset,
    pub(crate) max_impact_bps: Option<u16>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
    pub(crate) terms: FeeTerms,
}

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
    order.terms.ensure(&pool, direction)?;

    let trade = pool.purchase(direction, order.ask.amount)?;
    let outcome = trade.outcome;
    // What was paid is the bound; an impact is checked only where it is named.
    ensure_impact(outcome.price_impact_bps, order.max_impact_bps)?;
    let (required, found) = (outcome.offered, payment.amount);
    let unused = found.checked_sub(required).map_err(|_| ContractError::AboveMaxOffer { required, found })?;

    let change = Change::swapped(&pool, &trade)?;
    let pool = pool.apply(deps.storage, deps.api, &env, change)?;
    record_protocol_fee(deps.storage, deps.api, &order.terms, &payment.payer, &trade, &pool)?;

    let mut messages = vec![ask.transfer(&recipient, outcome.received)?];
    if !unused.is_zero() {
        messages.push(payment.token.transfer(&payment.payer, unused)?);
    }
    let event = swapped((payment.payer, recipient), &trade, &pool)?;
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// The fact of a swap between two accounts, the payer and the recipient, with the pool after it. Errors: `WrongAssetCount`.
pub(super) fn swapped(
    (trader, recipient): (Addr, Addr),
    trade: &Trade,
    pool: &Pool,
) -> Result<Swapped, Failure> {
    let Trade { direction, outcome, protocol_fee } = trade;
    Ok(Swapped {
        trader,
        recipient,
        offer: pool.token(direction.offer)?.to_string(),
        ask: pool.token(direction.ask)?.to_string(),
        offered: outcome.offered,
        received: outcome.received,
        fee: outcome.fee,
        reserves: pool.record().holdings.reserves.clone(),
        fees_held: pool.record().holdings.fees.clone(),
        protocol_fee: *protocol_fee,
        withheld: outcome.withheld,
        surplus: outcome.surplus,
    })
}
