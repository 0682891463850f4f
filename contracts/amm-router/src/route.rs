//! Routes as checked values.

use crate::ContractError;
use crate::bounds::ensure_other;
use crate::pool::{self, Offer, Step};
use cosmwasm_std::{Addr, CosmosMsg, Deps, Env, StdResult, Uint128};
use weal_api::amm_router::{Exit, Hop, MAX_EXITS, MAX_HOPS, MAX_ROUTES, Route};
use weal_api::asset::Token;

/// Amount that lies in the router, and the steps it takes; it goes to the recipient where there is none.
#[weal_wire::record]
pub(crate) struct Leg {
    /// Token that the first step sells.
    pub(crate) offer: Token,
    /// Base units, above zero.
    pub(crate) amount: Uint128,
    /// Steps in order.
    pub(crate) steps: Vec<Step>,
}

/// Asset that a pool pays, and the steps it goes on by.
pub(crate) struct Way {
    pub(crate) token: Token,
    pub(crate) steps: Vec<Step>,
}

/// Ways out of a pool, all to `ask`; there is at least one.
pub(crate) struct Exits {
    pub(crate) ask: Token,
    pub(crate) ways: Vec<Way>,
}

/// Legs of at least one step that sell `amount` in all and end in `ask`.
pub(crate) struct Routes {
    pub(crate) amount: Uint128,
    pub(crate) ask: Token,
    pub(crate) legs: Vec<Leg>,
}

impl Leg {
    /// Sells the amount through `chain`, pools that pass on among themselves; or pays `recipient` where that is empty.
    pub(crate) fn pay(
        &self,
        chain: &[Step],
        min_receive: Option<Uint128>,
        recipient: &Addr,
    ) -> StdResult<CosmosMsg> {
        match chain.split_first() {
            Some((first, then)) => {
                let offer = Offer { token: &self.offer, amount: self.amount };
                pool::swap(offer, first, then, min_receive, recipient)
            }
            None => self.offer.transfer(recipient, self.amount),
        }
    }
}

impl Routes {
    /// `pools` may not stand in it. Errors: `WrongRouteCount`, `WrongHopCount`, `ZeroAmount`, `Overflow`, `Loop`, `DuplicatePool`,
    /// `DifferentAsks`, `SelfCall`, `Asset`, `Std`.
    pub(crate) fn check(
        deps: Deps,
        env: &Env,
        offer: &Token,
        routes: &[Route],
        mut pools: Vec<Addr>,
    ) -> Result<Self, ContractError> {
        let mut legs: Vec<Leg> = vec![];
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
            legs.push(Leg { offer: offer.clone(), amount: added, steps });
        }
        match ask {
            Some(ask) if legs.len() <= MAX_ROUTES => Ok(Self { amount, ask, legs }),
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
}

impl Exits {
    /// Errors: `WrongExitCount`, `DuplicateAsset`, `UnknownAsset`, and those of a plan.
    pub(crate) fn check(deps: Deps, env: &Env, pool: &Addr, exits: &[Exit]) -> Result<Self, ContractError> {
        let (found, mut pools) = (exits.len(), vec![pool.clone()]);
        ensure_other(env, pool)?;
        let mut ways: Vec<Way> = vec![];
        let mut ask = None;
        for exit in exits.iter().take(MAX_EXITS) {
            let token = exit.asset.check(deps.api)?;
            if ways.iter().any(|way| way.token == token) {
                return Err(ContractError::DuplicateAsset { token });
            }
            let steps = match exit.hops.as_slice() {
                [] => vec![],
                hops => steps(deps, env, &token, hops, &mut pools)?,
            };
            let last = Some(steps.last().map_or_else(|| token.clone(), |step| step.ask.clone()));
            ensure_same(last.as_ref(), ask.as_ref())?;
            ask = last;
            ways.push(Way { token, steps });
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

/// The count of the pool's assets, all of which must be among `ways`: an asset that is not named would stay in the router. Errors:
/// `UnknownAsset`, `DuplicateAsset`.
fn all_of(deps: Deps, pool: &Addr, ways: &[Way]) -> Result<usize, ContractError> {
    let assets = pool::assets(deps, pool)?;
    match ways.iter().find(|way| !assets.contains(&way.token)) {
        Some(way) => Err(ContractError::UnknownAsset { token: way.token.clone(), pool: pool.clone() }),
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
