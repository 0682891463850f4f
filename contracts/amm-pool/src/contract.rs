//! Entry points: each arm is one call.

use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Response, entry_point};
use weal_api::amm_pool::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_contract_kit::payment::{Payment, no_funds};

use crate::execute::{ProvideOrder, WithdrawExactOrder, WithdrawOneOrder, WithdrawOrder};
use crate::{Failure, execute, migrate as migration, query as answer};

/// Creates an empty pool.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, Failure> {
    execute::instantiate(deps, env, info, msg)
}

/// Adds, swaps or withdraws; or moves LP shares. Only deposits and swaps take funds.
#[entry_point]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, Failure> {
    if !takes_funds(&msg) {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::Provide { assets, min_shares, recipient, deadline } => {
            execute::provide(deps, env, info, ProvideOrder { assets, min_shares, recipient, deadline })
        }
        ExecuteMsg::Swap(order) => execute::swap(deps, env, Payment::from_funds(&info)?, order),
        ExecuteMsg::SwapExactOut(order) => {
            execute::swap_exact_out(deps, env, Payment::from_funds(&info)?, order)
        }
        ExecuteMsg::ProvideOne(order) => execute::provide_one(deps, env, Payment::from_funds(&info)?, order),
        ExecuteMsg::Withdraw { shares, min_amounts, recipient, deadline } => {
            let (provider, held_by) = (info.sender.clone(), info.sender);
            let order = WithdrawOrder { provider, held_by, shares, min_amounts, recipient, deadline };
            execute::withdraw(deps, env, order)
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
        ExecuteMsg::Donate {} => execute::donate(deps, env, Payment::from_funds(&info)?),
        ExecuteMsg::ProposeParams(change) => execute::propose_params(deps, env, info, change),
        ExecuteMsg::CancelParams {} => execute::cancel_params(deps, info),
        ExecuteMsg::ApplyParams {} => execute::apply_params(deps, env),
        ExecuteMsg::TransferOwnership { new_owner } => execute::transfer_ownership(deps, info, new_owner),
        ExecuteMsg::AcceptOwnership {} => execute::accept_ownership(deps, info),
        ExecuteMsg::PauseSwaps { seconds } => execute::pause_swaps(deps, env, info, seconds),
        ExecuteMsg::ResumeSwaps {} => execute::resume_swaps(deps, env, info),
        ExecuteMsg::ClaimProtocolFees {} => execute::claim_protocol_fees(deps, env),
        cw20 => execute::shares(deps, env, info, cw20),
    }
}

/// Answers about the pool, what a message would do, and LP shares.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, Failure> {
    answer::answer(deps, &env, msg)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg, _info: MigrateInfo) -> Result<Response, Failure> {
    migration::migrate(deps)
}

fn takes_funds(msg: &ExecuteMsg) -> bool {
    use ExecuteMsg::{Donate, Provide, ProvideOne, Swap, SwapExactOut};
    matches!(msg, Provide { .. } | ProvideOne { .. } | Swap { .. } | SwapExactOut { .. } | Donate {})
}
