//! Buys an exact amount.

use crate::ContractError;
use crate::bounds::{ensure_impact, ensure_in_time, recipient_or};
use crate::pool::Pool;
use amm_math::SwapOutcome;
use api::amm_pool::Swapped;
use api::asset::Asset;
use api::payment::Payment;
use cosmwasm_std::{Addr, DepsMut, Env, Response};

/// What a `SwapExactOut` says.
pub(crate) struct ExactOutOrder {
    pub(crate) ask: Asset,
    pub(crate) max_impact_bps: Option<u16>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn swap_exact_out(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    order: ExactOutOrder,
) -> Result<Response, ContractError> {
    ensure_in_time(&env, order.deadline)?;
    let recipient = recipient_or(deps.api, &env, order.recipient, &payment.payer)?;
    let ask = order.ask.info.check(deps.api)?;

    let mut pool = Pool::load(deps.storage, &env)?;
    let direction = pool.direction(Some(&payment.token), Some(&ask))?;

    let outcome = pool.swap_for(direction, order.ask.amount)?;
    // What was paid is the bound; an impact is checked only where it is named.
    ensure_impact(outcome.price_impact_bps, order.max_impact_bps)?;
    let (required, found) = (outcome.offered, payment.amount);
    let unused = found.checked_sub(required).map_err(|_| ContractError::AboveMaxOffer { required, found })?;

    pool.observe(deps.storage, &env)?;
    pool.book(direction, &outcome)?;
    pool.save(deps.storage);

    let mut messages = vec![ask.transfer(&recipient, outcome.received)?];
    if !unused.is_zero() {
        messages.push(payment.token.transfer(&payment.payer, unused)?);
    }
    let trade = (payment.token.to_string(), ask.to_string());
    let event = swapped((payment.payer, recipient), trade, &outcome, pool);
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// The fact of a swap between two accounts, the payer and the recipient, of two assets.
pub(super) fn swapped(
    (trader, recipient): (Addr, Addr),
    (offer, ask): (String, String),
    outcome: &SwapOutcome,
    pool: Pool,
) -> Swapped {
    Swapped {
        trader,
        recipient,
        offer,
        ask,
        offered: outcome.offered,
        received: outcome.received,
        fee: outcome.fee,
        reserves: pool.record.holdings.reserves,
        fees_held: pool.record.holdings.fees,
    }
}
