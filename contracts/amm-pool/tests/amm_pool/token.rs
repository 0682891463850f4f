//! A cw20 made of the shared ledger: what an asset of a pool is.

use cosmwasm_std::{
    Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult, to_json_binary,
};
use cw_multi_test::{Contract, ContractWrapper};
use weal_api::cw20::{Cw20Coin, Cw20ExecuteMsg as Msg, Cw20QueryMsg as Query};
use weal_cw20_ledger::{Cw20Error, SendFrom};

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, coins: Vec<Cw20Coin>) -> Result<Response, Cw20Error> {
    weal_cw20_ledger::create(deps.storage, "Token".into(), "TOKEN".into(), 18)?;
    for coin in coins {
        weal_cw20_ledger::mint(deps.storage, deps.api, &Addr::unchecked(coin.address), coin.amount)?;
    }
    Ok(Response::new())
}

fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: Msg) -> Result<Response, Cw20Error> {
    match msg {
        Msg::Transfer { recipient, amount } => weal_cw20_ledger::transfer(deps, info, recipient, amount),
        Msg::Send { contract, amount, msg } => weal_cw20_ledger::send(deps, info, contract, amount, msg),
        Msg::IncreaseAllowance { spender, amount, expires } => {
            weal_cw20_ledger::increase_allowance(deps, env, info, spender, amount, expires)
        }
        Msg::TransferFrom { owner, recipient, amount } => {
            weal_cw20_ledger::transfer_from(deps, env, info, owner, recipient, amount)
        }
        Msg::SendFrom { owner, contract, amount, msg } => {
            weal_cw20_ledger::send_from(deps, env, info, SendFrom { owner, contract, amount, msg })
        }
        other => unreachable!("the tests do not send {other:?}"),
    }
}

fn query(deps: Deps, _: Env, msg: Query) -> StdResult<Binary> {
    match msg {
        Query::Balance { address } => to_json_binary(&weal_cw20_ledger::balance(deps, address).unwrap()),
        Query::TokenInfo {} => to_json_binary(&weal_cw20_ledger::token_info(deps).unwrap()),
        other => unreachable!("the tests do not ask {other:?}"),
    }
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
