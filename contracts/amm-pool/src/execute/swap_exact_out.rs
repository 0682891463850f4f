//! Buys an exact amount.

use crate::bounds::{FeeTerms, ensure_impact, ensure_in_time, recipient_or};
use crate::error::{ContractError, Failure};
use crate::pool::{Direction, Pool, sum};
use crate::state::{load_usage, save_usage};
use amm_math::SwapOutcome;
use api::amm_pool::Swapped;
use api::asset::Asset;
use api::payment::Payment;
use cosmwasm_std::{Addr, DepsMut, Env, Response, Storage, Uint128};

/// What a `SwapExactOut` says.
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

    let mut pool = Pool::load(deps.storage, &env)?;
    pool.ensure_trading(&env)?;
    let direction = pool.direction(Some(&payment.token), Some(&ask))?;
    order.terms.ensure(&pool, direction)?;

    let outcome = pool.swap_for(direction, order.ask.amount)?;
    // What was paid is the bound; an impact is checked only where it is named.
    ensure_impact(outcome.price_impact_bps, order.max_impact_bps)?;
    let (required, found) = (outcome.offered, payment.amount);
    let unused = found.checked_sub(required).map_err(|_| ContractError::AboveMaxOffer { required, found })?;

    pool.observe(deps.storage, &env)?;
    let protocol_fee = pool.book(direction, &outcome)?;
    pool.save(deps.storage);
    note_usage(deps.storage, &order.terms, &payment.payer, (direction, protocol_fee), &pool)?;

    let mut messages = vec![ask.transfer(&recipient, outcome.received)?];
    if !unused.is_zero() {
        messages.push(payment.token.transfer(&payment.payer, unused)?);
    }
    let trade = (payment.token.to_string(), ask.to_string());
    let event = swapped((payment.payer, recipient), trade, &outcome, (pool, protocol_fee));
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// The fact of a swap between two accounts, the payer and the recipient, of two assets.
pub(super) fn swapped(
    (trader, recipient): (Addr, Addr),
    (offer, ask): (String, String),
    outcome: &SwapOutcome,
    (pool, protocol_fee): (Pool, Uint128),
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
        protocol_fee,
    }
}

/// Adds what the payer has paid to the protocol to its record, where it asks for that.
pub(super) fn note_usage(
    storage: &mut dyn Storage,
    terms: &FeeTerms,
    payer: &Addr,
    (direction, protocol_fee): (Direction, Uint128),
    pool: &Pool,
) -> Result<(), Failure> {
    if terms.record_usage != Some(true) || protocol_fee.is_zero() {
        return Ok(());
    }
    let mut paid = load_usage(storage, payer, pool.config.tokens.len())?;
    if let Some(amount) = paid.get_mut(direction.ask) {
        *amount = sum(*amount, protocol_fee)?;
    }
    save_usage(storage, payer, &paid);
    Ok(())
}
