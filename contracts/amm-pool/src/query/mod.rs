//! Answers: one arm, one call.

mod cover;
mod explain;
mod params;
mod pool;
mod position;
mod simulate;
mod twap;

use crate::error::Failure;
use api::amm_pool::QueryMsg;
use api::cw20::{MinterResponse, TokenInfoResponse};
use cosmwasm_std::{Binary, Deps, Env, to_json_binary};

pub(crate) fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, Failure> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&pool::config(deps, env)?),
        QueryMsg::Pool {} => to_json_binary(&pool::pool(deps, env)?),
        QueryMsg::Simulate { offer, ask } => to_json_binary(&simulate::simulate(deps, env, offer, ask)?),
        QueryMsg::ReverseSimulate { ask, offer } => {
            to_json_binary(&simulate::reverse_simulate(deps, env, ask, offer)?)
        }
        QueryMsg::SimulateProvide { assets } => {
            to_json_binary(&simulate::simulate_provide(deps, env, assets)?)
        }
        QueryMsg::SimulateWithdraw { shares, owner } => {
            to_json_binary(&simulate::simulate_withdraw(deps, env, shares, owner)?)
        }
        QueryMsg::Twap { window, min_reserves } => {
            to_json_binary(&twap::twap(deps, env, window, min_reserves.unwrap_or_default())?)
        }
        QueryMsg::SimulateProvideOne { asset } => {
            to_json_binary(&simulate::simulate_provide_one(deps, env, asset)?)
        }
        QueryMsg::SimulateWithdrawOne { shares, asset } => {
            to_json_binary(&simulate::simulate_withdraw_one(deps, env, shares, asset)?)
        }
        QueryMsg::SimulateWithdrawExact { assets } => {
            to_json_binary(&simulate::simulate_withdraw_exact(deps, env, assets)?)
        }
        QueryMsg::Holdings {} => to_json_binary(&pool::holdings(deps, env)?),
        QueryMsg::Params {} => to_json_binary(&params::params(deps)?),
        QueryMsg::PositionReport { owner } => to_json_binary(&position::position_report(deps, env, owner)?),
        QueryMsg::UsageOf { trader } => to_json_binary(&params::usage_of(deps, env, trader)?),
        QueryMsg::CoverOf { owner } => to_json_binary(&cover::cover_of(deps, env, owner)?),
        QueryMsg::Explain { offer, ask } => to_json_binary(&explain::explain(deps, env, offer, ask)?),
        QueryMsg::Depth { offer, ask, bps } => to_json_binary(&explain::depth(deps, env, offer, ask, bps)?),
        QueryMsg::Balance { address } => to_json_binary(&cw20_ledger::balance(deps, address)?),
        QueryMsg::TokenInfo {} => {
            let total_supply = pool::pool(deps, env)?.supply;
            to_json_binary(&TokenInfoResponse { total_supply, ..cw20_ledger::token_info(deps)? })
        }
        QueryMsg::Minter {} => to_json_binary(&None::<MinterResponse>),
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
    }?)
}
