//! Holds a bound over several swaps.

use crate::ContractError;
use crate::balance::balance;
use crate::leg::Check;
use cosmwasm_std::{Deps, Reply, Response, from_json};

pub(crate) fn check(deps: Deps, reply: Reply) -> Result<Response, ContractError> {
    let Check { token, recipient, held, min_receive } = from_json(reply.payload)?;
    let found = balance(&deps.querier, &token, &recipient)?.saturating_sub(held);
    if found < min_receive {
        return Err(ContractError::BelowMinReceive { found, required: min_receive });
    }
    Ok(Response::new())
}
