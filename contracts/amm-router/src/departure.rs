//! What a pool pays for the LP shares of a zap, and where each part goes on.

use crate::ContractError;
use crate::balance::balance;
use crate::finish::Finish;
use crate::leg::Leg;
use crate::pool;
use crate::reply::WITHDRAWN;
use crate::route::Step;
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Deps, Env, QuerierWrapper, Response, StdResult, SubMsg, Uint128, to_json_binary};

/// What travels from the withdrawal to the swaps; nothing of it is stored.
#[cw_serde]
pub(crate) struct Departure {
    pub(crate) pool: Addr,
    pub(crate) recipient: Addr,
    pub(crate) ways: Vec<Way>,
    /// The bound over all of them.
    pub(crate) finish: Finish,
}

/// An asset of the pool on its way.
#[cw_serde]
pub(crate) struct Way {
    pub(crate) token: Token,
    /// None where the asset is what is wanted.
    pub(crate) steps: Vec<Step>,
    /// What the router had of it before the withdrawal.
    pub(crate) held: Uint128,
}

impl Departure {
    /// Burns `shares`, all for the one asset where there is one, and then this.
    pub(crate) fn after_burning(self, shares: Uint128, router: &Addr) -> Result<SubMsg, ContractError> {
        let message = match self.ways.as_slice() {
            [way] => pool::withdraw_one(&self.pool, shares, &way.token, Uint128::one(), router)?,
            _ => pool::withdraw(&self.pool, shares)?,
        };
        Ok(SubMsg::reply_on_success(message, WITHDRAWN).with_payload(to_json_binary(&self)?))
    }

    /// Sends every part on; the bound is held after the last. Errors: `NothingReceived` where the pool paid nothing at all.
    pub(crate) fn depart(self, deps: Deps, env: &Env) -> Result<Response, ContractError> {
        let router = &env.contract.address;
        let mut parts = vec![];
        for way in self.ways {
            let received = balance(&deps.querier, &way.token, router)?.saturating_sub(way.held);
            if !received.is_zero() {
                parts.push((way, received));
            }
        }
        let Some((last, received)) = parts.pop() else {
            return Err(ContractError::NothingReceived { pool: self.pool, token: self.finish.token });
        };

        let mut response = Response::new();
        for (way, received) in parts {
            response = response.add_submessage(way.part(deps, router, &self.recipient, received, None)?);
        }
        let last = last.part(deps, router, &self.recipient, received, Some(self.finish))?;
        Ok(response.add_submessage(last))
    }
}

impl Way {
    /// What comes of each token from now on.
    pub(crate) fn from_now(
        querier: &QuerierWrapper,
        router: &Addr,
        ways: Vec<(Token, Vec<Step>)>,
    ) -> StdResult<Vec<Self>> {
        let begin = |(token, steps): (Token, Vec<Step>)| {
            let held = balance(querier, &token, router)?;
            Ok(Self { token, steps, held })
        };
        ways.into_iter().map(begin).collect()
    }

    fn part(
        self,
        deps: Deps,
        router: &Addr,
        recipient: &Addr,
        received: Uint128,
        finish: Option<Finish>,
    ) -> Result<SubMsg, ContractError> {
        if self.steps.is_empty() {
            let transfer = self.token.transfer(recipient, received)?;
            return match finish {
                Some(finish) => finish.after(transfer),
                None => Ok(SubMsg::new(transfer)),
            };
        }
        let leg = Leg { finish, ..Leg::new(self.steps, Some(Uint128::one()), recipient) };
        leg.next(&deps.querier, router, &self.token, received)
    }
}
