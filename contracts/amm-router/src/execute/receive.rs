//! Tokens sent with an order.

use super::{swap, swap_exact_out, zap_in, zap_out};
use crate::ContractError;
use cosmwasm_std::{Deps, Env, MessageInfo, Response, from_json};
use weal_api::amm_router::Cw20HookMsg;
use weal_api::cw20::Cw20ReceiveMsg;
use weal_contract_kit::payment::Payment;

pub(crate) fn receive(
    deps: Deps,
    env: &Env,
    info: &MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, info, &receive)?;
    match from_json(&receive.msg)? {
        Cw20HookMsg::Swap(order) => swap(deps, env, payment, order),
        Cw20HookMsg::SwapExactOut(order) => swap_exact_out(deps, env, payment, order),
        Cw20HookMsg::ZapIn(order) => zap_in(deps, env, payment, order),
        Cw20HookMsg::ZapOut(order) => zap_out(deps, env, info.sender.clone(), payment, order),
    }
}
