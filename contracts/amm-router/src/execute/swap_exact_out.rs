//! Buys an exact amount along one route.

use crate::ContractError;
use crate::bounds::recipient_in_time;
use crate::leg::Leg;
use crate::quote::offer_for;
use crate::route::Plan;
use api::amm_router::{Hop, Route, Routed};
use api::payment::Payment;
use cosmwasm_std::{Deps, Env, Response, Uint128};

/// What a `SwapExactOut` says.
pub(crate) struct ExactOutOrder {
    pub(crate) hops: Vec<Hop>,
    pub(crate) receive: Uint128,
    pub(crate) recipient: Option<String>,
    pub(crate) deadline: Option<u64>,
}

pub(crate) fn swap_exact_out(
    deps: Deps,
    env: Env,
    payment: Payment,
    order: ExactOutOrder,
) -> Result<Response, ContractError> {
    let recipient = recipient_in_time(deps, &env, &payment, order.recipient, order.deadline)?;
    let route = Route { amount: payment.amount, hops: order.hops };
    let Plan { ask, paths, .. } = Plan::check(deps, &env, &payment.token, &[route])?;
    let steps = paths.into_iter().flat_map(|path| path.steps).collect::<Vec<_>>();

    let offered = offer_for(&deps.querier, &payment.token, &steps, order.receive)?;
    let Ok(excess) = payment.amount.checked_sub(offered) else {
        return Err(ContractError::AboveMaxOffer { found: payment.amount, required: offered });
    };

    let min_receive = Some(order.receive);
    let leg = Leg { steps, held: Uint128::zero(), min_receive, recipient: recipient.clone(), check: None };
    let next = leg.next(&deps.querier, &env.contract.address, &payment.token, offered)?;
    let event = Routed {
        trader: payment.payer.clone(),
        recipient,
        offer: payment.token.to_string(),
        ask: ask.to_string(),
        offered,
        min_receive: order.receive,
        routes: 1,
    };
    let mut response = Response::new().add_event(event).add_submessage(next);
    if !excess.is_zero() {
        response = response.add_message(payment.token.transfer(&payment.payer, excess)?);
    }
    Ok(response)
}
