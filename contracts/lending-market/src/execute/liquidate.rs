//! Repays an unhealthy debt for collateral.

use crate::ContractError;
use crate::accounts::{load_position, save_position};
use crate::market::Market;
use cosmwasm_std::{Addr, CosmosMsg, DepsMut, Env, Event, Response, StdResult, Uint128};
use weal_api::asset::Token;
use weal_api::lending_market::{Liquidated, LossShared, ReserveSpent};
use weal_contract_kit::payment::Payment;
use weal_lending_math::{LendingError, Liquidation, Loss, Pool};

pub(crate) fn liquidate(
    deps: DepsMut,
    env: Env,
    payment: Payment,
    borrower: String,
    min_collateral: Option<Uint128>,
) -> Result<Response, ContractError> {
    let borrower = deps.api.addr_validate(&borrower)?;

    let mut market = Market::load_accrued(deps.storage, &env.block)?;
    let offered = payment.in_token(&market.config.loan)?;
    let position = load_position(deps.storage, deps.api, &borrower)?;
    let price = market.price(&deps.querier, &env.block)?;

    let outcome = weal_lending_math::liquidate(&market.pool, &position, Some(offered), price, &market.risk)?;
    ensure_enough(outcome.seized, min_collateral)?;
    let refund = offered.checked_sub(outcome.paid()?).map_err(LendingError::from)?;
    market.release(outcome.seized)?;
    let payouts = [
        payout(&market.config.collateral, &payment.payer, outcome.seized)?,
        payout(&market.config.loan, &borrower, outcome.surplus)?,
        payout(&market.config.loan, &payment.payer, refund)?,
    ];

    save_position(deps.storage, deps.api, &borrower, &outcome.position)?;
    let pool = market.save_moved(deps.storage, outcome.pool)?;

    let losses = losses(&borrower, &outcome.loss, &pool)?;
    let event = liquidated(outcome, borrower, payment.payer, refund)?;
    Ok(Response::new().add_event(event).add_events(losses).add_messages(payouts.into_iter().flatten()))
}

fn ensure_enough(found: Uint128, min_collateral: Option<Uint128>) -> Result<(), ContractError> {
    match min_collateral {
        Some(required) if found < required => Err(ContractError::BelowMinCollateral { found, required }),
        _ => Ok(()),
    }
}

fn payout(token: &Token, recipient: &Addr, amount: Uint128) -> StdResult<Option<CosmosMsg>> {
    if amount.is_zero() {
        return Ok(None);
    }
    token.transfer(recipient, amount).map(Some)
}

fn liquidated(
    outcome: Liquidation,
    borrower: Addr,
    liquidator: Addr,
    refund: Uint128,
) -> Result<Liquidated, ContractError> {
    Ok(Liquidated {
        borrower,
        liquidator,
        repaid: outcome.repaid,
        surplus: outcome.surplus,
        refund,
        seized: outcome.seized,
        bonus: outcome.bonus,
        debt: outcome.debt,
        collateral: outcome.position.collateral,
        bad_debt: outcome.loss.total()?,
    })
}

/// The events of a loss: the reserve bears it first, then the suppliers.
fn losses(borrower: &Addr, loss: &Loss, pool: &Pool) -> Result<Vec<Event>, ContractError> {
    let mut events = vec![];
    if !loss.from_reserve.is_zero() {
        let (borrower, amount) = (borrower.clone(), loss.from_reserve);
        events.push(ReserveSpent { borrower, amount, reserve: pool.reserve }.into());
    }
    if !loss.from_suppliers.is_zero() {
        let (borrower, amount) = (borrower.clone(), loss.from_suppliers);
        events.push(LossShared { borrower, amount, supplied: pool.supplied()? }.into());
    }
    Ok(events)
}
