//! A swap in plain numbers.

use super::simulate_route;
use crate::ContractError;
use api::amm_router::{DEFAULT_TOLERANCE_BPS, ExplainResponse, HopQuote, Route, RouteQuote, worst_case};
use api::asset::{Asset, AssetInfo};
use cosmwasm_std::{Deps, Env, Uint128};
use fixed_point::{FULL_BPS, FixedPointError, Rounding, mul_div};

/// The whole of which parts are kept from hop to hop.
const WHOLE: Uint128 = Uint128::new(1_000_000_000_000_000_000);

pub(crate) fn explain(
    deps: Deps,
    env: Env,
    offer: AssetInfo,
    routes: Vec<Route>,
    tolerance_bps: Option<u16>,
) -> Result<ExplainResponse, ContractError> {
    let quote = simulate_route(deps, env, offer, routes)?;
    let amount = worst_case(quote.receive.amount, tolerance_bps.unwrap_or(DEFAULT_TOLERANCE_BPS));
    let fee_bps = lost_bps(&quote.routes, quote.offer.amount, after_fee)?;
    let price_impact_bps = lost_bps(&quote.routes, quote.offer.amount, after_impact)?;
    Ok(ExplainResponse {
        worst_case: Asset::new(quote.receive.info.clone(), amount),
        you_pay: quote.offer,
        you_get: quote.receive,
        fee_bps,
        price_impact_bps,
        routes: quote.routes,
        within_default_impact: quote.within_default_impact,
    })
}

/// What all routes lose, basis points of the trade, rounded up: of each route one minus the product of what its hops keep,
/// the routes weighed by what they sell.
fn lost_bps(
    routes: &[RouteQuote],
    sold: Uint128,
    keep: fn(Uint128, &HopQuote) -> Result<Uint128, FixedPointError>,
) -> Result<u16, ContractError> {
    let mut kept = Uint128::zero();
    for route in routes {
        let weight = route.hops.first().map(|hop| hop.offer.amount).unwrap_or_default();
        let whole = mul_div(WHOLE, weight, sold, Rounding::Up)?;
        kept = kept.saturating_add(route.hops.iter().try_fold(whole, keep)?);
    }
    let bps = mul_div(kept.min(WHOLE), Uint128::from(FULL_BPS), WHOLE, Rounding::Down)?;
    Ok(FULL_BPS.saturating_sub(u16::try_from(bps.u128()).unwrap_or(FULL_BPS)))
}

fn after_fee(kept: Uint128, hop: &HopQuote) -> Result<Uint128, FixedPointError> {
    let gross = hop.receive.amount.saturating_add(hop.fee);
    mul_div(kept, hop.receive.amount, gross, Rounding::Down)
}

fn after_impact(kept: Uint128, hop: &HopQuote) -> Result<Uint128, FixedPointError> {
    let left = FULL_BPS.saturating_sub(hop.price_impact_bps);
    mul_div(kept, Uint128::from(left), Uint128::from(FULL_BPS), Rounding::Down)
}
