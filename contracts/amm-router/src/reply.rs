//! Goes on with a plan in the answer to its last call. Only the chain can call this, and only for this contract's own messages.

use crate::ContractError;
use crate::deposit::refund;
use crate::plan::{Awaited, GO_ON, Plan};
use cosmwasm_std::{Deps, Env, Reply, Response, from_json};

/// Errors: `UnknownReply`, and those of the plan.
pub(crate) fn reply(deps: Deps, env: &Env, reply: Reply) -> Result<Response, ContractError> {
    if reply.id != GO_ON {
        return Err(ContractError::UnknownReply { id: reply.id });
    }
    let mut plan: Plan = from_json(reply.payload)?;
    let router = &env.contract.address;

    match std::mem::replace(&mut plan.awaited, Awaited::Output {}) {
        Awaited::Output {} => {}
        Awaited::Payment { pool, parts } => plan.received(&deps.querier, router, pool, parts)?,
        Awaited::LeftOver { payer, held } => {
            return Ok(Response::new().add_messages(refund(&deps.querier, router, &payer, &held)?));
        }
    }

    Ok(Response::new().add_submessages(plan.proceed(deps, env)?))
}
