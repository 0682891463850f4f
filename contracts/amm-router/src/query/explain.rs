//! A swap in plain numbers.

use super::{reverse_simulate_route, simulate_route};
use crate::ContractError;
use crate::quote::sum;
use cosmwasm_std::{Deps, Env, Uint128};
use weal_api::amm_router::{
    DEFAULT_TOLERANCE_BPS, ExplainResponse, Hop, HopQuote, MAX_HOPS, Route, RouteQuote, RouteResponse,
    worst_case, worst_price,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_fixed_point::{Bps, FULL_BPS, Rounding, mul_div};

/// The whole of which parts are kept from hop to hop.
const WHOLE: Uint128 = Uint128::new(1_000_000_000_000_000_000);

pub(crate) fn explain(
    deps: Deps,
    env: &Env,
    offer: AssetInfo,
    routes: Vec<Route>,
    tolerance_bps: Option<u16>,
) -> Result<ExplainResponse, ContractError> {
    let quote = simulate_route(deps, env, offer, routes)?;
    let most = quote.offer.amount;
    let least = worst_case(quote.receive.amount, tolerance_bps.unwrap_or(DEFAULT_TOLERANCE_BPS));
    told(quote, most, least)
}

pub(crate) fn explain_exact_out(
    deps: Deps,
    env: &Env,
    offer: AssetInfo,
    (hops, receive): (Vec<Hop>, Uint128),
    tolerance_bps: Option<u16>,
) -> Result<ExplainResponse, ContractError> {
    let quote = reverse_simulate_route(deps, env, offer, hops, receive)?;
    let most = worst_price(quote.offer.amount, tolerance_bps.unwrap_or(DEFAULT_TOLERANCE_BPS));
    told(quote, most, receive)
}

fn told(quote: RouteResponse, most: Uint128, least: Uint128) -> Result<ExplainResponse, ContractError> {
    let kept = kept(&quote.routes, quote.offer.amount, after_fee)?;
    let lost = lost(kept);
    let fee = match kept.is_zero() {
        true => Uint128::zero(),
        false => mul_div(quote.receive.amount, lost, kept, Rounding::Up)?,
    };
    let unmoved = self::kept(&quote.routes, quote.offer.amount, after_impact)?;
    Ok(ExplainResponse {
        most_you_pay: Asset::new(quote.offer.info.clone(), most),
        worst_case: Asset::new(quote.receive.info.clone(), least),
        fee: Asset::new(quote.receive.info.clone(), fee),
        fee_bps: lost_bps(kept)?,
        price_impact_bps: lost_bps(unmoved)?,
        texts: quote.routes.iter().map(text).collect(),
        you_pay: quote.offer,
        you_get: quote.receive,
        routes: quote.routes,
        within_default_impact: quote.within_default_impact,
    })
}

/// The assets that a route comes to.
fn text(route: &RouteQuote) -> String {
    let name = |info: &AssetInfo| match info {
        AssetInfo::Native { denom } => denom.clone(),
        AssetInfo::Cw20 { contract_addr } => contract_addr.clone(),
    };
    let from = route.hops.first().map(|hop| name(&hop.offer.info));
    let to = route.hops.iter().map(|hop| name(&hop.receive.info));
    from.into_iter().chain(to).collect::<Vec<_>>().join(" → ")
}

/// The part of [`WHOLE`] that all routes keep, rounded down: for each route the product of what its hops keep, the routes weighed by
/// what they sell.
fn kept(
    routes: &[RouteQuote],
    sold: Uint128,
    keep: fn(Uint128, &HopQuote) -> Result<Uint128, ContractError>,
) -> Result<Uint128, ContractError> {
    let mut kept = Uint128::zero();
    for route in routes {
        let Some(first) = route.hops.first() else {
            return Err(ContractError::WrongHopCount { found: 0, max: MAX_HOPS });
        };
        let whole = mul_div(WHOLE, first.offer.amount, sold, Rounding::Up)?;
        kept = sum(kept, route.hops.iter().try_fold(whole, keep)?)?;
    }
    // Each route's weight is rounded up.
    Ok(kept.min(WHOLE))
}

/// The rest of `kept`, which is at most the whole.
fn lost(kept: Uint128) -> Uint128 {
    WHOLE.abs_diff(kept)
}

/// The same in basis points of the trade, rounded up.
fn lost_bps(kept: Uint128) -> Result<u16, ContractError> {
    let bps = mul_div(lost(kept), Uint128::from(FULL_BPS), WHOLE, Rounding::Up)?;
    let too_many = |_| ContractError::Overflow { found: bps, added: Uint128::zero() };
    u16::try_from(bps.u128()).map_err(too_many)
}

fn after_fee(kept: Uint128, hop: &HopQuote) -> Result<Uint128, ContractError> {
    let gross = sum(hop.receive.amount, hop.fee)?;
    Ok(mul_div(kept, hop.receive.amount, gross, Rounding::Down)?)
}

fn after_impact(kept: Uint128, hop: &HopQuote) -> Result<Uint128, ContractError> {
    let impact = Bps::at_most(hop.price_impact_bps, FULL_BPS)?;
    let left = FULL_BPS.abs_diff(impact.value());
    Ok(mul_div(kept, Uint128::from(left), Uint128::from(FULL_BPS), Rounding::Down)?)
}
