//! Routes as checked values.

use crate::ContractError;
use crate::bounds::ensure_other;
use api::amm_router::{Hop, MAX_HOPS, MAX_ROUTES, Route};
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Deps, Env, Uint128};

/// One swap in one pool.
#[cw_serde]
pub(crate) struct Step {
    pub(crate) pool: Addr,
    pub(crate) ask: Token,
}

/// An amount and the steps it takes; there is at least one.
pub(crate) struct Path {
    pub(crate) amount: Uint128,
    pub(crate) steps: Vec<Step>,
}

/// Paths that sell `amount` in all and end in `ask`.
pub(crate) struct Plan {
    pub(crate) amount: Uint128,
    pub(crate) ask: Token,
    pub(crate) paths: Vec<Path>,
}

impl Plan {
    /// Errors: `WrongRouteCount`, `WrongHopCount`, `ZeroAmount`, `Overflow`, `Loop`, `DuplicatePool`,
    /// `DifferentAsks`, `SelfCall`, `Asset`, `Std`.
    pub(crate) fn check(
        deps: Deps,
        env: &Env,
        offer: &Token,
        routes: &[Route],
    ) -> Result<Self, ContractError> {
        let mut paths: Vec<Path> = vec![];
        let mut pools: Vec<Addr> = vec![];
        let (mut amount, mut ask) = (Uint128::zero(), None);
        for route in routes {
            let (found, added) = (amount, route.amount);
            if added.is_zero() {
                return Err(ContractError::ZeroAmount);
            }
            amount = found.checked_add(added).map_err(|_| ContractError::Overflow { found, added })?;
            let steps = steps(deps, env, offer, &route.hops, &mut pools)?;
            let last = steps.last().map(|step| step.ask.clone());
            ensure_same(last.as_ref(), ask.as_ref())?;
            ask = last;
            paths.push(Path { amount: added, steps });
        }
        match ask {
            Some(ask) if paths.len() <= MAX_ROUTES => Ok(Self { amount, ask, paths }),
            _ => Err(ContractError::WrongRouteCount { found: routes.len(), max: MAX_ROUTES }),
        }
    }
}

/// Adds the pools it meets to `pools`.
fn steps(
    deps: Deps,
    env: &Env,
    offer: &Token,
    hops: &[Hop],
    pools: &mut Vec<Addr>,
) -> Result<Vec<Step>, ContractError> {
    if !(1..=MAX_HOPS).contains(&hops.len()) {
        return Err(ContractError::WrongHopCount { found: hops.len(), max: MAX_HOPS });
    }
    let mut seen = vec![offer.clone()];
    let mut steps = vec![];
    for hop in hops {
        let pool = deps.api.addr_validate(&hop.pool)?;
        let ask = hop.ask.check(deps.api)?;
        ensure_other(env, &pool)?;
        if let Token::Cw20(contract) = &ask {
            ensure_other(env, contract)?;
        }
        if seen.contains(&ask) {
            return Err(ContractError::Loop { token: ask });
        }
        if pools.contains(&pool) {
            return Err(ContractError::DuplicatePool { pool });
        }
        seen.push(ask.clone());
        pools.push(pool.clone());
        steps.push(Step { pool, ask });
    }
    Ok(steps)
}

fn ensure_same(found: Option<&Token>, required: Option<&Token>) -> Result<(), ContractError> {
    match (found, required) {
        (Some(found), Some(required)) if found != required => {
            Err(ContractError::DifferentAsks { found: found.clone(), required: required.clone() })
        }
        _ => Ok(()),
    }
}
