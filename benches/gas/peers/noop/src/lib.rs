//! The floor: a contract whose messages do nothing.
use cosmwasm_std::{entry_point, Deps, DepsMut, Empty, Env, MessageInfo, QueryResponse, Response, StdResult};

/// Stores nothing.
#[entry_point]
pub fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Does nothing: what it costs is the price of being called.
#[entry_point]
pub fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Answers nothing.
#[entry_point]
pub fn query(_: Deps, _: Env, _: Empty) -> StdResult<QueryResponse> {
    Ok(QueryResponse::default())
}
