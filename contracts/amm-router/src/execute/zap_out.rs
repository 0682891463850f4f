//! Turns LP shares into one asset.

use crate::ContractError;
use crate::balance::Held;
use crate::bounds::recipient_in_time;
use crate::plan::{Awaited, End, Part, Plan};
use crate::pool;
use crate::route::{Exits, Way};
use cosmwasm_std::{Addr, CosmosMsg, Deps, Env, Response, StdResult, Uint128};
use weal_api::amm_router::{ZapOut, ZappedOut};
use weal_contract_kit::payment::Payment;

/// `pool` is the token that called: its LP token is the pool itself.
pub(crate) fn zap_out(
    deps: Deps,
    env: &Env,
    pool: Addr,
    payment: Payment,
    order: ZapOut,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, env, &payment, order.recipient, order.deadline)?;
    let exits = Exits::check(deps, env, &pool, &order.exits)?;

    let event = ZappedOut {
        trader: payment.payer,
        recipient: recipient.clone(),
        pool: pool.clone(),
        shares: payment.amount,
        ask: exits.ask.to_string(),
        min_receive: order.min_receive,
        exits: exits.ways.len(),
    };
    let held = Held::now(&deps.querier, &exits.ask, &recipient)?;
    let end = End { held, required: order.min_receive, deposit: None };
    let mut plan = Plan::new(vec![], recipient, Some(Uint128::one()), Some(end));

    let shares = payment.amount;
    let withdraw = match exits.ways.as_slice() {
        // Where one asset of the pool is what is wanted, the pool pays the recipient itself.
        [Way { token, steps }] if steps.is_empty() => {
            pool::withdraw_one(&pool, shares, token, order.min_receive, &plan.recipient)?
        }
        _ => {
            let router = &env.contract.address;
            let withdraw = withdraw(&pool, shares, &exits.ways, router)?;
            let mut parts = vec![];
            for Way { token, steps } in exits.ways {
                parts.push(Part { held: Held::now(&deps.querier, &token, router)?, steps });
            }
            plan.awaited = Awaited::Payment { pool, parts };
            withdraw
        }
    };
    Ok(Response::new().add_event(event).add_submessage(plan.after(withdraw)?))
}

/// Burns `shares` to the router: for the one asset where there is one way, for each otherwise.
fn withdraw(pool: &Addr, shares: Uint128, ways: &[Way], router: &Addr) -> StdResult<CosmosMsg> {
    match ways {
        [way] => pool::withdraw_one(pool, shares, &way.token, Uint128::one(), router),
        _ => pool::withdraw(pool, shares),
    }
}
