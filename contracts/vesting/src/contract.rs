//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::vesting::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::Payment;

use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates the contract.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, info, msg)
}

/// Creates, pays and cancels grants.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::CreateGrants { grants } => {
            execute::create_grants(deps, env, Payment::from_funds(&info)?, grants)
        }
        ExecuteMsg::Receive(receive) => execute::receive(deps, env, info, receive),
        ExecuteMsg::Claim { grant_id } => execute::claim(deps, env, info, grant_id),
        ExecuteMsg::Cancel { grant_id } => execute::cancel(deps, env, info, grant_id),
    }
}

/// Answers about grants and what is owed.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::Grant { grant_id } => weal_wire::to_binary(&answer::grant(deps, env, grant_id)?),
        QueryMsg::Grants { start_after, limit } => {
            weal_wire::to_binary(&answer::grants(deps, env, start_after, limit)?)
        }
        QueryMsg::GrantsOf { recipient, start_after, limit } => {
            weal_wire::to_binary(&answer::grants_of(deps, env, recipient, start_after, limit)?)
        }
        QueryMsg::Claimable { grant_id } => weal_wire::to_binary(&answer::claimable(deps, env, grant_id)?),
        QueryMsg::Holdings { start_after, limit } => {
            weal_wire::to_binary(&answer::holdings(deps, start_after, limit)?)
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
