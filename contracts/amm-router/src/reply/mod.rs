//! What a pool's answer leads to. Only the chain can call these, and only for this contract's own messages.

mod check;
mod hop;
mod zap_provided;
mod zap_swapped;
mod zap_withdrawn;

use crate::ContractError;
use cosmwasm_std::{DepsMut, Env, Reply, Response};

/// A step before a route's last was taken.
pub(crate) const HOP: u64 = 1;
/// The last swap of several was made.
pub(crate) const CHECK: u64 = 2;
/// The part of a zap was swapped.
pub(crate) const ZAP_SWAPPED: u64 = 3;
/// Both sides of a zap were provided.
pub(crate) const ZAP_PROVIDED: u64 = 4;
/// The shares of a zap were burned.
pub(crate) const ZAP_WITHDRAWN: u64 = 5;

pub(crate) fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    let deps = deps.as_ref();
    match reply.id {
        HOP => hop::hop(deps, env, reply),
        CHECK => check::check(deps, reply),
        ZAP_SWAPPED => zap_swapped::zap_swapped(deps, env, reply),
        ZAP_PROVIDED => zap_provided::zap_provided(deps, env, reply),
        ZAP_WITHDRAWN => zap_withdrawn::zap_withdrawn(deps, env, reply),
        id => Err(ContractError::UnknownReply { id }),
    }
}
