//! Calls of a pool and of the tokens it takes: the only place that knows their messages.

use api::amm_pool::{
    ConfigResponse, Cw20HookMsg, ExecuteMsg, PoolResponse, QueryMsg, ReverseSimulateResponse,
    SimulateResponse,
};
use api::asset::{Asset, Token};
use api::cw20::Cw20ExecuteMsg;
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, Uint128, WasmMsg, to_json_binary};
use serde::Serialize;

/// Sells `amount` of `offer`, with the bound that the pool is to hold; without one its defaults hold.
pub(crate) fn swap(
    pool: &Addr,
    (offer, amount): (&Token, Uint128),
    ask: &Token,
    min_receive: Option<Uint128>,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let (ask, recipient) = (Some(ask.info()), Some(recipient.to_string()));
    match offer {
        Token::Native(denom) => {
            let msg = ExecuteMsg::Swap {
                ask,
                min_receive,
                max_impact_bps: None,
                recipient,
                deadline: None,
                max_fee_bps: None,
                params_version: None,
                record_usage: None,
            };
            call(pool, &msg, vec![Coin::new(amount, denom)])
        }
        Token::Cw20(contract) => {
            let hook = Cw20HookMsg::Swap {
                ask,
                min_receive,
                max_impact_bps: None,
                recipient,
                deadline: None,
                max_fee_bps: None,
                params_version: None,
                record_usage: None,
            };
            let (pool, msg) = (pool.to_string(), to_json_binary(&hook)?);
            call(contract, &Cw20ExecuteMsg::Send { contract: pool, amount, msg }, vec![])
        }
    }
}

/// Provides `amounts`; cw20 must have been approved.
pub(crate) fn provide(
    pool: &Addr,
    amounts: &[(Token, Uint128)],
    min_shares: Option<Uint128>,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let native = |(token, amount): &(Token, Uint128)| match token {
        Token::Native(denom) => Some(Coin::new(*amount, denom)),
        Token::Cw20(_) => None,
    };
    let mut funds: Vec<Coin> = amounts.iter().filter_map(native).collect();
    // The chain refuses coins in any other order.
    funds.sort_by(|one, other| one.denom.cmp(&other.denom));
    let assets = amounts.iter().map(|(token, amount)| Asset::new(token.info(), *amount)).collect();
    let recipient = Some(recipient.to_string());
    call(pool, &ExecuteMsg::Provide { assets, min_shares, recipient, deadline: None }, funds)
}

/// Burns `shares` of this contract; it gets the assets.
pub(crate) fn withdraw(pool: &Addr, shares: Uint128) -> StdResult<CosmosMsg> {
    let msg = ExecuteMsg::Withdraw { shares, min_amounts: None, recipient: None, deadline: None };
    call(pool, &msg, vec![])
}

/// Lets the pool pull a cw20; none for a native.
pub(crate) fn approve(token: &Token, pool: &Addr, amount: Uint128) -> StdResult<Option<CosmosMsg>> {
    let Token::Cw20(contract) = token else { return Ok(None) };
    let msg = Cw20ExecuteMsg::IncreaseAllowance { spender: pool.to_string(), amount, expires: None };
    call(contract, &msg, vec![]).map(Some)
}

/// Takes back what the pool has not pulled of a cw20; none for a native.
pub(crate) fn disapprove(token: &Token, pool: &Addr, amount: Uint128) -> StdResult<Option<CosmosMsg>> {
    let Token::Cw20(contract) = token else { return Ok(None) };
    let msg = Cw20ExecuteMsg::DecreaseAllowance { spender: pool.to_string(), amount, expires: None };
    call(contract, &msg, vec![]).map(Some)
}

pub(crate) fn simulate(
    querier: &QuerierWrapper,
    pool: &Addr,
    offer: Asset,
    ask: &Token,
) -> StdResult<SimulateResponse> {
    querier.query_wasm_smart(pool, &QueryMsg::Simulate { offer, ask: Some(ask.info()) })
}

pub(crate) fn reverse_simulate(
    querier: &QuerierWrapper,
    pool: &Addr,
    ask: Asset,
    offer: &Token,
) -> StdResult<ReverseSimulateResponse> {
    querier.query_wasm_smart(pool, &QueryMsg::ReverseSimulate { ask, offer: Some(offer.info()) })
}

pub(crate) fn config(querier: &QuerierWrapper, pool: &Addr) -> StdResult<ConfigResponse> {
    querier.query_wasm_smart(pool, &QueryMsg::Config {})
}

pub(crate) fn state(querier: &QuerierWrapper, pool: &Addr) -> StdResult<PoolResponse> {
    querier.query_wasm_smart(pool, &QueryMsg::Pool {})
}

fn call(contract: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
    let msg = to_json_binary(msg)?;
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds }.into())
}
