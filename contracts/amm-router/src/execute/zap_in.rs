//! Turns one asset into LP shares.

use crate::ContractError;
use crate::balance::Held;
use crate::bounds::{ensure_other, recipient_in_time};
use crate::deposit;
use crate::plan::{Deposit, End, Plan};
use crate::route::Routes;
use cosmwasm_std::{Deps, Env, Response, Uint128};
use weal_api::amm_router::{ZapIn, ZappedIn};
use weal_contract_kit::payment::Payment;

pub(crate) fn zap_in(
    deps: Deps,
    env: &Env,
    payment: Payment,
    order: ZapIn,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, env, &payment, order.recipient, order.deadline)?;
    let pool = deps.api.addr_validate(&order.pool)?;
    ensure_other(env, &pool)?;
    let routes = order.routes.unwrap_or_default();

    let response = Response::new().add_event(ZappedIn {
        trader: payment.payer.clone(),
        recipient: recipient.clone(),
        pool: pool.clone(),
        offer: payment.token.to_string(),
        offered: payment.amount,
        min_shares: order.min_shares,
        routes: routes.len(),
    });
    let deposit = Deposit { pool, payer: payment.payer, recipient, min_shares: order.min_shares };
    if routes.is_empty() {
        let provide = deposit::begin(deposit, deps, env, &payment.token, payment.amount)?;
        return Ok(response.add_submessage(provide));
    }

    let routes = Routes::check(deps, env, &payment.token, &routes, vec![deposit.pool.clone()])?;
    routes.ensure_sells(payment.amount)?;
    let router = env.contract.address.clone();
    let held = Held::now(&deps.querier, &routes.ask, &router)?;
    let end = End { held, required: Uint128::one(), deposit: Some(deposit) };
    let calls = Plan::new(routes.legs, router, Some(Uint128::one()), Some(end)).proceed(deps, env)?;
    Ok(response.add_submessages(calls))
}
