//! Tokens sent with an order.

use super::{ExactOutOrder, SwapOrder, ZapInOrder, ZapOutOrder, swap, swap_exact_out, zap_in, zap_out};
use crate::ContractError;
use api::amm_router::Cw20HookMsg;
use api::cw20::Cw20ReceiveMsg;
use api::payment::Payment;
use cosmwasm_std::{Deps, Env, MessageInfo, Response, from_json};

pub(crate) fn receive(
    deps: Deps,
    env: Env,
    info: MessageInfo,
    receive: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let payment = Payment::from_cw20(deps.api, &info, &receive)?;
    match from_json(&receive.msg)? {
        Cw20HookMsg::Swap { routes, min_receive, recipient, deadline } => {
            swap(deps, env, payment, SwapOrder { routes, min_receive, recipient, deadline })
        }
        Cw20HookMsg::SwapExactOut { hops, receive, recipient, deadline } => {
            swap_exact_out(deps, env, payment, ExactOutOrder { hops, receive, recipient, deadline })
        }
        Cw20HookMsg::ZapIn { pool, min_shares, recipient, deadline } => {
            zap_in(deps, env, payment, ZapInOrder { pool, min_shares, recipient, deadline })
        }
        Cw20HookMsg::ZapOut { ask, min_receive, recipient, deadline } => {
            let order = ZapOutOrder { ask, min_receive, recipient, deadline };
            zap_out(deps, env, info.sender, payment, order)
        }
    }
}
