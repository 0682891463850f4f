//! The deposit of one asset that ends a zap, and what it leaves over.

use crate::ContractError;
use crate::balance::Held;
use crate::plan::{Awaited, Deposit, Plan};
use crate::pool::{self, Offer};
use cosmwasm_std::{Addr, CosmosMsg, Deps, Env, QuerierWrapper, SubMsg, Uint128};
use weal_api::asset::Token;

/// Gives `amount` of `token`, above zero, to the pool: it is in the router by now, and not yet part of what the router keeps.
/// Errors: `UnknownAsset`, `DuplicateAsset`, `Invariant`, `Std`.
pub(crate) fn begin(
    deposit: Deposit,
    deps: Deps,
    env: &Env,
    token: &Token,
    amount: Uint128,
) -> Result<SubMsg, ContractError> {
    let router = &env.contract.address;
    let mut held = vec![];
    for asset in pool::assets(deps, &deposit.pool)? {
        let mut now = Held::now(&deps.querier, &asset, router)?;
        if asset == *token {
            let kept = now.amount.checked_sub(amount);
            now.amount = kept.map_err(|_| broken(&now, amount))?;
        }
        held.push(now);
    }
    if !held.iter().any(|held| held.token == *token) {
        return Err(ContractError::UnknownAsset { token: token.clone(), pool: deposit.pool });
    }
    let provide =
        pool::provide_one(&deposit.pool, Offer { token, amount }, deposit.min_shares, &deposit.recipient)?;
    let mut plan = Plan::new(vec![], deposit.recipient, None, None);
    plan.awaited = Awaited::LeftOver { payer: deposit.payer, held };
    plan.after(provide)
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
        let left = held.growth(querier, router)?;
        if !left.is_zero() {
            transfers.push(held.token.transfer(payer, left)?);
        }
    }
    Ok(transfers)
}

fn broken(now: &Held, required: Uint128) -> ContractError {
    ContractError::Invariant { token: now.token.clone(), found: now.amount, required }
}
