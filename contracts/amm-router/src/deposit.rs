//! The deposit of one asset that ends a zap, and what it leaves over.

use crate::ContractError;
use crate::balance::balance;
use crate::pool;
use crate::reply::LEFT_OVER;
use api::asset::Token;
use cosmwasm_std::{Addr, Deps, Env, Response, SubMsg, Uint128};

/// A deposit of what the swaps before it pay.
#[wire::record]
pub(crate) struct Deposit {
    pub(crate) pool: Addr,
    pub(crate) payer: Addr,
    pub(crate) recipient: Addr,
    pub(crate) min_shares: Uint128,
}

/// What travels from the deposit to the refund; nothing of it is stored.
#[wire::record]
pub(crate) struct LeftOver {
    pub(crate) payer: Addr,
    /// Of each asset of the pool once, what the router had before and keeps.
    pub(crate) held: Vec<(Token, Uint128)>,
}

impl Deposit {
    /// Gives `amount` of `token`, above zero, to the pool: it is in the router by now, and not yet part of what the router keeps.
    /// Errors: `UnknownAsset`, `DuplicateAsset`, `Std`.
    pub(crate) fn message(
        self,
        deps: Deps,
        env: &Env,
        token: &Token,
        amount: Uint128,
    ) -> Result<SubMsg, ContractError> {
        let mut held = vec![];
        for asset in pool::assets(deps, &self.pool)? {
            let now = balance(&deps.querier, &asset, &env.contract.address)?;
            let of_deposit = if asset == *token { amount } else { Uint128::zero() };
            held.push((asset, now.saturating_sub(of_deposit)));
        }
        if !held.iter().any(|(asset, _)| asset == token) {
            return Err(ContractError::UnknownAsset { token: token.clone(), pool: self.pool });
        }
        let provide = pool::provide_one(&self.pool, (token, amount), self.min_shares, &self.recipient)?;
        let left_over = LeftOver { payer: self.payer, held };
        Ok(SubMsg::reply_on_success(provide, LEFT_OVER).with_payload(wire::to_binary(&left_over)?))
    }
}

impl LeftOver {
    /// To the payer.
    pub(crate) fn refund(self, deps: Deps, env: &Env) -> Result<Response, ContractError> {
        let mut response = Response::new();
        for (token, held) in self.held {
            let left = balance(&deps.querier, &token, &env.contract.address)?.saturating_sub(held);
            if !left.is_zero() {
                response = response.add_message(token.transfer(&self.payer, left)?);
            }
        }
        Ok(response)
    }
}
