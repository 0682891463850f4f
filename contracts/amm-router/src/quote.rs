//! The quote of routes, by the pools' own simulations: no pool stands twice, so each is asked about the state it will
//! be met in.

use crate::ContractError;
use crate::pool;
use crate::pool::Step;
use crate::route::Routes;
use cosmwasm_std::{QuerierWrapper, Uint128};
use weal_api::amm_router::{HopQuote, RouteQuote};
use weal_api::asset::{Asset, Token};

/// Forwards: what each step pays, and what the last one does; `amount` itself without a step.
pub(crate) fn route(
    querier: &QuerierWrapper,
    offer: &Token,
    amount: Uint128,
    steps: &[Step],
) -> Result<(RouteQuote, Uint128), ContractError> {
    let mut next = Asset::new(offer.info(), amount);
    let mut hops = vec![];
    for step in steps {
        let quote = pool::simulate(querier, &step.pool, next.clone(), &step.ask)?;
        let receive = Asset::new(step.ask.info(), quote.receive.amount);
        hops.push(HopQuote {
            pool: step.pool.clone(),
            offer: next,
            receive: receive.clone(),
            fee: quote.fee,
            price_impact_bps: quote.price_impact_bps,
            within_default_impact: quote.within_default_impact,
        });
        next = receive;
    }
    Ok((RouteQuote { hops }, next.amount))
}

/// The quotes of all routes, and the sum that they pay. Errors: `Overflow`.
pub(crate) fn routes(
    querier: &QuerierWrapper,
    routes: &Routes,
) -> Result<(Vec<RouteQuote>, Uint128), ContractError> {
    let (mut quotes, mut receive) = (vec![], Uint128::zero());
    for leg in &routes.legs {
        let (quote, paid) = route(querier, &leg.offer, leg.amount, &leg.steps)?;
        receive = sum(receive, paid)?;
        quotes.push(quote);
    }
    Ok((quotes, receive))
}

/// Errors: `Overflow`.
pub(crate) fn sum(found: Uint128, added: Uint128) -> Result<Uint128, ContractError> {
    found.checked_add(added).map_err(|_| ContractError::Overflow { found, added })
}

/// Backwards along the only leg: the least offer that receives `receive` at the end. Errors: `ZeroAmount`, also where a
/// pool asks for nothing.
pub(crate) fn offer_for(
    querier: &QuerierWrapper,
    offer: &Token,
    routes: &Routes,
    receive: Uint128,
) -> Result<Uint128, ContractError> {
    let mut wanted = receive;
    let steps: Vec<&Step> = routes.legs.iter().flat_map(|leg| &leg.steps).collect();
    for (position, step) in steps.iter().enumerate().rev() {
        if wanted.is_zero() {
            return Err(ContractError::ZeroAmount);
        }
        let before = position.checked_sub(1).and_then(|before| steps.get(before));
        let sold = before.map_or(offer, |before| &before.ask);
        let ask = Asset::new(step.ask.info(), wanted);
        wanted = pool::reverse_simulate(querier, &step.pool, ask, sold)?;
    }
    if wanted.is_zero() { Err(ContractError::ZeroAmount) } else { Ok(wanted) }
}
