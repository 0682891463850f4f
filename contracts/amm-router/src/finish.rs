//! What comes after the last of the swaps: a bound that is held, or a deposit.

use crate::ContractError;
use crate::balance::balance;
use crate::deposit::Deposit;
use crate::reply::FINISH;
use api::asset::Token;
use cosmwasm_std::{Addr, CosmosMsg, QuerierWrapper, Response, StdResult, SubMsg, Uint128};

/// By how much `account` grows, what that must be, and what becomes of it. Nothing of it is stored.
#[wire::record]
pub(crate) struct Finish {
    pub(crate) token: Token,
    pub(crate) account: Addr,
    /// Balance before the first swap.
    pub(crate) held: Uint128,
    /// The fewest base units that it must have grown by.
    pub(crate) required: Uint128,
    /// The pool that what came goes into, of a zap.
    pub(crate) deposit: Option<Deposit>,
}

impl Finish {
    /// From now on.
    pub(crate) fn begin(
        querier: &QuerierWrapper,
        token: &Token,
        account: &Addr,
        required: Uint128,
    ) -> StdResult<Self> {
        let held = balance(querier, token, account)?;
        let (token, account) = (token.clone(), account.clone());
        Ok(Self { token, account, held, required, deposit: None })
    }

    /// `message`, and then this.
    pub(crate) fn after(self, message: CosmosMsg) -> Result<SubMsg, ContractError> {
        Ok(SubMsg::reply_on_success(message, FINISH).with_payload(wire::to_binary(&self)?))
    }

    /// Errors: `BelowMinReceive`, and those of the deposit.
    pub(crate) fn run(
        self,
        deps: cosmwasm_std::Deps,
        env: &cosmwasm_std::Env,
    ) -> Result<Response, ContractError> {
        let found = balance(&deps.querier, &self.token, &self.account)?.saturating_sub(self.held);
        if found < self.required {
            return Err(ContractError::BelowMinReceive { found, required: self.required });
        }
        let Some(deposit) = self.deposit else { return Ok(Response::new()) };
        let provide = deposit.message(deps, env, &self.token, found)?;
        Ok(Response::new().add_submessage(provide))
    }
}
