//! Turns LP shares into one asset.

use crate::ContractError;
use crate::balance::balance;
use crate::bounds::recipient_in_time;
use crate::pool;
use crate::reply::ZAP_WITHDRAWN;
use api::amm_router::ZappedOut;
use api::asset::{AssetInfo, Token};
use api::payment::Payment;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Deps, Env, Response, SubMsg, Uint128, to_json_binary};

/// What a `ZapOut` says.
pub(crate) struct ZapOutOrder {
    pub(crate) ask: AssetInfo,
    pub(crate) min_receive: Option<Uint128>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

/// What travels from the withdrawal to the swaps; nothing of it is stored.
#[cw_serde]
pub(crate) struct Exit {
    pub(crate) pool: Addr,
    pub(crate) recipient: Addr,
    pub(crate) ask: Token,
    pub(crate) min_receive: Option<Uint128>,
    /// Of each asset of the pool, what the router had before.
    pub(crate) held: Vec<(Token, Uint128)>,
}

/// `pool` is the token that called: its LP token is the pool itself.
pub(crate) fn zap_out(
    deps: Deps,
    env: Env,
    pool: Addr,
    payment: Payment,
    order: ZapOutOrder,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let ask = order.ask.check(deps.api)?;

    let mut held = vec![];
    for asset in pool::config(&deps.querier, &pool)?.assets {
        let token = asset.check(deps.api)?;
        let before = balance(&deps.querier, &token, &env.contract.address)?;
        held.push((token, before));
    }
    if !held.iter().any(|(token, _)| *token == ask) {
        return Err(ContractError::UnknownAsset { token: ask, pool });
    }

    let withdraw = pool::withdraw(&pool, payment.amount)?;
    let event = ZappedOut {
        trader: payment.payer,
        recipient: recipient.clone(),
        pool: pool.clone(),
        shares: payment.amount,
        ask: ask.to_string(),
    };
    let exit = Exit { pool, recipient, ask, min_receive: order.min_receive, held };
    let withdraw = SubMsg::reply_on_success(withdraw, ZAP_WITHDRAWN).with_payload(to_json_binary(&exit)?);
    Ok(Response::new().add_event(event).add_submessage(withdraw))
}
