//! Gives the payer what the pool did not take.

use crate::ContractError;
use crate::balance::balance;
use crate::execute::Zap;
use crate::pool;
use cosmwasm_std::{Deps, Env, Reply, Response, from_json};

pub(crate) fn zap_provided(deps: Deps, env: Env, reply: Reply) -> Result<Response, ContractError> {
    let zap: Zap = from_json(reply.payload)?;
    let mut messages = vec![];
    for (token, held) in [(&zap.offer, zap.offer_held), (&zap.other, zap.other_held)] {
        let left = balance(&deps.querier, token, &env.contract.address)?.saturating_sub(held);
        if !left.is_zero() {
            // What the pool has not pulled is what it still could.
            messages.extend(pool::disapprove(token, &zap.pool, left)?);
            messages.push(token.transfer(&zap.payer, left)?);
        }
    }
    Ok(Response::new().add_messages(messages))
}
