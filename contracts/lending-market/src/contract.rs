//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point, from_json};
use weal_api::cw20::Cw20ReceiveMsg;
use weal_api::lending_market::{Cw20HookMsg, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::Payment;

use crate::execute::Limits;
use crate::{ContractError, execute, migrate as migration, query as answer};

/// Creates the market.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    execute::instantiate(deps, env, info, msg)
}

/// Lends, borrows, liquidates or changes terms. Only the four messages that are paid take funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let paid = || Payment::from_funds(&info);
    match msg {
        ExecuteMsg::Receive(received) => receive(deps, env, info, received),
        ExecuteMsg::Supply {} => execute::supply(deps, env, paid()?),
        ExecuteMsg::DepositCollateral {} => execute::deposit_collateral(deps, env, paid()?),
        ExecuteMsg::Repay { on_behalf_of } => execute::repay(deps, env, paid()?, on_behalf_of),
        ExecuteMsg::Liquidate { borrower, min_collateral } => {
            execute::liquidate(deps, env, paid()?, borrower, min_collateral)
        }
        ExecuteMsg::Withdraw { amount, recipient } => execute::withdraw(deps, env, info, amount, recipient),
        ExecuteMsg::WithdrawCollateral { amount, recipient } => {
            execute::withdraw_collateral(deps, env, info, amount, recipient)
        }
        ExecuteMsg::Borrow { amount, recipient } => execute::borrow(deps, env, info, amount, recipient),
        ExecuteMsg::ProposeTerms { rate, risk } => execute::propose_terms(deps, env, info, rate, risk),
        ExecuteMsg::CancelTerms {} => execute::cancel_terms(deps, info),
        ExecuteMsg::ApplyTerms {} => execute::apply_terms(deps, env, info),
        ExecuteMsg::TightenLimits { max_ltv, supply_cap, borrow_cap } => {
            execute::tighten_limits(deps, info, Limits { max_ltv, supply_cap, borrow_cap })
        }
        ExecuteMsg::UpdateOwnership(step) => execute::update_ownership(deps, info, step),
    }
}

/// The messages that a cw20 `Send` pays for.
fn receive(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    received: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, &info, &received)?;
    match from_json(&received.msg)? {
        Cw20HookMsg::Supply {} => execute::supply(deps, env, payment),
        Cw20HookMsg::DepositCollateral {} => execute::deposit_collateral(deps, env, payment),
        Cw20HookMsg::Repay { on_behalf_of } => execute::repay(deps, env, payment, on_behalf_of),
        Cw20HookMsg::Liquidate { borrower, min_collateral } => {
            execute::liquidate(deps, env, payment, borrower, min_collateral)
        }
    }
}

/// Answers, accrued to the block.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::Market {} => weal_wire::to_binary(&answer::market(deps, env)?),
        QueryMsg::Position { account } => weal_wire::to_binary(&answer::position(deps, env, account)?),
        QueryMsg::Positions { start_after, limit } => {
            weal_wire::to_binary(&answer::positions(deps, env, start_after, limit)?)
        }
        QueryMsg::SupplyPosition { account } => {
            weal_wire::to_binary(&answer::supply_position(deps, env, account)?)
        }
        QueryMsg::Health { account } => weal_wire::to_binary(&answer::health(deps, env, account)?),
        QueryMsg::SimulateBorrow { account, amount } => {
            weal_wire::to_binary(&answer::simulate_borrow(deps, env, account, amount)?)
        }
        QueryMsg::LiquidationQuote { borrower, repay } => {
            weal_wire::to_binary(&answer::liquidation_quote(deps, env, borrower, repay)?)
        }
        QueryMsg::Holdings {} => weal_wire::to_binary(&answer::holdings(deps)?),
    };
    Ok(answer?)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(
    deps: DepsMut,
    env: Env,
    _msg: MigrateMsg,
    _info: MigrateInfo,
) -> Result<Response, ContractError> {
    migration::migrate(deps, env)
}
