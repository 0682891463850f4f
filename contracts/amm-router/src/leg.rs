//! What is left of a route, and the message that takes its next steps.

use crate::ContractError;
use crate::balance::balance;
use crate::finish::Finish;
use crate::pool;
use crate::reply::HOP;
use crate::route::Step;
use api::asset::Token;
use cosmwasm_std::{Addr, CosmosMsg, QuerierWrapper, SubMsg, Uint128};

/// The rest of a route. Travels in the payload of its next message; nothing of it is stored.
#[wire::record]
pub(crate) struct Leg {
    /// What the first step sells.
    pub(crate) offer: Token,
    /// What is still to be taken. In a payload the first is the one that is being measured.
    pub(crate) steps: Vec<Step>,
    /// The router's balance, before it comes, of what is measured next: of what a step buys, or of the offer itself where a
    /// withdrawal pays it.
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

    /// Sells `amount` in the first pool, which passes on to those after it as far as they are its factory's; or pays the recipient
    /// where there is no step. What does not reach the end comes back here, and is measured against what the router has now.
    pub(crate) fn next(
        mut self,
        querier: &QuerierWrapper,
        router: &Addr,
        amount: Uint128,
    ) -> Result<SubMsg, ContractError> {
        let length = pool::chained(querier, &self.steps);
        let (chain, rest) = self.steps.split_at(length);
        let Some((first, then)) = chain.split_first() else {
            return after(self.offer.transfer(&self.recipient, amount)?, self.finish);
        };
        let (payment, chain) = ((&self.offer, amount), (first, then));
        if rest.is_empty() {
            return after(pool::swap(payment, chain, self.min_receive, &self.recipient)?, self.finish);
        }
        let bound = self.min_receive.map(|_| Uint128::one());
        let message = pool::swap(payment, chain, bound, router)?;
        self.held = balance(querier, &then.last().unwrap_or(first).ask, router)?;
        self.steps.drain(..length.saturating_sub(1));
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
