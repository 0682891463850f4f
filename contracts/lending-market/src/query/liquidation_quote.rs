//! The quote of a liquidation.

use crate::ContractError;
use crate::accounts::load_position;
use crate::market::Market;
use cosmwasm_std::{Deps, Env, Uint128};
use weal_api::lending_market::LiquidationQuoteResponse;

/// Quotes a liquidation by the message's own decision, so that execution charges what the quote says.
pub(crate) fn liquidation_quote(
    deps: Deps,
    env: Env,
    borrower: String,
    repay: Option<Uint128>,
) -> Result<LiquidationQuoteResponse, ContractError> {
    let borrower = deps.api.addr_validate(&borrower)?;
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let position = load_position(deps.storage, deps.api, &borrower)?;
    let price = market.price(&deps.querier, &env.block)?;
    let outcome = weal_lending_math::liquidate(&market.pool, &position, repay, price, &market.risk)?;
    Ok(LiquidationQuoteResponse {
        repay: outcome.paid()?,
        surplus: outcome.surplus,
        collateral: outcome.seized,
        bonus: outcome.bonus,
        price,
        debt_after: outcome.debt,
        collateral_after: outcome.position.collateral,
        bad_debt: outcome.loss.total()?,
    })
}
