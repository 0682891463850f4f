//! What is left of a route, and the message that takes its next step.

use crate::ContractError;
use crate::balance::balance;
use crate::pool;
use crate::reply::{CHECK, HOP};
use crate::route::Step;
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, QuerierWrapper, StdResult, SubMsg, Uint128, to_json_binary};

/// The rest of a route. Travels in the payload of its next step; nothing of it is stored.
#[cw_serde]
pub(crate) struct Leg {
    /// The step about to be taken, and those after it.
    pub(crate) steps: Vec<Step>,
    /// Of what the first step buys, the router's balance before it.
    pub(crate) held: Uint128,
    /// What the last pool is to hold; none for its own default bounds, all along the route.
    pub(crate) min_receive: Option<Uint128>,
    /// Who gets the output, from the last pool itself.
    pub(crate) recipient: Addr,
    /// What is checked after the last step; none where the last pool's bound is enough.
    pub(crate) check: Option<Check>,
}

/// A bound over several swaps, held by the recipient's own balance.
#[cw_serde]
pub(crate) struct Check {
    pub(crate) token: Token,
    pub(crate) recipient: Addr,
    /// Balance before the first swap.
    pub(crate) held: Uint128,
    /// The fewest base units it must grow by.
    pub(crate) min_receive: Uint128,
}

impl Leg {
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
            let bound = self.min_receive;
            let message = pool::swap(&step.pool, (offer, amount), &step.ask, bound, &self.recipient)?;
            return match self.check {
                Some(check) => check.after(message),
                None => Ok(SubMsg::new(message)),
            };
        }
        self.held = balance(querier, &step.ask, router)?;
        // One unit: the bound is the whole route's, so that of a step must not be the pool's default.
        let bound = self.min_receive.map(|_| Uint128::one());
        let message = pool::swap(&step.pool, (offer, amount), &step.ask, bound, router)?;
        Ok(SubMsg::reply_on_success(message, HOP).with_payload(to_json_binary(&self)?))
    }
}

impl Check {
    /// From now on.
    pub(crate) fn begin(
        querier: &QuerierWrapper,
        token: &Token,
        recipient: &Addr,
        min_receive: Uint128,
    ) -> StdResult<Self> {
        let held = balance(querier, token, recipient)?;
        Ok(Self { token: token.clone(), recipient: recipient.clone(), held, min_receive })
    }

    /// `message`, and then this check.
    pub(crate) fn after(self, message: impl Into<cosmwasm_std::CosmosMsg>) -> Result<SubMsg, ContractError> {
        Ok(SubMsg::reply_on_success(message, CHECK).with_payload(to_json_binary(&self)?))
    }
}
