//! What is left of a route, and the message that takes its next step.

use crate::ContractError;
use crate::balance::balance;
use crate::finish::Finish;
use crate::pool;
use crate::reply::HOP;
use crate::route::Step;
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, QuerierWrapper, SubMsg, Uint128, to_json_binary};

/// The rest of a route. Travels in the payload of its next step; nothing of it is stored.
#[cw_serde]
pub(crate) struct Leg {
    /// The step about to be taken, and those after it.
    pub(crate) steps: Vec<Step>,
    /// Of what the first step buys, the router's balance before it.
    pub(crate) held: Uint128,
    /// What the last pool is to hold; none for the pools' own default bounds, all along the route.
    pub(crate) min_receive: Option<Uint128>,
    /// Who gets the output, from the last pool itself.
    pub(crate) recipient: Addr,
    /// What comes after the last step.
    pub(crate) finish: Option<Finish>,
}

impl Leg {
    /// `steps` to `recipient`. One unit where the bound is held elsewhere: the pools' defaults must not hold beside it.
    pub(crate) fn new(steps: Vec<Step>, min_receive: Option<Uint128>, recipient: &Addr) -> Self {
        Self { steps, held: Uint128::zero(), min_receive, recipient: recipient.clone(), finish: None }
    }

    /// Sells `amount` of `offer` in the first pool. A step before the last comes back here, and its answer is measured
    /// against what the router has now. Errors: `WrongHopCount` without a step.
    pub(crate) fn next(
        mut self,
        querier: &QuerierWrapper,
        router: &Addr,
        offer: &Token,
        amount: Uint128,
    ) -> Result<SubMsg, ContractError> {
        let Some(step) = self.steps.first().cloned() else {
            return Err(ContractError::WrongHopCount { found: 0, max: api::amm_router::MAX_HOPS });
        };
        if self.steps.len() == 1 {
            let message =
                pool::swap(&step.pool, (offer, amount), &step.ask, self.min_receive, &self.recipient)?;
            return match self.finish {
                Some(finish) => finish.after(message),
                None => Ok(SubMsg::new(message)),
            };
        }
        self.held = balance(querier, &step.ask, router)?;
        let bound = self.min_receive.map(|_| Uint128::one());
        let message = pool::swap(&step.pool, (offer, amount), &step.ask, bound, router)?;
        Ok(SubMsg::reply_on_success(message, HOP).with_payload(to_json_binary(&self)?))
    }
}
