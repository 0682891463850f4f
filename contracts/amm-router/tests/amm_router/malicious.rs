//! A pool that lies: it quotes and takes like one, keeps what it took, and does what its owner wants.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    Addr, BankMsg, Binary, Coin, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg, from_json, to_json_binary,
};
use cw_multi_test::{Contract, ContractWrapper};
use weal_api::amm_pool::{ExecuteMsg, FACTORY, QueryMsg, ReverseSimulateResponse, SimulateResponse};
use weal_api::asset::{Asset, AssetInfo};

/// The pool's conduct when it should swap.
#[cw_serde]
pub(crate) struct Script {
    /// Native coins it pays the router.
    pub(crate) pay: Vec<Coin>,
    /// A call it makes in a swap after that, with these coins of its own.
    pub(crate) call: Option<(String, Binary, Vec<Coin>)>,
    /// The cost and the payment of every swap by its word.
    pub(crate) quote: Uint128,
    /// The assets that it claims to hold.
    pub(crate) assets: Vec<AssetInfo>,
    /// The contract that it calls its factory.
    pub(crate) factory: Option<Addr>,
}

/// The part of its configuration that others read.
#[cw_serde]
struct Config {
    assets: Vec<AssetInfo>,
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, script: Script) -> StdResult<Response> {
    deps.storage.set(b"script", &to_json_binary(&script)?);
    if let Some(factory) = script.factory {
        FACTORY.save(deps.storage, &factory);
    }
    Ok(Response::new())
}

fn script(deps: Deps) -> StdResult<Script> {
    from_json(deps.storage.get(b"script").unwrap_or_default())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    use ExecuteMsg::{ProvideOne, Receive, Swap, Withdraw, WithdrawOne};
    let (Receive(_) | Swap { .. } | ProvideOne { .. } | Withdraw { .. } | WithdrawOne { .. }) = msg else {
        return Err(StdError::msg("not that"));
    };
    let Script { pay: amount, call, .. } = script(deps.as_ref())?;
    let call = call.filter(|_| matches!(msg, Swap { .. }));
    let mut messages: Vec<CosmosMsg> = vec![];
    if !amount.is_empty() {
        messages.push(BankMsg::Send { to_address: info.sender.to_string(), amount }.into());
    }
    if let Some((contract_addr, msg, funds)) = call {
        messages.push(WasmMsg::Execute { contract_addr, msg, funds }.into());
    }
    Ok(Response::new().add_messages(messages))
}

fn query(deps: Deps, _: Env, msg: QueryMsg) -> StdResult<Binary> {
    let Script { quote: amount, assets, .. } = script(deps)?;
    let (fee, price_impact_bps, within_default_impact) = (Uint128::zero(), 0, true);
    match msg {
        QueryMsg::Simulate { offer, .. } => {
            let receive = Asset { amount, ..offer };
            to_json_binary(&SimulateResponse { receive, fee, price_impact_bps, within_default_impact })
        }
        QueryMsg::ReverseSimulate { ask, .. } => {
            let (offer, receive) = (Asset { amount, ..ask.clone() }, ask);
            to_json_binary(&ReverseSimulateResponse {
                offer,
                receive,
                fee,
                price_impact_bps,
                within_default_impact,
            })
        }
        _ => to_json_binary(&Config { assets }),
    }
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
