//! The sums that are owed, for an auditor that compares them with the balances.

use super::grants::numbers;
use crate::ContractError;
use crate::grant::Grant;
use cosmwasm_std::{Deps, Uint128};
use std::collections::BTreeMap;
use weal_api::asset::Token;
use weal_api::vesting::{Holding, HoldingsResponse, Status};

/// The debts of a page of grants, by token. Storage holds no sum, because a claim would have to write it.
pub(crate) fn holdings(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<HoldingsResponse, ContractError> {
    let (numbers, next) = numbers(deps, start_after, limit)?;
    let mut sums: BTreeMap<Token, Uint128> = BTreeMap::new();
    for grant_id in numbers {
        let grant = Grant::load(deps.storage, deps.api, grant_id)?;
        let kept = match grant.status {
            Status::Active {} => grant.amount,
            Status::Cancelled { vested, .. } => vested,
        };
        let owed = kept.checked_sub(grant.claimed).map_err(|_| ContractError::DamagedGrant { grant_id })?;
        // Only a token that lies about its supply gets above 2^128 − 1; its lie must not hide the others.
        let sum = sums.entry(grant.token).or_default();
        *sum = sum.saturating_add(owed);
    }
    let holdings = sums.into_iter().map(|(token, owed)| Holding { token: token.info(), owed }).collect();
    Ok(HoldingsResponse { holdings, next })
}
