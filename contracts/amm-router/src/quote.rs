//! What routes take and pay, by the pools' own simulations: no pool stands twice, so each is asked about the state it will
//! be met in.

use crate::ContractError;
use crate::pool;
use crate::route::{Path, Step};
use api::amm_router::{HopQuote, RouteQuote};
use api::asset::{Asset, Token};
use cosmwasm_std::{QuerierWrapper, Uint128};

/// Forwards: what each step pays.
pub(crate) fn route(
    querier: &QuerierWrapper,
    offer: &Token,
    path: &Path,
) -> Result<RouteQuote, ContractError> {
    let mut next = Asset::new(offer.info(), path.amount);
    let mut hops = vec![];
    for step in &path.steps {
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
    Ok(RouteQuote { hops })
}

/// Backwards: the least offer that receives `receive` at the end. Errors: `ZeroAmount`, also where a pool
/// asks for nothing.
pub(crate) fn offer_for(
    querier: &QuerierWrapper,
    offer: &Token,
    steps: &[Step],
    receive: Uint128,
) -> Result<Uint128, ContractError> {
    let mut wanted = receive;
    for (position, step) in steps.iter().enumerate().rev() {
        if wanted.is_zero() {
            return Err(ContractError::ZeroAmount);
        }
        let before = position.checked_sub(1).and_then(|before| steps.get(before));
        let sold = before.map_or(offer, |before| &before.ask);
        let ask = Asset::new(step.ask.info(), wanted);
        wanted = pool::reverse_simulate(querier, &step.pool, ask, sold)?.offer.amount;
    }
    if wanted.is_zero() { Err(ContractError::ZeroAmount) } else { Ok(wanted) }
}

/// What the route pays.
pub(crate) fn paid(quote: &RouteQuote) -> Uint128 {
    quote.hops.last().map(|hop| hop.receive.amount).unwrap_or_default()
}
