//! The simulations of zaps.

use crate::ContractError;
use crate::bounds::ensure_other;
use crate::pool;
use crate::quote;
use crate::route::{Exits, Routes, Way};
use cosmwasm_std::{Deps, Env, Uint128};
use weal_api::amm_router::{Exit, Route, ZapInResponse, ZapOutResponse};
use weal_api::asset::Asset;

pub(crate) fn simulate_zap_in(
    deps: Deps,
    env: &Env,
    offer: Asset,
    pool: String,
    routes: Option<Vec<Route>>,
) -> Result<ZapInResponse, ContractError> {
    let token = offer.info.check(deps.api)?;
    let pool = deps.api.addr_validate(&pool)?;
    ensure_other(env, &pool)?;

    let (deposit, routes) = match routes.as_deref() {
        None | Some([]) => (offer, vec![]),
        Some(routes) => {
            let plan = Routes::check(deps, env, &token, routes, vec![pool.clone()])?;
            plan.ensure_sells(offer.amount)?;
            let (quotes, amount) = quote::routes(&deps.querier, &plan)?;
            (Asset::new(plan.ask.info(), amount), quotes)
        }
    };
    let provided = pool::simulate_provide_one(&deps.querier, &pool, deposit)?;

    Ok(ZapInResponse { shares: provided.shares, refunded: provided.refunded, routes })
}

pub(crate) fn simulate_zap_out(
    deps: Deps,
    env: &Env,
    pool: String,
    shares: Uint128,
    exits: Vec<Exit>,
) -> Result<ZapOutResponse, ContractError> {
    let pool = deps.api.addr_validate(&pool)?;
    let exits = Exits::check(deps, env, &pool, &exits)?;

    let only = match exits.ways.as_slice() {
        [way] => Some(&way.token),
        _ => None,
    };
    let amounts = pool::simulate_withdraw(&deps.querier, &pool, shares, only)?;
    let (mut routes, mut receive) = (vec![], Uint128::zero());
    for Way { token, steps } in &exits.ways {
        let info = token.info();
        let amount = amounts.iter().find(|asset| asset.info == info);
        let amount = amount.map(|asset| asset.amount).filter(|amount| !amount.is_zero());
        // What the pool rounds to nothing goes nowhere.
        let Some(amount) = amount else { continue };
        let (quote, paid) = quote::route(&deps.querier, token, amount, steps)?;
        receive = quote::sum(receive, paid)?;
        routes.push(quote);
    }

    Ok(ZapOutResponse { receive: Asset::new(exits.ask.info(), receive), routes })
}
