//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::compute_index::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::no_funds;

use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates the index.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    execute::instantiate(deps, msg)
}

/// Records settled work; takes no funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    match msg {
        ExecuteMsg::Record { lease_ids } => execute::record(deps, env, lease_ids),
    }
}

/// Answers about usage, providers and prices.
#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::UsageOf { payer } => weal_wire::to_binary(&answer::usage_of(deps, &payer)?),
        QueryMsg::Usages { start_after, limit } => {
            weal_wire::to_binary(&answer::usages(deps, start_after, limit)?)
        }
        QueryMsg::ProviderScore { provider } => {
            weal_wire::to_binary(&answer::provider_score(deps, &provider)?)
        }
        QueryMsg::ProviderScores { start_after, limit } => {
            weal_wire::to_binary(&answer::provider_scores(deps, start_after, limit)?)
        }
        QueryMsg::RecordedLease { lease_id } => {
            weal_wire::to_binary(&answer::recorded_lease(deps, lease_id)?)
        }
        QueryMsg::GpuHourIndex { sku, day } => weal_wire::to_binary(&answer::gpu_hour_index(deps, sku, day)?),
        QueryMsg::GpuHourHistory { sku, start_before, limit } => {
            weal_wire::to_binary(&answer::gpu_hour_history(deps, &sku, start_before, limit)?)
        }
        QueryMsg::Skus { start_after, limit } => {
            weal_wire::to_binary(&answer::skus(deps, start_after, limit)?)
        }
        QueryMsg::Totals {} => weal_wire::to_binary(&answer::totals(deps)?),
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
