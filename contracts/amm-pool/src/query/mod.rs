//! Answers: one arm, one call.

mod explain;
mod params;
mod pool;
mod position;
mod simulate;
mod twap;

use crate::error::Failure;
use cosmwasm_std::{Binary, Deps, Env};
use weal_api::amm_pool::QueryMsg;
use weal_api::cw20::{MinterResponse, TokenInfoResponse};

pub(crate) fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, Failure> {
    Ok(match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&pool::config(deps, env)?),
        QueryMsg::Pool {} => weal_wire::to_binary(&pool::pool(deps, env)?),
        QueryMsg::Simulate { offer, ask } => {
            weal_wire::to_binary(&simulate::simulate(deps, env, offer, ask)?)
        }
        QueryMsg::ReverseSimulate { ask, offer } => {
            weal_wire::to_binary(&simulate::reverse_simulate(deps, env, ask, offer)?)
        }
        QueryMsg::SimulateProvide { assets } => {
            weal_wire::to_binary(&simulate::simulate_provide(deps, env, assets)?)
        }
        QueryMsg::SimulateWithdraw { shares, owner } => {
            weal_wire::to_binary(&simulate::simulate_withdraw(deps, env, shares, owner)?)
        }
        QueryMsg::Twap { window, min_reserves } => {
            weal_wire::to_binary(&twap::twap(deps, env, window, min_reserves.unwrap_or_default())?)
        }
        QueryMsg::SimulateProvideOne { asset } => {
            weal_wire::to_binary(&simulate::simulate_provide_one(deps, env, asset)?)
        }
        QueryMsg::SimulateWithdrawOne { shares, asset } => {
            weal_wire::to_binary(&simulate::simulate_withdraw_one(deps, env, shares, asset)?)
        }
        QueryMsg::SimulateWithdrawExact { assets } => {
            weal_wire::to_binary(&simulate::simulate_withdraw_exact(deps, env, assets)?)
        }
        QueryMsg::Holdings {} => weal_wire::to_binary(&pool::holdings(deps, env)?),
        QueryMsg::Params {} => weal_wire::to_binary(&params::params(deps)?),
        QueryMsg::PositionReport { owner } => {
            weal_wire::to_binary(&position::position_report(deps, env, owner)?)
        }
        QueryMsg::UsageOf { trader } => weal_wire::to_binary(&params::usage_of(deps, env, trader)?),
        QueryMsg::Explain { offer, ask } => weal_wire::to_binary(&explain::explain(deps, env, offer, ask)?),
        QueryMsg::Depth { offer, ask, bps } => {
            weal_wire::to_binary(&explain::depth(deps, env, offer, ask, bps)?)
        }
        QueryMsg::Balance { address } => weal_wire::to_binary(&weal_cw20_ledger::balance(deps, address)?),
        QueryMsg::TokenInfo {} => {
            let total_supply = pool::pool(deps, env)?.supply;
            weal_wire::to_binary(&TokenInfoResponse { total_supply, ..weal_cw20_ledger::token_info(deps)? })
        }
        QueryMsg::Minter {} => weal_wire::to_binary(&None::<MinterResponse>),
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
    }?)
}
