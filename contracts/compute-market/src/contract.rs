//! Entry points: each arm is one call.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Env, MessageInfo, MigrateInfo, Reply, Response, entry_point, from_json,
};
use weal_api::compute_market::{Cw20HookMsg, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use weal_api::cw20::Cw20ReceiveMsg;
use weal_contract_kit::payment::{Payment, no_funds};

use crate::{ContractError, execute, migrate as migration, query as answer, reply as answered};

/// Creates the market.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    execute::instantiate(deps, msg)
}

/// Payments come as funds here, or as cw20 tokens through `receive`; every other message takes no funds.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    if !matches!(msg, ExecuteMsg::OpenOrder(_) | ExecuteMsg::PlaceBid { .. }) {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::OpenOrder(terms) => execute::open_order(deps, env, Payment::from_funds(&info)?, terms),
        ExecuteMsg::PlaceBid { order_id, commitment } if info.funds.is_empty() => {
            execute::replace_bid(deps, env, info, order_id, commitment)
        }
        ExecuteMsg::PlaceBid { order_id, commitment } => {
            execute::place_bid(deps, env, Payment::from_funds(&info)?, order_id, commitment)
        }
        ExecuteMsg::RevealBid(opening) => execute::reveal_bid(deps, env, info, opening),
        ExecuteMsg::AwardOrder { order_id } => execute::award_order(deps, env, order_id),
        ExecuteMsg::CancelOrder { order_id } => execute::cancel_order(deps, info, order_id),
        ExecuteMsg::ClaimCredit {} => execute::claim_credit(deps, info),
        ExecuteMsg::Receive(receive) => receive_cw20(deps, env, info, receive),
    }
}

/// A stranger's token is refused where the payment is taken: it is not the payment asset.
fn receive_cw20(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, &info, &receive)?;
    match from_json(&receive.msg)? {
        Cw20HookMsg::OpenOrder(terms) => execute::open_order(deps, env, payment, terms),
        Cw20HookMsg::PlaceBid { order_id, commitment } => {
            execute::place_bid(deps, env, payment, order_id, commitment)
        }
    }
}

/// Carries out what follows from the escrow's answer to an award.
#[entry_point]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    answered::reply(deps, &env, reply)
}

/// Answers about orders and about what offers charge.
#[entry_point]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => weal_wire::to_binary(&answer::config(deps)?),
        QueryMsg::Order { order_id } => weal_wire::to_binary(&answer::order(deps, order_id)?),
        QueryMsg::Orders { start_after, limit } => {
            weal_wire::to_binary(&answer::orders(deps, start_after, limit)?)
        }
        QueryMsg::Credit { account } => weal_wire::to_binary(&answer::credit(deps, &account)?),
        QueryMsg::Holdings {} => weal_wire::to_binary(&answer::holdings(deps)?),
        QueryMsg::BestOffers(filter) => weal_wire::to_binary(&answer::best_offers(deps, &env, filter)?),
    };
    Ok(answer?)
}

/// Takes over the state of an earlier version of this contract.
#[entry_point]
pub fn migrate(
    deps: DepsMut,
    _env: Env,
    _msg: MigrateMsg,
    _info: MigrateInfo,
) -> Result<Response, ContractError> {
    migration::migrate(deps)
}
