//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Reply, Response, entry_point};
use weal_api::amm_factory::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::no_funds;

use crate::creation::NewPool;
use crate::execute::FirstDeposit;
use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates a factory without pools.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, &info, msg)
}

/// Creates pools, or changes how they are created. Only a creation takes funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    if !matches!(msg, ExecuteMsg::CreatePool { .. } | ExecuteMsg::CreateAndProvide { .. }) {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::CreatePool { kind, assets, fee_bps, lp_name, lp_symbol } => {
            let pool = NewPool { kind, assets, fee_bps, lp_name, lp_symbol };
            execute::create_pool(deps, &env, &info, pool)
        }
        ExecuteMsg::CreateAndProvide {
            kind,
            assets,
            fee_bps,
            lp_name,
            lp_symbol,
            min_shares,
            recipient,
            deadline,
        } => {
            let infos = assets.iter().map(|asset| asset.info.clone()).collect();
            let pool = NewPool { kind, assets: infos, fee_bps, lp_name, lp_symbol };
            let deposit = FirstDeposit { assets, min_shares, recipient, deadline };
            execute::create_and_provide(deps, &env, &info, pool, deposit)
        }
        ExecuteMsg::UpdateKind { kind } => execute::update_kind(deps, &info, kind),
        ExecuteMsg::UpdateCreationFee { creation_fee } => {
            execute::update_creation_fee(deps, &info, creation_fee)
        }
        ExecuteMsg::SetDecimals { denom, decimals } => execute::set_decimals(deps, &info, denom, decimals),
        ExecuteMsg::TransferOwnership { new_owner } => execute::transfer_ownership(deps, &info, new_owner),
        ExecuteMsg::AcceptOwnership {} => execute::accept_ownership(deps, &info),
        ExecuteMsg::UpdateGuardian { guardian } => execute::update_guardian(deps, &info, guardian),
        ExecuteMsg::PauseCreation { kind } => execute::pause_creation(deps, &env, &info, kind),
        ExecuteMsg::ResumeCreation { kind } => execute::resume_creation(deps, &env, &info, kind),
    }
}

/// The first deposit is made: what the pool did not take goes back.
#[entry_point]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    match reply.id {
        execute::PROVIDED => execute::return_unused(deps, &env, reply),
        id => Err(ContractError::UnknownReply { id }),
    }
}

/// Answers about kinds and pools.
#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::Pool { kind, assets, fee_bps } => {
            weal_wire::to_binary(&answer::pool(deps, kind, assets, fee_bps)?)
        }
        QueryMsg::Decimals { start_after, limit } => {
            weal_wire::to_binary(&answer::decimals(deps, start_after, limit)?)
        }
        QueryMsg::Pools { start_after, limit } => {
            weal_wire::to_binary(&answer::pools(deps, start_after, limit)?)
        }
        QueryMsg::PoolsOf { assets, start_after, limit } => {
            weal_wire::to_binary(&answer::pools_of(deps, assets, start_after, limit)?)
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
