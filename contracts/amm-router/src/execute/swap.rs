//! Sells along one or several routes.

use crate::ContractError;
use crate::bounds::recipient_in_time;
use crate::finish::Finish;
use crate::route::Plan;
use api::amm_router::{Routed, Swap};
use api::payment::Payment;
use cosmwasm_std::{Deps, Env, Response, Uint128};

pub(crate) fn swap(deps: Deps, env: Env, payment: Payment, order: Swap) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let plan = Plan::check(deps, &env, &payment.token, &order.routes, vec![])?;
    plan.ensure_sells(payment.amount)?;

    let routes = plan.paths.len();
    let finish = match order.min_receive {
        Some(min) => Some(Finish::begin(&deps.querier, &plan.ask, &recipient, min)?),
        None => None,
    };
    // The last pool of a single route is told the whole bound, so that an honest one refuses before it is paid.
    let bound = order.min_receive.map(|min| if routes > 1 { Uint128::one() } else { min });

    let event = Routed {
        trader: payment.payer,
        recipient: recipient.clone(),
        offer: payment.token.to_string(),
        ask: plan.ask.to_string(),
        offered: payment.amount,
        min_receive: order.min_receive.unwrap_or_default(),
        routes,
    };
    let legs = plan.legs(deps, &env, &payment.token, (&recipient, bound), finish)?;
    Ok(Response::new().add_event(event).add_submessages(legs))
}
