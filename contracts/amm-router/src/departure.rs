//! What a pool pays for the LP shares of a zap, and where each part goes on.

use crate::ContractError;
use crate::balance::balance;
use crate::finish::Finish;
use crate::leg::Leg;
use crate::pool;
use crate::reply::WITHDRAWN;
use crate::route::Step;
use api::asset::Token;
use cosmwasm_std::{Addr, Deps, Env, Response, SubMsg, Uint128};

/// What travels from the withdrawal to the swaps; nothing of it is stored.
#[wire::record]
pub(crate) struct Departure {
    pub(crate) pool: Addr,
    /// One for each asset that the pool pays; the bound over all of them comes after the last.
    pub(crate) legs: Vec<Leg>,
}

impl Departure {
    /// What comes of each token from now on goes its way to `recipient`.
    pub(crate) fn from_now(
        deps: Deps,
        router: &Addr,
        (pool, recipient): (Addr, &Addr),
        ways: Vec<(Token, Vec<Step>)>,
        finish: Finish,
    ) -> Result<Self, ContractError> {
        let mut legs = vec![];
        for (token, steps) in ways {
            let held = balance(&deps.querier, &token, router)?;
            legs.push(Leg { held, ..Leg::new(&token, steps, Some(Uint128::one()), recipient) });
        }
        if let Some(last) = legs.last_mut() {
            last.finish = Some(finish);
        }
        Ok(Self { pool, legs })
    }

    /// Burns `shares`, all for the one asset where there is one, and then this.
    pub(crate) fn after_burning(self, shares: Uint128, router: &Addr) -> Result<SubMsg, ContractError> {
        let message = match self.legs.as_slice() {
            [leg] => pool::withdraw_one(&self.pool, shares, &leg.offer, Uint128::one(), router)?,
            _ => pool::withdraw(&self.pool, shares)?,
        };
        Ok(SubMsg::reply_on_success(message, WITHDRAWN).with_payload(wire::to_binary(&self)?))
    }

    /// Sends every part on; the bound is held after the last. Errors: `NothingReceived` where the pool paid nothing at all.
    pub(crate) fn depart(self, deps: Deps, env: &Env) -> Result<Response, ContractError> {
        let router = &env.contract.address;
        let (mut parts, mut finish, mut wanted) = (vec![], None, None);
        for mut leg in self.legs {
            finish = leg.finish.take();
            let received = balance(&deps.querier, &leg.offer, router)?.saturating_sub(leg.held);
            if received.is_zero() {
                wanted = Some(leg.offer);
            } else {
                parts.push((leg, received));
            }
        }
        match (parts.last_mut(), wanted) {
            (Some((last, _)), _) => last.finish = finish,
            (None, Some(token)) => return Err(ContractError::NothingReceived { pool: self.pool, token }),
            (None, None) => {}
        }

        let mut response = Response::new();
        for (leg, received) in parts {
            response = response.add_submessage(leg.next(&deps.querier, router, received)?);
        }
        Ok(response)
    }
}
