//! Sells along one or several routes.

use crate::ContractError;
use crate::bounds::recipient_in_time;
use crate::leg::{Check, Leg};
use crate::route::Plan;
use api::amm_router::{Route, Routed};
use api::payment::Payment;
use cosmwasm_std::{Deps, Env, Response, Uint128};

/// What a `Swap` says.
pub(crate) struct SwapOrder {
    pub(crate) routes: Vec<Route>,
    pub(crate) min_receive: Option<Uint128>,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn swap(
    deps: Deps,
    env: Env,
    payment: Payment,
    order: SwapOrder,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let plan = Plan::check(deps, &env, &payment.token, &order.routes)?;
    if plan.amount != payment.amount {
        return Err(ContractError::WrongSum { found: plan.amount, required: payment.amount });
    }

    let routes = plan.paths.len();
    // Of a single route the last pool holds the bound, which spares a call; of several nobody but the router can.
    let mut check = match order.min_receive {
        Some(min) if routes > 1 => Some(Check::begin(&deps.querier, &plan.ask, &recipient, min)?),
        _ => None,
    };
    let split_bound = order.min_receive.map(|_| Uint128::one());
    let min_receive = if routes > 1 { split_bound } else { order.min_receive };

    let mut response = Response::new().add_event(Routed {
        trader: payment.payer,
        recipient: recipient.clone(),
        offer: payment.token.to_string(),
        ask: plan.ask.to_string(),
        offered: payment.amount,
        min_receive: order.min_receive.unwrap_or_default(),
        routes,
    });
    for (position, path) in plan.paths.into_iter().enumerate() {
        let check = check.take_if(|_| position.saturating_add(1) == routes);
        let recipient = recipient.clone();
        let leg = Leg { steps: path.steps, held: Uint128::zero(), min_receive, recipient, check };
        let next = leg.next(&deps.querier, &env.contract.address, &payment.token, path.amount)?;
        response = response.add_submessage(next);
    }
    Ok(response)
}
