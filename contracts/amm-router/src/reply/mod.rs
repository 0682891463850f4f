//! What a pool's answer leads to. Only the chain can call these, and only for this contract's own messages.

mod hop;

use crate::ContractError;
use crate::departure::Departure;
use crate::deposit::LeftOver;
use crate::finish::Finish;
use cosmwasm_std::{DepsMut, Env, Reply, Response, from_json};

/// A step before a route's last was taken.
pub(crate) const HOP: u64 = 1;
/// The last of the swaps was made.
pub(crate) const FINISH: u64 = 2;
/// A zap was deposited.
pub(crate) const LEFT_OVER: u64 = 3;
/// The shares of a zap were burned.
pub(crate) const WITHDRAWN: u64 = 4;

pub(crate) fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    let deps = deps.as_ref();
    match reply.id {
        HOP => hop::hop(deps, env, from_json(reply.payload)?),
        FINISH => from_json::<Finish>(reply.payload)?.run(deps, &env),
        LEFT_OVER => from_json::<LeftOver>(reply.payload)?.refund(deps, &env),
        WITHDRAWN => from_json::<Departure>(reply.payload)?.depart(deps, &env),
        id => Err(ContractError::UnknownReply { id }),
    }
}
