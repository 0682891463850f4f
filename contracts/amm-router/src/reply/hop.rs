//! Measures what a step paid and takes the next.

use crate::ContractError;
use crate::balance::balance;
use crate::leg::Leg;
use cosmwasm_std::{Deps, Env, Response};

/// Errors: `NothingReceived`.
pub(crate) fn hop(deps: Deps, env: Env, mut leg: Leg) -> Result<Response, ContractError> {
    let step = leg.steps.remove(0);

    let router = env.contract.address;
    let received = balance(&deps.querier, &step.ask, &router)?.saturating_sub(leg.held);
    if received.is_zero() {
        return Err(ContractError::NothingReceived { pool: step.pool, token: step.ask });
    }

    leg.offer = step.ask;
    Ok(Response::new().add_submessage(leg.next(&deps.querier, &router, received)?))
}
