//! Entry points: each arm is one call.

use api::amm_pool::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::payment::{Payment, no_funds};
use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point, to_json_binary,
};
use cw20_ledger::SendFrom;

use crate::execute::{
    ExactOutOrder, ProvideOneOrder, ProvideOrder, SwapOrder, WithdrawExactOrder, WithdrawOneOrder,
    WithdrawOrder,
};
use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates an empty pool.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, env, info, msg)
}

/// Adds, swaps or withdraws; or moves LP shares. Only deposits and swaps take funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    if !takes_funds(&msg) {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::Provide { assets, min_shares, recipient, deadline } => {
            execute::provide(deps, env, info, ProvideOrder { assets, min_shares, recipient, deadline })
        }
        ExecuteMsg::Swap { ask, min_receive, max_impact_bps, recipient, deadline } => {
            let order = SwapOrder { ask, min_receive, max_impact_bps, recipient, deadline };
            execute::swap(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::Withdraw { shares, min_amounts, recipient, deadline } => {
            let (provider, held_by) = (info.sender.clone(), info.sender);
            let order = WithdrawOrder { provider, held_by, shares, min_amounts, recipient, deadline };
            execute::withdraw(deps, env, order)
        }
        ExecuteMsg::SwapExactOut { ask, max_impact_bps, recipient, deadline } => {
            let order = ExactOutOrder { ask, max_impact_bps, recipient, deadline };
            execute::swap_exact_out(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::ProvideOne { min_shares, recipient, deadline } => {
            let order = ProvideOneOrder { min_shares, recipient, deadline };
            execute::provide_one(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::WithdrawOne { shares, asset, min_receive, recipient, deadline } => {
            let order = WithdrawOneOrder { shares, asset, min_receive, recipient, deadline };
            execute::withdraw_one(deps, env, info, order)
        }
        ExecuteMsg::WithdrawExact { assets, max_shares, recipient, deadline } => {
            let order = WithdrawExactOrder { assets, max_shares, recipient, deadline };
            execute::withdraw_exact(deps, env, info, order)
        }
        ExecuteMsg::RampAmp { amp, ends_at } => execute::ramp_amp(deps, env, info, amp, ends_at),
        ExecuteMsg::GrowObservations { capacity } => execute::grow_observations(deps, env, capacity),
        ExecuteMsg::StopRamp {} => execute::stop_ramp(deps, env, info),
        ExecuteMsg::Receive(receive) => execute::receive(deps, env, info, receive),
        ExecuteMsg::Transfer { recipient, amount } => {
            Ok(cw20_ledger::transfer(deps, info, recipient, amount)?)
        }
        ExecuteMsg::Send { contract, amount, msg } => {
            Ok(cw20_ledger::send(deps, info, contract, amount, msg)?)
        }
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            Ok(cw20_ledger::increase_allowance(deps, env, info, spender, amount, expires)?)
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            Ok(cw20_ledger::decrease_allowance(deps, env, info, spender, amount, expires)?)
        }
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            Ok(cw20_ledger::transfer_from(deps, env, info, owner, recipient, amount)?)
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            Ok(cw20_ledger::send_from(deps, env, info, SendFrom { owner, contract, amount, msg })?)
        }
    }
}

/// Answers about the pool, what a message would do, and LP shares.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&answer::config(deps, &env)?),
        QueryMsg::Pool {} => to_json_binary(&answer::pool(deps, &env)?),
        QueryMsg::Simulate { offer, ask } => to_json_binary(&answer::simulate(deps, &env, offer, ask)?),
        QueryMsg::ReverseSimulate { ask, offer } => {
            to_json_binary(&answer::reverse_simulate(deps, &env, ask, offer)?)
        }
        QueryMsg::SimulateProvide { assets } => {
            to_json_binary(&answer::simulate_provide(deps, &env, assets)?)
        }
        QueryMsg::SimulateWithdraw { shares } => {
            to_json_binary(&answer::simulate_withdraw(deps, &env, shares)?)
        }
        QueryMsg::Twap { window, min_reserves } => {
            to_json_binary(&answer::twap(deps, &env, window, min_reserves.unwrap_or_default())?)
        }
        QueryMsg::SimulateProvideOne { asset } => {
            to_json_binary(&answer::simulate_provide_one(deps, &env, asset)?)
        }
        QueryMsg::SimulateWithdrawOne { shares, asset } => {
            to_json_binary(&answer::simulate_withdraw_one(deps, &env, shares, asset)?)
        }
        QueryMsg::SimulateWithdrawExact { assets } => {
            to_json_binary(&answer::simulate_withdraw_exact(deps, &env, assets)?)
        }
        QueryMsg::Holdings {} => to_json_binary(&answer::holdings(deps, &env)?),
        QueryMsg::Balance { address } => to_json_binary(&cw20_ledger::balance(deps, address)?),
        QueryMsg::TokenInfo {} => to_json_binary(&cw20_ledger::token_info(deps)?),
        QueryMsg::Minter {} => to_json_binary(&None::<api::cw20::MinterResponse>),
        QueryMsg::Allowance { owner, spender } => {
            to_json_binary(&cw20_ledger::allowance(deps, owner, spender)?)
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            to_json_binary(&cw20_ledger::all_allowances(deps, owner, start_after, limit)?)
        }
        QueryMsg::AllSpenderAllowances { spender, start_after, limit } => {
            to_json_binary(&cw20_ledger::all_spender_allowances(deps, spender, start_after, limit)?)
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            to_json_binary(&cw20_ledger::all_accounts(deps, start_after, limit)?)
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

fn takes_funds(msg: &ExecuteMsg) -> bool {
    use ExecuteMsg::{Provide, ProvideOne, Swap, SwapExactOut};
    matches!(msg, Provide { .. } | ProvideOne { .. } | Swap { .. } | SwapExactOut { .. })
}
