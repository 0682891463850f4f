//! The simulation of a swap along routes.

use crate::ContractError;
use crate::quote::{self, offer_for};
use crate::route::Routes;
use cosmwasm_std::{Deps, Env, Uint128};
use weal_api::amm_router::{Hop, Route, RouteResponse};
use weal_api::asset::{Asset, AssetInfo};

pub(crate) fn simulate_route(
    deps: Deps,
    env: &Env,
    offer: AssetInfo,
    routes: Vec<Route>,
) -> Result<RouteResponse, ContractError> {
    let offer = offer.check(deps.api)?;
    let plan = Routes::check(deps, env, &offer, &routes, vec![])?;

    let (routes, receive) = quote::routes(&deps.querier, &plan)?;

    let within = |hop: &weal_api::amm_router::HopQuote| hop.within_default_impact;
    Ok(RouteResponse {
        offer: Asset::new(offer.info(), plan.amount),
        receive: Asset::new(plan.ask.info(), receive),
        within_default_impact: routes.iter().flat_map(|quote| &quote.hops).all(within),
        routes,
    })
}

pub(crate) fn reverse_simulate_route(
    deps: Deps,
    env: &Env,
    offer: AssetInfo,
    hops: Vec<Hop>,
    receive: Uint128,
) -> Result<RouteResponse, ContractError> {
    let token = offer.check(deps.api)?;
    // The amount is not known yet, and only has to be one.
    let plan = Routes::check(deps, env, &token, &[Route::new(Uint128::one(), hops.clone())], vec![])?;

    let amount = offer_for(&deps.querier, &token, &plan, receive)?;

    simulate_route(deps, env, offer, vec![Route { amount, hops }])
}
