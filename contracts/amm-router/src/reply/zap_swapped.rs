//! Provides what is left of the payment and what the swap paid.

use crate::ContractError;
use crate::balance::balance;
use crate::execute::Zap;
use crate::pool;
use crate::reply::ZAP_PROVIDED;
use cosmwasm_std::{Deps, Env, Reply, Response, SubMsg, from_json};

pub(crate) fn zap_swapped(deps: Deps, env: Env, reply: Reply) -> Result<Response, ContractError> {
    let payload = reply.payload;
    let zap: Zap = from_json(&payload)?;

    let now = balance(&deps.querier, &zap.other, &env.contract.address)?;
    let received = now.saturating_sub(zap.other_held);
    if received.is_zero() {
        return Err(ContractError::NothingReceived { pool: zap.pool, token: zap.other });
    }

    let amounts = [(zap.offer, zap.rest), (zap.other, received)];
    let mut messages = vec![];
    for (token, amount) in &amounts {
        messages.extend(pool::approve(token, &zap.pool, *amount)?);
    }
    let provide = pool::provide(&zap.pool, &amounts, zap.min_shares, &zap.recipient)?;
    let provide = SubMsg::reply_on_success(provide, ZAP_PROVIDED).with_payload(payload);
    Ok(Response::new().add_messages(messages).add_submessage(provide))
}
