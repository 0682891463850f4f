//! What is left of a route, and the message that takes its next step.

use crate::ContractError;
use crate::balance::balance;
use crate::finish::Finish;
use crate::pool;
use crate::reply::HOP;
use crate::route::Step;
use api::asset::Token;
use cosmwasm_std::{Addr, CosmosMsg, QuerierWrapper, SubMsg, Uint128};

/// The rest of a route. Travels in the payload of its next step; nothing of it is stored.
#[wire::record]
pub(crate) struct Leg {
    /// What the first step sells.
    pub(crate) offer: Token,
    /// The step about to be taken, and those after it.
    pub(crate) steps: Vec<Step>,
    /// The router's balance, before it comes, of what is measured next: of what the first step buys, or of the offer itself where
    /// a withdrawal pays it.
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
    pub(crate) fn new(
        offer: &Token,
        steps: Vec<Step>,
        min_receive: Option<Uint128>,
        recipient: &Addr,
    ) -> Self {
        let (held, recipient) = (Uint128::zero(), recipient.clone());
        Self { offer: offer.clone(), steps, held, min_receive, recipient, finish: None }
    }

    /// Sells `amount` in the first pool, or pays the recipient where there is none. A step before the last comes back here, and its answer is measured
    /// against what the router has now.
    pub(crate) fn next(
        mut self,
        querier: &QuerierWrapper,
        router: &Addr,
        amount: Uint128,
    ) -> Result<SubMsg, ContractError> {
        let (recipient, bound) = (&self.recipient, self.min_receive);
        let step = match self.steps.as_slice() {
            [] => return after(self.offer.transfer(recipient, amount)?, self.finish),
            [step] => {
                let swap = pool::swap(&step.pool, (&self.offer, amount), &step.ask, bound, recipient)?;
                return after(swap, self.finish);
            }
            [step, ..] => step,
        };
        self.held = balance(querier, &step.ask, router)?;
        let bound = self.min_receive.map(|_| Uint128::one());
        let message = pool::swap(&step.pool, (&self.offer, amount), &step.ask, bound, router)?;
        Ok(SubMsg::reply_on_success(message, HOP).with_payload(wire::to_binary(&self)?))
    }
}

/// `message`, and then `finish` if there is one.
fn after(message: CosmosMsg, finish: Option<Finish>) -> Result<SubMsg, ContractError> {
    match finish {
        Some(finish) => finish.after(message),
        None => Ok(SubMsg::new(message)),
    }
}
