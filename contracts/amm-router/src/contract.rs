//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Reply, Response, entry_point};
use weal_api::amm_router::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::Payment;

use crate::{ContractError, execute, migrate as migration, query as answer, reply as answered};

/// Creates a router.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, &info)
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
        ExecuteMsg::Swap(order) => execute::swap(deps, &env, Payment::from_funds(&info)?, order),
        ExecuteMsg::SwapExactOut(order) => {
            execute::swap_exact_out(deps, &env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::ZapIn(order) => execute::zap_in(deps, &env, Payment::from_funds(&info)?, order),
        ExecuteMsg::Receive(receive) => execute::receive(deps, &env, &info, receive),
    }
}

/// Goes on where a pool has answered.
#[entry_point]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    answered::reply(deps.as_ref(), &env, reply)
}

/// Answers what routes would take and pay.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config()),
        QueryMsg::SimulateRoute { offer, routes } => {
            weal_wire::to_binary(&answer::simulate_route(deps, &env, offer, routes)?)
        }
        QueryMsg::ReverseSimulateRoute { offer, hops, receive } => {
            weal_wire::to_binary(&answer::reverse_simulate_route(deps, &env, offer, hops, receive)?)
        }
        QueryMsg::Explain { offer, routes, tolerance_bps } => {
            weal_wire::to_binary(&answer::explain(deps, &env, offer, routes, tolerance_bps)?)
        }
        QueryMsg::ExplainExactOut { offer, hops, receive, tolerance_bps } => weal_wire::to_binary(
            &answer::explain_exact_out(deps, &env, offer, (hops, receive), tolerance_bps)?,
        ),
        QueryMsg::SimulateZapIn { offer, pool, routes } => {
            weal_wire::to_binary(&answer::simulate_zap_in(deps, &env, offer, pool, routes)?)
        }
        QueryMsg::SimulateZapOut { pool, shares, exits } => {
            weal_wire::to_binary(&answer::simulate_zap_out(deps, &env, pool, shares, exits)?)
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
