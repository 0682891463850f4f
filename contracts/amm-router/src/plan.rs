//! Rest of a message: one plan, each part of which begins in the answer to the one before it.

use crate::ContractError;
use crate::balance::{balance, grown};
use crate::deposit::Deposit;
use crate::pool;
use crate::reply::GO_ON;
use crate::route::{Leg, Step};
use cosmwasm_std::{Addr, CosmosMsg, Deps, Env, QuerierWrapper, StdResult, SubMsg, Uint128};
use weal_api::asset::Token;

/// The rest of a message. Travels in the payload of its next call; nothing of it is stored.
///
/// A balance in it is read when the call that it measures is the very next to go, and nothing else goes with that call: whatever of
/// the same token lies here for a later leg is in it before and after.
#[weal_wire::record]
pub(crate) struct Plan {
    /// Payment that the answer measures.
    pub(crate) awaited: Awaited,
    /// Legs still to be sold, in this order; each amount lies in the router.
    pub(crate) legs: Vec<Leg>,
    /// Account that gets the output of every leg, from its last pool itself.
    pub(crate) recipient: Addr,
    /// Bound that the last pool of a leg is told; none for the pools' own default bounds, all along the leg.
    pub(crate) min_receive: Option<Uint128>,
    /// Check after the last leg.
    pub(crate) end: Option<End>,
}

/// Payment that the call under way makes.
#[weal_wire::record]
pub(crate) enum Awaited {
    /// The legs sent pay the recipient: nothing is measured.
    Output {},
    /// The pool pays the router, which goes on with it.
    Payment {
        /// Pool that pays.
        pool: Addr,
        /// One part for each token that it pays.
        parts: Vec<Part>,
    },
    /// A pool takes a deposit; what it leaves over is the payer's.
    LeftOver {
        /// Account whose deposit it is.
        payer: Addr,
        /// Balance of each asset of the pool, once, less the deposit itself.
        held: Vec<Held>,
    },
}

/// Token on its way to the router, and how it goes on from there.
#[weal_wire::record]
pub(crate) struct Part {
    /// The token, with what the router has of it without the part.
    pub(crate) held: Held,
    /// The pools that it still goes through; it goes to the recipient where there is none.
    pub(crate) steps: Vec<Step>,
}

/// Balance of a token before a call.
#[weal_wire::record]
pub(crate) struct Held {
    /// The token.
    pub(crate) token: Token,
    /// Base units.
    pub(crate) amount: Uint128,
}

/// Bound that is held when every leg is sold, and the deposit that follows it.
#[weal_wire::record]
pub(crate) struct End {
    /// The recipient's balance before the message.
    pub(crate) held: Held,
    /// The fewest base units that it must have grown by.
    pub(crate) required: Uint128,
    /// The pool that what came goes into, of a zap whose recipient is the router.
    pub(crate) deposit: Option<Deposit>,
}

impl Held {
    /// The balance of `account` in this moment.
    pub(crate) fn now(querier: &QuerierWrapper, token: &Token, account: &Addr) -> StdResult<Self> {
        Ok(Self { token: token.clone(), amount: balance(querier, token, account)? })
    }
}

impl Plan {
    /// `legs` to `recipient`, one after the other.
    pub(crate) fn new(
        legs: Vec<Leg>,
        recipient: Addr,
        min_receive: Option<Uint128>,
        end: Option<End>,
    ) -> Self {
        Self { awaited: Awaited::Output {}, legs, recipient, min_receive, end }
    }

    /// `call`, and in its answer the rest of the plan.
    pub(crate) fn after(self, call: CosmosMsg) -> Result<SubMsg, ContractError> {
        Ok(SubMsg::reply_on_success(call, GO_ON).with_payload(weal_wire::to_binary(&self)?))
    }

    /// The next calls: a leg that comes back to the router goes alone, those that do not go together. Errors: those of the end.
    pub(crate) fn proceed(mut self, deps: Deps, env: &Env) -> Result<Vec<SubMsg>, ContractError> {
        let mut calls: Vec<SubMsg> = vec![];
        while let Some(leg) = self.legs.first() {
            let length = pool::chained(&deps.querier, &leg.steps);
            if length < leg.steps.len() {
                // Its token is measured, so that everything before it must be done.
                if calls.is_empty() {
                    return Ok(vec![self.hop(&deps.querier, &env.contract.address, length)?]);
                }
                break;
            }
            calls.push(SubMsg::new(leg.pay(&leg.steps, self.min_receive, &self.recipient)?));
            self.legs.remove(0);
        }
        let is_over = self.legs.is_empty() && self.end.is_none();
        match calls.pop() {
            None => return self.finish(deps, env),
            Some(last) if is_over => calls.push(last),
            Some(last) => calls.push(self.after(last.msg)?),
        }
        Ok(calls)
    }

    /// Takes the first `length` steps of the first leg, whose pools pass on among themselves, and measures what comes.
    fn hop(
        mut self,
        querier: &QuerierWrapper,
        router: &Addr,
        length: usize,
    ) -> Result<SubMsg, ContractError> {
        let mut leg = self.legs.remove(0);
        let rest = leg.steps.split_off(length);
        // Of a chain that comes back one unit is asked: the bound holds at the end, and without one each pool has its own.
        let bound = self.min_receive.map(|_| Uint128::one());
        let call = leg.pay(&leg.steps, bound, router)?;
        let Some(Step { pool, ask }) = leg.steps.pop() else {
            return Err(ContractError::WrongHopCount { found: length, max: weal_api::amm_router::MAX_HOPS });
        };
        let part = Part { held: Held::now(querier, &ask, router)?, steps: rest };
        self.awaited = Awaited::Payment { pool, parts: vec![part] };
        self.after(call)
    }

    /// Turns what a pool has paid into the legs that are next. Errors: `NothingReceived` where that is nothing at all, `Invariant`.
    pub(crate) fn received(
        &mut self,
        querier: &QuerierWrapper,
        router: &Addr,
        pool: Addr,
        parts: Vec<Part>,
    ) -> Result<(), ContractError> {
        let mut legs = vec![];
        let mut missing = None;
        for Part { held, steps } in parts {
            let amount = grown(querier, &held, router)?;
            match amount.is_zero() {
                true => missing = Some(held.token),
                false => legs.push(Leg { offer: held.token, amount, steps }),
            }
        }
        if let (true, Some(token)) = (legs.is_empty(), missing) {
            return Err(ContractError::NothingReceived { pool, token });
        }
        legs.append(&mut self.legs);
        self.legs = legs;
        Ok(())
    }

    /// Holds the bound, and deposits what came where there is a pool for it. Errors: `BelowMinReceive`, and those of the deposit.
    fn finish(self, deps: Deps, env: &Env) -> Result<Vec<SubMsg>, ContractError> {
        let Some(End { held, required, deposit }) = self.end else { return Ok(vec![]) };
        let now = balance(&deps.querier, &held.token, &self.recipient)?;
        // An account from which others may spend can have less than before: it has received nothing.
        let found = now.checked_sub(held.amount).unwrap_or(Uint128::zero());
        if found < required {
            return Err(ContractError::BelowMinReceive { found, required });
        }
        let Some(deposit) = deposit else { return Ok(vec![]) };
        Ok(vec![deposit.begin(deps, env, &held.token, found)?])
    }
}
