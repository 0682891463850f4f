//! Turns LP shares into one asset.

use crate::ContractError;
use crate::bounds::recipient_in_time;
use crate::departure::Departure;
use crate::finish::Finish;
use crate::pool;
use crate::route::Exits;
use api::amm_router::{ZapOut, ZappedOut};
use api::payment::Payment;
use cosmwasm_std::{Addr, Deps, Env, Response};

/// `pool` is the token that called: its LP token is the pool itself.
pub(crate) fn zap_out(
    deps: Deps,
    env: Env,
    pool: Addr,
    payment: Payment,
    order: ZapOut,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let exits = Exits::check(deps, &env, &pool, &order.exits)?;

    let event = ZappedOut {
        trader: payment.payer,
        recipient: recipient.clone(),
        pool: pool.clone(),
        shares: payment.amount,
        ask: exits.ask.to_string(),
        min_receive: order.min_receive,
        exits: exits.ways.len(),
    };
    let finish = Finish::begin(&deps.querier, &exits.ask, &recipient, order.min_receive)?;

    let withdraw = match exits.ways.as_slice() {
        // Where one asset of the pool is what is wanted, the pool pays the recipient itself.
        [(token, steps)] if steps.is_empty() => {
            let min_receive = order.min_receive;
            finish.after(pool::withdraw_one(&pool, payment.amount, token, min_receive, &recipient)?)?
        }
        _ => {
            let (router, to) = (&env.contract.address, (pool, &recipient));
            let departure = Departure::from_now(deps, router, to, exits.ways, finish)?;
            departure.after_burning(payment.amount, router)?
        }
    };
    Ok(Response::new().add_event(event).add_submessage(withdraw))
}
