//! The market as a whole.

use crate::ContractError;
use crate::market::Market;
use crate::state::{MARKET, OWNERSHIP, PENDING_TERMS, SETTINGS, Settings};
use cosmwasm_std::{Decimal, Deps, Env};
use weal_api::asset::Asset;
use weal_api::lending_market::{ConfigResponse, HoldingsResponse, MarketResponse};
use weal_lending_math::{SHARES_PER_UNIT, SupplyShares};

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let Settings { terms, config } = SETTINGS.load(deps.storage)?;
    let ownership = OWNERSHIP.load(deps.storage)?;
    Ok(ConfigResponse {
        owner: ownership.owner.into(),
        pending_owner: ownership.pending_owner.map(Into::into),
        loan_asset: config.loan.info(),
        collateral_asset: config.collateral.info(),
        oracle: config.oracle.to_string(),
        price_feed: config.price_feed,
        rate: terms.rate,
        risk: terms.risk,
        pending_terms: PENDING_TERMS.may_load(deps.storage)?,
    })
}

pub(crate) fn market(deps: Deps, env: Env) -> Result<MarketResponse, ContractError> {
    let market = Market::load_accrued(deps.storage, &env.block)?;
    let pool = &market.pool;
    let utilisation = pool.utilisation()?;
    // What 10^24 shares are worth is the price of 10^6 with 18 decimals.
    let many = SHARES_PER_UNIT
        .checked_mul(Decimal::one().atomics())
        .map_err(weal_lending_math::LendingError::from)?;
    Ok(MarketResponse {
        cash: pool.cash,
        debt: pool.debt()?,
        debt_shares: pool.debt_shares.0,
        borrow_index: pool.borrow_index.0,
        supplied: pool.supplied()?,
        supply_shares: pool.supply_shares.0,
        supply_index: Decimal::new(pool.worth(SupplyShares(many))?),
        reserve: pool.reserve,
        collateral: market.collateral,
        utilisation,
        borrow_rate: pool.borrow_rate,
        supply_rate: market.rate.supply_rate(pool.borrow_rate, utilisation)?,
        accrued_at: pool.accrued_at,
    })
}

pub(crate) fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    let config = SETTINGS.load(deps.storage)?.config;
    let totals = MARKET.load(deps.storage)?;
    let holdings = vec![
        Asset::new(config.loan.info(), totals.pool.cash),
        Asset::new(config.collateral.info(), totals.collateral),
    ];
    Ok(HoldingsResponse { holdings })
}
