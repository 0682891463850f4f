//! What comes after the last of the swaps: a bound that is held, or a deposit.

use crate::ContractError;
use crate::balance::balance;
use crate::deposit::Deposit;
use crate::reply::FINISH;
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, CosmosMsg, QuerierWrapper, Response, StdResult, SubMsg, Uint128, to_json_binary};

/// By how much `account` has grown, and what that must be or becomes. Nothing of it is stored.
#[cw_serde]
pub(crate) struct Finish {
    pub(crate) token: Token,
    pub(crate) account: Addr,
    /// Balance before the first swap.
    pub(crate) held: Uint128,
    pub(crate) then: Then,
}

/// What is done with what came.
#[cw_serde]
pub(crate) enum Then {
    /// It must be so many base units or more.
    AtLeast(Uint128),
    /// It goes into a pool.
    Deposit(Deposit),
}

impl Finish {
    /// From now on.
    pub(crate) fn begin(
        querier: &QuerierWrapper,
        token: &Token,
        account: &Addr,
        then: Then,
    ) -> StdResult<Self> {
        let held = balance(querier, token, account)?;
        Ok(Self { token: token.clone(), account: account.clone(), held, then })
    }

    /// `message`, and then this.
    pub(crate) fn after(self, message: CosmosMsg) -> Result<SubMsg, ContractError> {
        Ok(SubMsg::reply_on_success(message, FINISH).with_payload(to_json_binary(&self)?))
    }

    /// Errors: `BelowMinReceive`, and those of the deposit.
    pub(crate) fn run(
        self,
        deps: cosmwasm_std::Deps,
        env: &cosmwasm_std::Env,
    ) -> Result<Response, ContractError> {
        let found = balance(&deps.querier, &self.token, &self.account)?.saturating_sub(self.held);
        match self.then {
            Then::AtLeast(required) if found < required => {
                Err(ContractError::BelowMinReceive { found, required })
            }
            Then::AtLeast(_) => Ok(Response::new()),
            Then::Deposit(deposit) => {
                let provide = deposit.message(deps, env, &self.token, found)?;
                Ok(Response::new().add_submessage(provide))
            }
        }
    }
}
