//! Entry points: each arm is one call.

use api::amm_router::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::payment::Payment;
use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Reply, Response, entry_point, to_json_binary,
};

use crate::execute::{ExactOutOrder, SwapOrder, ZapInOrder};
use crate::{ContractError, execute, migrate as migration, query as answer, reply as answered};

/// Creates a router.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, info)
}

/// Swaps or zaps what was paid.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let deps = deps.as_ref();
    match msg {
        ExecuteMsg::Swap { routes, min_receive, recipient, deadline } => {
            let order = SwapOrder { routes, min_receive, recipient, deadline };
            execute::swap(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::SwapExactOut { hops, receive, recipient, deadline } => {
            let order = ExactOutOrder { hops, receive, recipient, deadline };
            execute::swap_exact_out(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::ZapIn { pool, min_shares, recipient, deadline } => {
            let order = ZapInOrder { pool, min_shares, recipient, deadline };
            execute::zap_in(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::Receive(receive) => execute::receive(deps, env, info, receive),
    }
}

/// What a pool's answer leads to.
#[entry_point]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    answered::reply(deps, env, reply)
}

/// Answers what routes would take and pay.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&answer::config()),
        QueryMsg::SimulateRoute { offer, routes } => {
            to_json_binary(&answer::simulate_route(deps, env, offer, routes)?)
        }
        QueryMsg::ReverseSimulateRoute { offer, hops, receive } => {
            to_json_binary(&answer::reverse_simulate_route(deps, env, offer, hops, receive)?)
        }
        QueryMsg::Explain { offer, routes, tolerance_bps } => {
            to_json_binary(&answer::explain(deps, env, offer, routes, tolerance_bps)?)
        }
    };
    Ok(answer?)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(
    deps: DepsMut,
    _env: Env,
    _msg: MigrateMsg,
    _info: MigrateInfo,
) -> Result<Response, ContractError> {
    migration::migrate(deps)
}
