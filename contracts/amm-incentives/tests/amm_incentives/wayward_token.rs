//! A token that keeps no balances, and delivers transfers only while it is in the mood: a `Burn` changes that.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, WasmMsg, to_json_binary,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;
use weal_api::cw20::{Cw20ExecuteMsg, Cw20Hook, Cw20ReceiveMsg};

const REFUSES: Item<bool> = Item::new("refuses");

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    REFUSES.save(deps.storage, &true)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: Cw20ExecuteMsg) -> StdResult<Response> {
    match msg {
        Cw20ExecuteMsg::Send { contract, amount, msg } => {
            let sender = info.sender.to_string();
            let hook = Cw20Hook::Receive(Cw20ReceiveMsg { sender, amount, msg });
            let msg = to_json_binary(&hook)?;
            Ok(Response::new().add_message(WasmMsg::Execute { contract_addr: contract, msg, funds: vec![] }))
        }
        Cw20ExecuteMsg::Burn { .. } => {
            REFUSES.update(deps.storage, |refuses| Ok::<_, StdError>(!refuses))?;
            Ok(Response::new())
        }
        _ if REFUSES.load(deps.storage)? => Err(StdError::msg("not today")),
        _ => Ok(Response::new()),
    }
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&Empty {})
}
