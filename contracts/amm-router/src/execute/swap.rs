//! Sells along one or several routes.

use crate::ContractError;
use crate::balance::Held;
use crate::bounds::recipient_in_time;
use crate::plan::{End, Plan};
use crate::route::Routes;
use cosmwasm_std::{Deps, Env, Response, Uint128};
use weal_api::amm_router::{Routed, Swap};
use weal_contract_kit::payment::Payment;

pub(crate) fn swap(deps: Deps, env: &Env, payment: Payment, order: Swap) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, env, &payment, order.recipient, order.deadline)?;
    let routes = Routes::check(deps, env, &payment.token, &order.routes, vec![])?;
    routes.ensure_sells(payment.amount)?;

    let count = routes.legs.len();
    let end = match order.min_receive {
        Some(required) => {
            let held = Held::now(&deps.querier, &routes.ask, &recipient)?;
            Some(End { held, required, deposit: None })
        }
        None => None,
    };
    // The last pool of a single route is told the whole bound, so that an honest one refuses before it is paid. One unit where the
    // bound is held elsewhere: the pools' defaults must not hold beside it.
    let bound = order.min_receive.map(|min| if count > 1 { Uint128::one() } else { min });

    let event = Routed {
        trader: payment.payer,
        recipient: recipient.clone(),
        offer: payment.token.to_string(),
        ask: routes.ask.to_string(),
        offered: payment.amount,
        // Zero says that only the pools' bounds hold.
        min_receive: order.min_receive.unwrap_or_default(),
        routes: count,
    };
    let calls = Plan::new(routes.legs, recipient, bound, end).proceed(deps, env)?;
    Ok(Response::new().add_event(event).add_submessages(calls))
}
