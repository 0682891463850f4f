//! Calls of a pool and of the tokens it takes: the only place that knows their messages.

use crate::ContractError;
use api::amm_pool::{Cw20HookMsg, ExecuteMsg, QueryMsg, SimulateResponse, SimulateWithdrawResponse};
use api::asset::{Asset, AssetInfo, Token};
use api::cw20::Cw20ExecuteMsg;
use cosmwasm_std::{
    Addr, Coin, CosmosMsg, Deps, QuerierWrapper, StdResult, Uint128, WasmMsg, to_json_binary,
};
use serde::{Deserialize, Serialize};

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
            let msg = ExecuteMsg::Swap { ask, min_receive, max_impact_bps: None, recipient, deadline: None };
            call(pool, &msg, vec![Coin::new(amount, denom)])
        }
        Token::Cw20(contract) => {
            let hook =
                Cw20HookMsg::Swap { ask, min_receive, max_impact_bps: None, recipient, deadline: None };
            let (pool, msg) = (pool.to_string(), to_json_binary(&hook)?);
            call(contract, &Cw20ExecuteMsg::Send { contract: pool, amount, msg }, vec![])
        }
    }
}

/// Deposits `amount` of `offer` alone.
pub(crate) fn provide_one(
    pool: &Addr,
    (offer, amount): (&Token, Uint128),
    min_shares: Uint128,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let recipient = Some(recipient.to_string());
    match offer {
        Token::Native(denom) => {
            let msg = ExecuteMsg::ProvideOne { min_shares, recipient, deadline: None };
            call(pool, &msg, vec![Coin::new(amount, denom)])
        }
        Token::Cw20(contract) => {
            let hook = Cw20HookMsg::ProvideOne { min_shares, recipient, deadline: None };
            let (pool, msg) = (pool.to_string(), to_json_binary(&hook)?);
            call(contract, &Cw20ExecuteMsg::Send { contract: pool, amount, msg }, vec![])
        }
    }
}

/// Burns `shares` of this contract; it gets the assets.
pub(crate) fn withdraw(pool: &Addr, shares: Uint128) -> StdResult<CosmosMsg> {
    let msg = ExecuteMsg::Withdraw { shares, min_amounts: None, recipient: None, deadline: None };
    call(pool, &msg, vec![])
}

/// Burns `shares` of this contract for one asset.
pub(crate) fn withdraw_one(
    pool: &Addr,
    shares: Uint128,
    token: &Token,
    min_receive: Uint128,
    recipient: &Addr,
) -> StdResult<CosmosMsg> {
    let (asset, recipient) = (token.info(), Some(recipient.to_string()));
    call(pool, &ExecuteMsg::WithdrawOne { shares, asset, min_receive, recipient, deadline: None }, vec![])
}

pub(crate) fn simulate(
    querier: &QuerierWrapper,
    pool: &Addr,
    offer: Asset,
    ask: &Token,
) -> StdResult<SimulateResponse> {
    querier.query_wasm_smart(pool, &QueryMsg::Simulate { offer, ask: Some(ask.info()) })
}

/// The least offer that buys `ask`.
pub(crate) fn reverse_simulate(
    querier: &QuerierWrapper,
    pool: &Addr,
    ask: Asset,
    offer: &Token,
) -> StdResult<Uint128> {
    let msg = QueryMsg::ReverseSimulate { ask, offer: Some(offer.info()) };
    Ok(querier.query_wasm_smart::<ReverseSimulated>(pool, &msg)?.offer.amount)
}

/// Shares minted and what comes back.
pub(crate) fn simulate_provide_one(
    querier: &QuerierWrapper,
    pool: &Addr,
    asset: Asset,
) -> StdResult<Provided> {
    querier.query_wasm_smart(pool, &QueryMsg::SimulateProvideOne { asset })
}

/// What `shares` pay: of each asset, or all in `only`.
pub(crate) fn simulate_withdraw(
    querier: &QuerierWrapper,
    pool: &Addr,
    shares: Uint128,
    only: Option<&Token>,
) -> StdResult<Vec<Asset>> {
    let msg = match only {
        Some(token) => QueryMsg::SimulateWithdrawOne { shares, asset: token.info() },
        None => QueryMsg::SimulateWithdraw { shares },
    };
    Ok(querier.query_wasm_smart::<SimulateWithdrawResponse>(pool, &msg)?.amounts)
}

/// What the pool says it holds, each once. A pool that named an asset twice would have what came of it counted twice. Errors:
/// `DuplicateAsset`, `Asset`, `Std`.
pub(crate) fn assets(deps: Deps, pool: &Addr) -> Result<Vec<Token>, ContractError> {
    let config: Assets = deps.querier.query_wasm_smart(pool, &QueryMsg::Config {})?;
    let mut tokens = vec![];
    for info in config.assets {
        let token = info.check(deps.api)?;
        if tokens.contains(&token) {
            return Err(ContractError::DuplicateAsset { token });
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// Of a pool's `ConfigResponse` what is needed here: nothing else of it is read.
#[derive(Deserialize)]
struct Assets {
    assets: Vec<AssetInfo>,
}

/// The same of its `ReverseSimulateResponse`.
#[derive(Deserialize)]
struct ReverseSimulated {
    offer: Asset,
}

/// The same of its `SimulateProvideResponse`.
#[derive(Deserialize)]
pub(crate) struct Provided {
    pub(crate) shares: Uint128,
    pub(crate) refunded: Vec<Asset>,
}

fn call(contract: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
    let msg = to_json_binary(msg)?;
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds }.into())
}
