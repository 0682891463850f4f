//! An escrow's one query, answered from what a test stored: the contract under test is the index.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, to_json_binary,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Map;
use weal_api::compute_escrow::{QueryMsg as EscrowQuery, SettledWork, SettledWorkResponse};

const WORK: Map<u64, SettledWork> = Map::new("work");

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

#[allow(clippy::unnecessary_wraps)] // the signature of an entry point
fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Stores what is said of these leases from now on.
fn execute(deps: DepsMut, _: Env, _: MessageInfo, work: Vec<SettledWork>) -> StdResult<Response> {
    for lease in work {
        WORK.save(deps.storage, lease.lease_id, &lease)?;
    }
    Ok(Response::new())
}

/// An unknown lease and more than 30 are errors, as they are of the escrow.
fn query(deps: Deps, _: Env, msg: EscrowQuery) -> StdResult<Binary> {
    let EscrowQuery::SettledWork { lease_ids } = msg else {
        return Err(StdError::msg("only settled work is answered"));
    };
    if lease_ids.len() > 30 {
        return Err(StdError::msg("at most 30"));
    }
    let work = lease_ids.into_iter().map(|lease_id| WORK.load(deps.storage, lease_id));
    to_json_binary(&SettledWorkResponse { work: work.collect::<StdResult<_>>()? })
}
