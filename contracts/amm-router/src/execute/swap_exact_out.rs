//! Buys an exact amount along one route.

use crate::ContractError;
use crate::balance::Held;
use crate::bounds::recipient_in_time;
use crate::plan::{End, Plan};
use crate::quote::offer_for;
use crate::route::Routes;
use cosmwasm_std::{Deps, Env, Response};
use weal_api::amm_router::{Route, Routed, SwapExactOut};
use weal_contract_kit::payment::Payment;

pub(crate) fn swap_exact_out(
    deps: Deps,
    env: &Env,
    payment: Payment,
    order: SwapExactOut,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, env, &payment, order.recipient, order.deadline)?;
    let route = Route { amount: payment.amount, hops: order.hops };
    let mut routes = Routes::check(deps, env, &payment.token, &[route], vec![])?;

    let offered = offer_for(&deps.querier, &payment.token, &routes, order.receive)?;
    let Ok(excess) = payment.amount.checked_sub(offered) else {
        return Err(ContractError::AboveMaxOffer { found: payment.amount, required: offered });
    };
    for leg in &mut routes.legs {
        leg.amount = offered;
    }

    let event = Routed {
        trader: payment.payer.clone(),
        recipient: recipient.clone(),
        offer: payment.token.to_string(),
        ask: routes.ask.to_string(),
        offered,
        min_receive: order.receive,
        routes: routes.legs.len(),
    };
    let held = Held::now(&deps.querier, &routes.ask, &recipient)?;
    let end = End { held, required: order.receive, deposit: None };
    let calls = Plan::new(routes.legs, recipient, Some(order.receive), Some(end)).proceed(deps, env)?;
    let mut response = Response::new().add_event(event).add_submessages(calls);
    if !excess.is_zero() {
        response = response.add_message(payment.token.transfer(&payment.payer, excess)?);
    }
    Ok(response)
}
