//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::governance_token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_cw20_ledger::SendFrom;

use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates the token.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, info, msg)
}

/// Moves, makes or destroys tokens. No message takes funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    weal_contract_kit::payment::no_funds(&info)?;
    match msg {
        ExecuteMsg::Transfer { recipient, amount } => {
            Ok(weal_cw20_ledger::transfer(deps, info, recipient, amount)?)
        }
        ExecuteMsg::Burn { amount } => execute::burn(deps, info, amount),
        ExecuteMsg::Send { contract, amount, msg } => {
            Ok(weal_cw20_ledger::send(deps, info, contract, amount, msg)?)
        }
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            Ok(weal_cw20_ledger::increase_allowance(deps, env, info, spender, amount, expires)?)
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            Ok(weal_cw20_ledger::decrease_allowance(deps, env, info, spender, amount, expires)?)
        }
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            Ok(weal_cw20_ledger::transfer_from(deps, env, info, owner, recipient, amount)?)
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            Ok(weal_cw20_ledger::send_from(deps, env, info, SendFrom { owner, contract, amount, msg })?)
        }
        ExecuteMsg::BurnFrom { owner, amount } => execute::burn_from(deps, env, info, owner, amount),
        ExecuteMsg::Mint { recipient, amount } => execute::mint(deps, info, recipient, amount),
        ExecuteMsg::UpdateMinter { new_minter } => execute::update_minter(deps, info, new_minter),
        ExecuteMsg::UpdateMarketing { project, description, marketing } => {
            execute::update_marketing(deps, info, project, description, marketing)
        }
        ExecuteMsg::UploadLogo(logo) => execute::upload_logo(deps, info, logo),
    }
}

/// Answers about balances, allowances, supply and what wallets show.
#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Balance { address } => weal_wire::to_binary(&weal_cw20_ledger::balance(deps, address)?),
        QueryMsg::TokenInfo {} => weal_wire::to_binary(&weal_cw20_ledger::token_info(deps)?),
        QueryMsg::Minter {} => weal_wire::to_binary(&answer::minter(deps)?),
        QueryMsg::Allowance { owner, spender } => {
            weal_wire::to_binary(&weal_cw20_ledger::allowance(deps, owner, spender)?)
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            weal_wire::to_binary(&weal_cw20_ledger::all_allowances(deps, owner, start_after, limit)?)
        }
        QueryMsg::AllSpenderAllowances { spender, start_after, limit } => weal_wire::to_binary(
            &weal_cw20_ledger::all_spender_allowances(deps, spender, start_after, limit)?,
        ),
        QueryMsg::AllAccounts { start_after, limit } => {
            weal_wire::to_binary(&weal_cw20_ledger::all_accounts(deps, start_after, limit)?)
        }
        QueryMsg::MarketingInfo {} => weal_wire::to_binary(&answer::marketing_info(deps)?),
        QueryMsg::DownloadLogo {} => weal_wire::to_binary(&answer::download_logo(deps)?),
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
