//! A cw20 of an attacker: it can refuse to be transferred, or call back into the pool while it is.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult, Uint128,
    WasmMsg, to_json_binary,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;
use weal_api::cw20::{Cw20ExecuteMsg as Msg, Cw20QueryMsg as Query, TokenInfoResponse};
use weal_cw20_ledger::Cw20Error;

const MOOD: Item<Mood> = Item::new("mood");

/// The token's behaviour when it is transferred.
#[cw_serde]
pub(crate) enum Mood {
    Calm,
    Refuse,
    /// Does this to that contract first.
    CallBack(String, Binary),
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, holder: Addr) -> Result<Response, Cw20Error> {
    weal_cw20_ledger::create(deps.storage, "Token".into(), "TOKEN".into(), 18)?;
    MOOD.save(deps.storage, &Mood::Calm)?;
    weal_cw20_ledger::mint(deps.storage, deps.api, &holder, Uint128::new(1 << 100))?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: Msg) -> Result<Response, Cw20Error> {
    let mood = MOOD.load(deps.storage)?;
    let response = match msg {
        // Not a cw20's: how the test sets the mood.
        Msg::Mint { recipient, .. } => {
            MOOD.save(deps.storage, &cosmwasm_std::from_json(recipient)?)?;
            return Ok(Response::new());
        }
        _ if mood == Mood::Refuse => return Err(StdError::msg("refused").into()),
        Msg::Transfer { recipient, amount } => weal_cw20_ledger::transfer(deps, info, recipient, amount)?,
        Msg::Send { contract, amount, msg } => {
            return weal_cw20_ledger::send(deps, info, contract, amount, msg);
        }
        Msg::TransferFrom { owner, recipient, amount } => {
            weal_cw20_ledger::transfer_from(deps, env, info, owner, recipient, amount)?
        }
        Msg::IncreaseAllowance { spender, amount, expires } => {
            return weal_cw20_ledger::increase_allowance(deps, env, info, spender, amount, expires);
        }
        other => unreachable!("the tests do not send {other:?}"),
    };
    let Mood::CallBack(contract_addr, msg) = mood else { return Ok(response) };
    Ok(response.add_message(CosmosMsg::from(WasmMsg::Execute { contract_addr, msg, funds: vec![] })))
}

fn query(deps: Deps, _: Env, msg: Query) -> StdResult<Binary> {
    match msg {
        Query::Balance { address } => to_json_binary(&weal_cw20_ledger::balance(deps, address).unwrap()),
        Query::TokenInfo {} => {
            to_json_binary::<TokenInfoResponse>(&weal_cw20_ledger::token_info(deps).unwrap())
        }
        other => unreachable!("the tests do not ask {other:?}"),
    }
}

pub(crate) fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
