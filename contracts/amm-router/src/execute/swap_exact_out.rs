//! Buys an exact amount along one route.

use crate::ContractError;
use crate::bounds::recipient_in_time;
use crate::finish::Finish;
use crate::quote::offer_for;
use crate::route::Plan;
use api::amm_router::{Route, Routed, SwapExactOut};
use api::payment::Payment;
use cosmwasm_std::{Deps, Env, Response};

pub(crate) fn swap_exact_out(
    deps: Deps,
    env: Env,
    payment: Payment,
    order: SwapExactOut,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let route = Route { amount: payment.amount, hops: order.hops };
    let mut plan = Plan::check(deps, &env, &payment.token, &[route], vec![])?;

    let offered = offer_for(&deps.querier, &payment.token, &plan, order.receive)?;
    let Ok(excess) = payment.amount.checked_sub(offered) else {
        return Err(ContractError::AboveMaxOffer { found: payment.amount, required: offered });
    };
    for path in &mut plan.paths {
        path.amount = offered;
    }

    let event = Routed {
        trader: payment.payer.clone(),
        recipient: recipient.clone(),
        offer: payment.token.to_string(),
        ask: plan.ask.to_string(),
        offered,
        min_receive: order.receive,
        routes: plan.paths.len(),
    };
    let finish = Finish::begin(&deps.querier, &plan.ask, &recipient, order.receive)?;
    let to = (&recipient, Some(order.receive));
    let legs = plan.legs(deps, &env, &payment.token, to, Some(finish))?;
    let mut response = Response::new().add_event(event).add_submessages(legs);
    if !excess.is_zero() {
        response = response.add_message(payment.token.transfer(&payment.payer, excess)?);
    }
    Ok(response)
}
