//! The progress of a plan: the calls that go next.

use crate::ContractError;
use crate::balance::{Held, balance};
use crate::deposit;
use crate::plan::{Awaited, End, Part, Plan};
use crate::pool::{self, Step};
use crate::route::Leg;
use cosmwasm_std::{Addr, Deps, Env, QuerierWrapper, SubMsg, Uint128};

impl Plan {
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
            let amount = held.growth(querier, router)?;
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
        Ok(vec![deposit::begin(deposit, deps, env, &held.token, found)?])
    }
}
