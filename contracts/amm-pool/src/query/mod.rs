//! Answers: one arm, one call.

mod explain;
mod params;
mod pool;
mod position;
mod simulate;
mod twap;

use crate::error::Failure;
use api::amm_pool::QueryMsg;
use api::cw20::{MinterResponse, TokenInfoResponse};
use cosmwasm_std::{Binary, Deps, Env};

pub(crate) fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, Failure> {
    Ok(match msg {
        QueryMsg::Config {} => wire::to_binary(&pool::config(deps, env)?),
        QueryMsg::Pool {} => wire::to_binary(&pool::pool(deps, env)?),
        QueryMsg::Simulate { offer, ask } => wire::to_binary(&simulate::simulate(deps, env, offer, ask)?),
        QueryMsg::ReverseSimulate { ask, offer } => {
            wire::to_binary(&simulate::reverse_simulate(deps, env, ask, offer)?)
        }
        QueryMsg::SimulateProvide { assets } => {
            wire::to_binary(&simulate::simulate_provide(deps, env, assets)?)
        }
        QueryMsg::SimulateWithdraw { shares, owner } => {
            wire::to_binary(&simulate::simulate_withdraw(deps, env, shares, owner)?)
        }
        QueryMsg::Twap { window, min_reserves } => {
            wire::to_binary(&twap::twap(deps, env, window, min_reserves.unwrap_or_default())?)
        }
        QueryMsg::SimulateProvideOne { asset } => {
            wire::to_binary(&simulate::simulate_provide_one(deps, env, asset)?)
        }
        QueryMsg::SimulateWithdrawOne { shares, asset } => {
            wire::to_binary(&simulate::simulate_withdraw_one(deps, env, shares, asset)?)
        }
        QueryMsg::SimulateWithdrawExact { assets } => {
            wire::to_binary(&simulate::simulate_withdraw_exact(deps, env, assets)?)
        }
        QueryMsg::Holdings {} => wire::to_binary(&pool::holdings(deps, env)?),
        QueryMsg::Params {} => wire::to_binary(&params::params(deps)?),
        QueryMsg::PositionReport { owner } => wire::to_binary(&position::position_report(deps, env, owner)?),
        QueryMsg::UsageOf { trader } => wire::to_binary(&params::usage_of(deps, env, trader)?),
        QueryMsg::Explain { offer, ask } => wire::to_binary(&explain::explain(deps, env, offer, ask)?),
        QueryMsg::Depth { offer, ask, bps } => wire::to_binary(&explain::depth(deps, env, offer, ask, bps)?),
        QueryMsg::Balance { address } => wire::to_binary(&cw20_ledger::balance(deps, address)?),
        QueryMsg::TokenInfo {} => {
            let total_supply = pool::pool(deps, env)?.supply;
            wire::to_binary(&TokenInfoResponse { total_supply, ..cw20_ledger::token_info(deps)? })
        }
        QueryMsg::Minter {} => wire::to_binary(&None::<MinterResponse>),
        QueryMsg::Allowance { owner, spender } => {
            wire::to_binary(&cw20_ledger::allowance(deps, owner, spender)?)
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            wire::to_binary(&cw20_ledger::all_allowances(deps, owner, start_after, limit)?)
        }
        QueryMsg::AllSpenderAllowances { spender, start_after, limit } => {
            wire::to_binary(&cw20_ledger::all_spender_allowances(deps, spender, start_after, limit)?)
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            wire::to_binary(&cw20_ledger::all_accounts(deps, start_after, limit)?)
        }
    }?)
}
