//! The deposit of one asset that ends a zap, and what it leaves over.

use crate::ContractError;
use crate::balance::grown;
use crate::plan::{Awaited, Held, Plan};
use crate::pool;
use cosmwasm_std::{Addr, CosmosMsg, Deps, Env, QuerierWrapper, SubMsg, Uint128};
use weal_api::asset::Token;

/// A deposit of what the swaps before it pay.
#[weal_wire::record]
pub(crate) struct Deposit {
    pub(crate) pool: Addr,
    pub(crate) payer: Addr,
    pub(crate) recipient: Addr,
    pub(crate) min_shares: Uint128,
}

impl Deposit {
    /// Gives `amount` of `token`, above zero, to the pool: it is in the router by now, and not yet part of what the router keeps.
    /// Errors: `UnknownAsset`, `DuplicateAsset`, `Invariant`, `Std`.
    pub(crate) fn begin(
        self,
        deps: Deps,
        env: &Env,
        token: &Token,
        amount: Uint128,
    ) -> Result<SubMsg, ContractError> {
        let router = &env.contract.address;
        let mut held = vec![];
        for asset in pool::assets(deps, &self.pool)? {
            let mut now = Held::now(&deps.querier, &asset, router)?;
            if asset == *token {
                let kept = now.amount.checked_sub(amount);
                now.amount = kept.map_err(|_| broken(&now, amount))?;
            }
            held.push(now);
        }
        if !held.iter().any(|held| held.token == *token) {
            return Err(ContractError::UnknownAsset { token: token.clone(), pool: self.pool });
        }
        let provide = pool::provide_one(&self.pool, (token, amount), self.min_shares, &self.recipient)?;
        let mut plan = Plan::new(vec![], self.recipient, None, None);
        plan.awaited = Awaited::LeftOver { payer: self.payer, held };
        plan.after(provide)
    }
}

/// Sends what a pool has left over of each asset to the payer. Errors: `Invariant`, `Std`.
pub(crate) fn refund(
    querier: &QuerierWrapper,
    router: &Addr,
    payer: &Addr,
    held: &[Held],
) -> Result<Vec<CosmosMsg>, ContractError> {
    let mut transfers = vec![];
    for held in held {
        let left = grown(querier, held, router)?;
        if !left.is_zero() {
            transfers.push(held.token.transfer(payer, left)?);
        }
    }
    Ok(transfers)
}

fn broken(now: &Held, required: Uint128) -> ContractError {
    ContractError::Invariant { token: now.token.clone(), found: now.amount, required }
}
