//! Simulations of what a message would do, by the same functions that do it.

use crate::bounds::{ensure_above_floor, ensure_impact};
use crate::error::Failure;
use crate::pool::{Pool, checked};
use cosmwasm_std::{Deps, Env, Uint128};
use weal_amm_math::{DepositOutcome, Direction, Leaving, LpShares, SwapOutcome};
use weal_api::amm_pool::{
    DEFAULT_MAX_IMPACT_BPS, ReverseSimulateResponse, SimulateProvideResponse, SimulateResponse,
    SimulateWithdrawExactResponse, SimulateWithdrawResponse,
};
use weal_api::asset::{Asset, AssetInfo};

pub(crate) fn simulate(
    deps: Deps,
    env: &Env,
    offer: Asset,
    ask: Option<AssetInfo>,
) -> Result<SimulateResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let offer_token = offer.info.check(deps.api)?;
    let ask_token = checked(deps.api, ask.as_ref())?;
    let direction = pool.direction(Some(&offer_token), ask_token.as_ref())?;

    let outcome = pool.swap(direction, offer.amount)?;

    Ok(SimulateResponse {
        receive: Asset::new(pool.token(direction.ask)?.info(), outcome.received),
        fee: outcome.fee,
        price_impact_bps: outcome.price_impact_bps,
        within_default_impact: is_accepted(&pool, deps, env, direction, &outcome)?,
    })
}

pub(crate) fn reverse_simulate(
    deps: Deps,
    env: &Env,
    ask: Asset,
    offer: Option<AssetInfo>,
) -> Result<ReverseSimulateResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
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
        within_default_impact: is_accepted(&pool, deps, env, direction, &outcome)?,
    })
}

pub(crate) fn simulate_provide(
    deps: Deps,
    env: &Env,
    assets: Vec<Asset>,
) -> Result<SimulateProvideResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let offered = pool.amounts(deps.api, &assets)?;
    let outcome =
        if pool.is_paused(env) { pool.balanced_deposit(&offered)? } else { pool.deposit(&offered)? };
    Ok(deposited(&pool, outcome))
}

pub(crate) fn simulate_provide_one(
    deps: Deps,
    env: &Env,
    asset: Asset,
) -> Result<SimulateProvideResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let position = pool.position(&asset.info.check(deps.api)?)?;
    Ok(deposited(&pool, pool.deposit_one(position, asset.amount)?.outcome))
}

pub(crate) fn simulate_withdraw(
    deps: Deps,
    env: &Env,
    shares: Uint128,
    owner: Option<String>,
) -> Result<SimulateWithdrawResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let leaving = match owner {
        Some(owner) if pool.seasons() => {
            let owner_addr = deps.api.addr_validate(&owner)?;
            pool.departure((deps.storage, deps.api), env, &owner_addr, shares)?.leaving
        }
        _ => Leaving::seasoned(LpShares::from(shares)),
    };
    let outcome = pool.withdraw(&leaving)?;
    Ok(SimulateWithdrawResponse { amounts: pool.named(&outcome.amounts) })
}

pub(crate) fn simulate_withdraw_one(
    deps: Deps,
    env: &Env,
    shares: Uint128,
    asset: AssetInfo,
) -> Result<SimulateWithdrawResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let position = pool.position(&asset.check(deps.api)?)?;
    let outcome = pool.withdraw_one(LpShares::from(shares), position)?.outcome;
    Ok(SimulateWithdrawResponse { amounts: pool.named(&outcome.amounts) })
}

pub(crate) fn simulate_withdraw_exact(
    deps: Deps,
    env: &Env,
    assets: Vec<Asset>,
) -> Result<SimulateWithdrawExactResponse, Failure> {
    let pool = Pool::load(deps.storage, env)?;
    let wanted = pool.bounds(deps.api, &assets)?;
    Ok(SimulateWithdrawExactResponse { shares: pool.withdraw_exact(&wanted)?.burned.amount() })
}

fn deposited(pool: &Pool, outcome: DepositOutcome) -> SimulateProvideResponse {
    SimulateProvideResponse {
        shares: outcome.shares.amount(),
        locked: outcome.locked.amount(),
        used: pool.named(&outcome.used),
        refunded: pool.named(&outcome.refunded),
    }
}

/// Returns whether a swap that names no bound would pass, as the message checks it.
pub(super) fn is_accepted(
    pool: &Pool,
    deps: Deps,
    env: &Env,
    direction: Direction,
    outcome: &SwapOutcome,
) -> Result<bool, Failure> {
    let floor =
        pool.default_floor(deps.storage, env, direction, outcome.offered, pool.fee_for(direction)?)?;
    let impact = ensure_impact(outcome.price_impact_bps, Some(DEFAULT_MAX_IMPACT_BPS));
    Ok(impact.is_ok() && ensure_above_floor(outcome, floor).is_ok())
}
