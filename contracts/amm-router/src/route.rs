//! Routes as checked values.

use crate::ContractError;
use crate::bounds::ensure_other;
use crate::finish::Finish;
use crate::leg::Leg;
use crate::pool;
use api::amm_router::{Exit, Hop, MAX_EXITS, MAX_HOPS, MAX_ROUTES, Route};
use api::asset::Token;
use cosmwasm_std::{Addr, Deps, Env, SubMsg, Uint128};

/// One swap in one pool.
#[wire::record]
pub(crate) struct Step {
    pub(crate) pool: Addr,
    pub(crate) ask: Token,
}

/// An amount and the steps it takes; there is at least one.
pub(crate) struct Path {
    pub(crate) amount: Uint128,
    pub(crate) steps: Vec<Step>,
}

/// What a pool pays and where it goes on, all to `ask`; there is at least one.
pub(crate) struct Exits {
    pub(crate) ask: Token,
    pub(crate) ways: Vec<(Token, Vec<Step>)>,
}

/// Paths that sell `amount` in all and end in `ask`.
pub(crate) struct Plan {
    pub(crate) amount: Uint128,
    pub(crate) ask: Token,
    pub(crate) paths: Vec<Path>,
}

impl Plan {
    /// `pools` may not stand in it. Errors: `WrongRouteCount`, `WrongHopCount`, `ZeroAmount`, `Overflow`, `Loop`, `DuplicatePool`,
    /// `DifferentAsks`, `SelfCall`, `Asset`, `Std`.
    pub(crate) fn check(
        deps: Deps,
        env: &Env,
        offer: &Token,
        routes: &[Route],
        mut pools: Vec<Addr>,
    ) -> Result<Self, ContractError> {
        let mut paths: Vec<Path> = vec![];
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
    /// Errors: `WrongSum`.
    pub(crate) fn ensure_sells(&self, required: Uint128) -> Result<(), ContractError> {
        if self.amount == required {
            return Ok(());
        }
        Err(ContractError::WrongSum { found: self.amount, required })
    }

    /// The first step of each path to `recipient`, the last pool of each held to `bound`; `finish` comes after all.
    pub(crate) fn legs(
        self,
        deps: Deps,
        env: &Env,
        offer: &Token,
        (recipient, bound): (&Addr, Option<Uint128>),
        mut finish: Option<Finish>,
    ) -> Result<Vec<SubMsg>, ContractError> {
        let routes = self.paths.len();
        let mut legs = vec![];
        for (position, path) in self.paths.into_iter().enumerate() {
            let finish = finish.take_if(|_| position.saturating_add(1) == routes);
            let leg = Leg { finish, ..Leg::new(offer, path.steps, bound, recipient) };
            legs.push(leg.next(&deps.querier, &env.contract.address, path.amount)?);
        }
        Ok(legs)
    }
}

impl Exits {
    /// Errors: `WrongExitCount`, `DuplicateAsset`, `UnknownAsset`, and those of a plan.
    pub(crate) fn check(deps: Deps, env: &Env, pool: &Addr, exits: &[Exit]) -> Result<Self, ContractError> {
        let (found, mut pools) = (exits.len(), vec![pool.clone()]);
        ensure_other(env, pool)?;
        let mut ways: Vec<(Token, Vec<Step>)> = vec![];
        let mut ask = None;
        for exit in exits.iter().take(MAX_EXITS) {
            let token = exit.asset.check(deps.api)?;
            if ways.iter().any(|(other, _)| *other == token) {
                return Err(ContractError::DuplicateAsset { token });
            }
            let steps = match exit.hops.as_slice() {
                [] => vec![],
                hops => steps(deps, env, &token, hops, &mut pools)?,
            };
            let last = Some(steps.last().map_or_else(|| token.clone(), |step| step.ask.clone()));
            ensure_same(last.as_ref(), ask.as_ref())?;
            ask = last;
            ways.push((token, steps));
        }
        let required = match found {
            0 | 1 => 1,
            _ => all_of(deps, pool, &ways)?,
        };
        match ask {
            Some(ask) if found == required => Ok(Self { ask, ways }),
            _ => Err(ContractError::WrongExitCount { found, required }),
        }
    }
}

/// How many assets the pool has, all of which must be among `ways`: what is not named would stay in the router. Errors:
/// `UnknownAsset`, `DuplicateAsset`.
fn all_of(deps: Deps, pool: &Addr, ways: &[(Token, Vec<Step>)]) -> Result<usize, ContractError> {
    let assets = pool::assets(deps, pool)?;
    match ways.iter().find(|(token, _)| !assets.contains(token)) {
        Some((token, _)) => Err(ContractError::UnknownAsset { token: token.clone(), pool: pool.clone() }),
        None => Ok(assets.len()),
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
