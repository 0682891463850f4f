//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Reply, Response, entry_point};
use weal_api::amm_incentives::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::Payment;

use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates the contract.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, &info)
}

/// Stakes, withdraws, funds and pays.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::Receive(receive) => execute::receive(deps, &env, &info, receive),
        ExecuteMsg::Withdraw { pool, amount } => execute::withdraw(deps, &env, &info, pool, amount),
        ExecuteMsg::CreateSchedule(period) => {
            execute::create_schedule(deps, &env, Payment::from_funds(&info)?, period)
        }
        ExecuteMsg::ClaimRewards { schedules } => execute::claim_rewards(deps, &env, &info, schedules),
        ExecuteMsg::ReturnOrphaned { schedule_id } => {
            execute::return_orphaned(deps, &env, &info, schedule_id)
        }
    }
}

/// A reward that its token did not deliver.
#[entry_point]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    execute::undelivered(deps, reply)
}

/// Answers about stakes and schedules.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Stake { pool, account } => weal_wire::to_binary(&answer::stake(deps, &env, pool, account)?),
        QueryMsg::Schedule { schedule_id } => {
            weal_wire::to_binary(&answer::schedule(deps, &env, schedule_id)?)
        }
        QueryMsg::Schedules { start_after, limit } => {
            weal_wire::to_binary(&answer::schedules(deps, &env, start_after, limit)?)
        }
        QueryMsg::Claimable { account, schedules } => {
            weal_wire::to_binary(&answer::claimable(deps, &env, account, schedules)?)
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
