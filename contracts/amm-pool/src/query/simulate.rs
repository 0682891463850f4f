//! What a message would do, by the same functions that do it.

use crate::ContractError;
use crate::pool::{Pool, checked};
use amm_math::{LpShares, SwapOutcome, liquidity};
use api::amm_pool::{
    DEFAULT_MAX_IMPACT_BPS, ReverseSimulateResponse, SimulateProvideResponse, SimulateResponse,
    SimulateWithdrawResponse,
};
use api::asset::{Asset, AssetInfo};
use cosmwasm_std::{Deps, Uint128};

pub(crate) fn simulate(
    deps: Deps,
    offer: Asset,
    ask: Option<AssetInfo>,
) -> Result<SimulateResponse, ContractError> {
    let pool = Pool::load(deps.storage)?;
    let offer_token = offer.info.check(deps.api)?;
    let ask_token = checked(deps.api, ask.as_ref())?;
    let direction = pool.direction(Some(&offer_token), ask_token.as_ref())?;

    let outcome = pool.swap(direction, offer.amount)?;

    Ok(SimulateResponse {
        receive: Asset::new(pool.token(direction.ask)?.info(), outcome.received),
        fee: outcome.fee,
        price_impact_bps: outcome.price_impact_bps,
        within_default_impact: within_default_impact(&outcome),
    })
}

pub(crate) fn reverse_simulate(
    deps: Deps,
    ask: Asset,
    offer: Option<AssetInfo>,
) -> Result<ReverseSimulateResponse, ContractError> {
    let pool = Pool::load(deps.storage)?;
    let ask_token = ask.info.check(deps.api)?;
    let offer_token = checked(deps.api, offer.as_ref())?;
    let direction = pool.direction(offer_token.as_ref(), Some(&ask_token))?;

    let offered = pool.offer_for(direction, ask.amount)?;
    let outcome = pool.swap(direction, offered)?;

    Ok(ReverseSimulateResponse {
        offer: Asset::new(pool.token(direction.offer)?.info(), offered),
        receive: Asset::new(ask_token.info(), outcome.received),
        fee: outcome.fee,
        price_impact_bps: outcome.price_impact_bps,
        within_default_impact: within_default_impact(&outcome),
    })
}

pub(crate) fn simulate_provide(
    deps: Deps,
    assets: Vec<Asset>,
) -> Result<SimulateProvideResponse, ContractError> {
    let pool = Pool::load(deps.storage)?;
    let offered = pool.amounts(deps.api, &assets)?;

    let outcome = pool.deposit(supply(deps)?, &offered)?;

    Ok(SimulateProvideResponse {
        shares: outcome.shares.amount(),
        locked: outcome.locked.amount(),
        used: pool.named(&outcome.used),
        refunded: pool.named(&outcome.refunded),
    })
}

pub(crate) fn simulate_withdraw(
    deps: Deps,
    shares: Uint128,
) -> Result<SimulateWithdrawResponse, ContractError> {
    let pool = Pool::load(deps.storage)?;

    let outcome = liquidity::withdraw(&pool.holdings, supply(deps)?, LpShares::from(shares))?;

    Ok(SimulateWithdrawResponse { amounts: pool.named(&outcome.amounts) })
}

fn supply(deps: Deps) -> Result<LpShares, ContractError> {
    Ok(LpShares::from(cw20_ledger::load_token_info(deps.storage)?.total_supply))
}

fn within_default_impact(outcome: &SwapOutcome) -> bool {
    outcome.price_impact_bps <= DEFAULT_MAX_IMPACT_BPS
}
