//! What a swap along routes would take and pay.

use crate::ContractError;
use crate::quote::{offer_for, paid, route};
use crate::route::Plan;
use api::amm_router::{Hop, Route, RouteQuote, RouteResponse};
use api::asset::{Asset, AssetInfo};
use cosmwasm_std::{Deps, Env, Uint128};

pub(crate) fn simulate_route(
    deps: Deps,
    env: Env,
    offer: AssetInfo,
    routes: Vec<Route>,
) -> Result<RouteResponse, ContractError> {
    let offer = offer.check(deps.api)?;
    let plan = Plan::check(deps, &env, &offer, &routes)?;

    let quote = |path| route(&deps.querier, &offer, path);
    let routes = plan.paths.iter().map(quote).collect::<Result<Vec<RouteQuote>, _>>()?;
    let mut receive = Uint128::zero();
    for quote in &routes {
        let (found, added) = (receive, paid(quote));
        receive = found.checked_add(added).map_err(|_| ContractError::Overflow { found, added })?;
    }

    Ok(RouteResponse {
        offer: Asset::new(offer.info(), plan.amount),
        receive: Asset::new(plan.ask.info(), receive),
        within_default_impact: routes
            .iter()
            .flat_map(|quote| &quote.hops)
            .all(|hop| hop.within_default_impact),
        routes,
    })
}

pub(crate) fn reverse_simulate_route(
    deps: Deps,
    env: Env,
    offer: AssetInfo,
    hops: Vec<Hop>,
    receive: Uint128,
) -> Result<RouteResponse, ContractError> {
    let token = offer.check(deps.api)?;
    // The amount is not known yet, and only has to be one.
    let checked = Plan::check(deps, &env, &token, &[Route::new(Uint128::one(), hops.clone())])?;
    let steps = checked.paths.into_iter().flat_map(|path| path.steps).collect::<Vec<_>>();

    let amount = offer_for(&deps.querier, &token, &steps, receive)?;

    simulate_route(deps, env, offer, vec![Route { amount, hops }])
}
