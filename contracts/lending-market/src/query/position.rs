//! Borrowers.

use crate::ContractError;
use crate::accounts::load_position;
use crate::market::Market;
use crate::state::POSITIONS;
use cosmwasm_std::{Decimal, Deps, Env, Order, Uint128};
use weal_api::lending_market::{
    Health, PositionResponse, PositionRow, PositionsResponse, SimulateBorrowResponse, Valuation,
};
use weal_api::page::page_limit;
use weal_lending_math::{Borrowing, Position, collateral_value, health_factor, max_borrow};
use weal_records::{Account, Bound, RecordError};

pub(crate) fn position(deps: Deps, env: Env, account: String) -> Result<PositionResponse, ContractError> {
    let account = deps.api.addr_validate(&account)?;
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let position = load_position(deps.storage, deps.api, &account)?;
    let debt = market.pool.borrow_index.debt(position.debt_shares)?;
    let (health, valuation) = match market.price(&deps.querier, &env.block) {
        Ok(price) => {
            let valuation = valuation(&market, &position, price)?;
            (judge(valuation.liquidation_limit, debt), Some(valuation))
        }
        Err(_) if debt.is_zero() => (Health::NoDebt {}, None),
        Err(error) => (Health::Unpriced { reason: error.to_string() }, None),
    };
    Ok(PositionResponse {
        collateral: position.collateral,
        debt_shares: position.debt_shares.0,
        debt,
        min_debt: position.min_debt,
        health,
        valuation,
    })
}

pub(crate) fn health(deps: Deps, env: Env, account: String) -> Result<Health, ContractError> {
    Ok(position(deps, env, account)?.health)
}

pub(crate) fn positions(
    deps: Deps,
    env: Env,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<PositionsResponse, ContractError> {
    let start = match start_after {
        Some(account) => Some(Bound::exclusive(Account::of(deps.api, &deps.api.addr_validate(&account)?)?)),
        None => None,
    };
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let row = |row: Result<(Account, Position), RecordError>| {
        let (account, Position { collateral, debt_shares, .. }) = row?;
        let debt = market.pool.borrow_index.debt(debt_shares)?;
        let account = account.address(deps.api)?.into();
        Ok(PositionRow { account, collateral, debt_shares: debt_shares.0, debt })
    };
    let rows = POSITIONS.range(deps.storage, start, None, Order::Ascending).take(page_limit(limit));
    let positions = rows.map(row).collect::<Result<_, ContractError>>()?;
    Ok(PositionsResponse { positions })
}

pub(crate) fn simulate_borrow(
    deps: Deps,
    env: Env,
    account: String,
    amount: Uint128,
) -> Result<SimulateBorrowResponse, ContractError> {
    let account = deps.api.addr_validate(&account)?;
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let position = load_position(deps.storage, deps.api, &account)?;
    let price = market.price(&deps.querier, &env.block)?;
    let Borrowing { pool, position, debt } =
        weal_lending_math::borrow(&market.pool, &position, amount, price, &market.risk)?;
    let limit = market.risk.liquidation_limit(collateral_value(position.collateral, price)?)?;
    let borrow_rate = pool.repriced(&market.rate)?.borrow_rate;
    Ok(SimulateBorrowResponse { debt, health: judge(limit, debt), borrow_rate })
}

fn valuation(market: &Market, position: &Position, price: Decimal) -> Result<Valuation, ContractError> {
    let collateral_value = collateral_value(position.collateral, price)?;
    Ok(Valuation {
        price,
        collateral_value,
        borrow_limit: market.risk.borrow_limit(collateral_value)?,
        liquidation_limit: market.risk.liquidation_limit(collateral_value)?,
        max_borrow: max_borrow(&market.pool, position, price, &market.risk)?,
    })
}

fn judge(liquidation_limit: Uint128, debt: Uint128) -> Health {
    match health_factor(liquidation_limit, debt) {
        None => Health::NoDebt {},
        Some(factor) if factor < Decimal::one() => Health::Liquidatable { factor },
        Some(factor) => Health::Healthy { factor },
    }
}
