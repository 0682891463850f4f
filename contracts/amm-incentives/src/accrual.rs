//! Who had which part of a pool's stakes, and for how long, at any second of the past.
//!
//! A second of a pool is 2^128 units, shared by its stakes: `per_share` sums what one share got of them. Each change of
//! a stake writes a point, so that the sums at any second follow from the newest point before it, without a loop.

use crate::ContractError;
use crate::state::{POOL_HISTORY, STAKE_HISTORY};
use cosmwasm_std::{Addr, Order, Storage, Uint128, Uint256};
use cw_storage_plus::Bound;

/// All stakes of a pool from one second on.
#[wire::record]
#[derive(Default)]
pub(crate) struct PoolPoint {
    /// Base units.
    pub(crate) staked: Uint128,
    /// Σ of 2^128 ÷ staked per second until then, rounded down at each change.
    pub(crate) per_share: Uint256,
    /// Seconds without a stake until then, since 1970.
    pub(crate) empty_seconds: u64,
}

/// One account's stake from one second on.
#[wire::record]
#[derive(Default)]
pub(crate) struct StakePoint {
    /// Base units.
    pub(crate) staked: Uint128,
    /// Σ of staked × what a share got until then.
    pub(crate) weight: Uint256,
    /// The pool's sum then.
    pub(crate) per_share: Uint256,
}

/// Which way a quotient goes: up where a period begins, down where it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    End,
}

/// A second, in the unit of `per_share`.
pub(crate) fn second() -> Uint256 {
    Uint256::from_be_bytes({
        let mut bytes = [0; 32];
        bytes[15] = 1;
        bytes
    })
}

/// The newest point of the pool at `at` or before.
pub(crate) fn pool_at(
    storage: &dyn Storage,
    pool: &Addr,
    at: u64,
) -> Result<(u64, PoolPoint), ContractError> {
    let newest = POOL_HISTORY
        .prefix(pool)
        .range(storage, None, Some(Bound::inclusive(at)), Order::Descending)
        .next()
        .transpose()?;
    Ok(newest.unwrap_or_default())
}

/// The newest point of the account at `at` or before.
pub(crate) fn stake_at(
    storage: &dyn Storage,
    pool: &Addr,
    account: &Addr,
    at: u64,
) -> Result<StakePoint, ContractError> {
    let newest = STAKE_HISTORY
        .prefix((pool, account))
        .range(storage, None, Some(Bound::inclusive(at)), Order::Descending)
        .next()
        .transpose()?;
    Ok(newest.map(|(_, point)| point).unwrap_or_default())
}

/// Seconds without a stake until `at`.
pub(crate) fn empty_seconds(storage: &dyn Storage, pool: &Addr, at: u64) -> Result<u64, ContractError> {
    let (since, point) = pool_at(storage, pool, at)?;
    let more = if point.staked.is_zero() { at.saturating_sub(since) } else { 0 };
    Ok(point.empty_seconds.saturating_add(more))
}

/// Σ of the account's stake × what a share got, until `at`.
pub(crate) fn weight(
    storage: &dyn Storage,
    pool: &Addr,
    account: &Addr,
    at: u64,
    edge: Edge,
) -> Result<Uint256, ContractError> {
    let point = stake_at(storage, pool, account, at)?;
    if point.staked.is_zero() {
        return Ok(point.weight);
    }
    let share = per_share(storage, pool, at, edge)?.saturating_sub(point.per_share);
    let more = share.checked_mul(point.staked.into()).map_err(|_| ContractError::WeightTooLarge)?;
    point.weight.checked_add(more).map_err(|_| ContractError::WeightTooLarge)
}

/// Sets an account's stake from `now` on, of which there are `total`, and what it was is weighed until `now`.
pub(crate) fn set_stake(
    storage: &mut dyn Storage,
    (pool, account): (&Addr, &Addr),
    staked: Uint128,
    total: Uint128,
    now: u64,
) -> Result<(), ContractError> {
    let per_share = per_share(storage, pool, now, Edge::End)?;
    let empty_seconds = empty_seconds(storage, pool, now)?;
    let weight = weight(storage, pool, account, now, Edge::End)?;
    POOL_HISTORY.save(storage, (pool, now), &PoolPoint { staked: total, per_share, empty_seconds })?;
    STAKE_HISTORY.save(storage, (pool, account, now), &StakePoint { staked, weight, per_share })?;
    Ok(())
}

fn per_share(storage: &dyn Storage, pool: &Addr, at: u64, edge: Edge) -> Result<Uint256, ContractError> {
    let (since, point) = pool_at(storage, pool, at)?;
    if point.staked.is_zero() {
        return Ok(point.per_share);
    }
    let units = second()
        .checked_mul(Uint256::from(at.saturating_sub(since)))
        .map_err(|_| ContractError::WeightTooLarge)?;
    let staked = Uint256::from(point.staked);
    let too_large = |_| ContractError::WeightTooLarge;
    let (down, rest) = (
        units.checked_div(staked).map_err(|_| ContractError::WeightTooLarge)?,
        units.checked_rem(staked).map_err(|_| ContractError::WeightTooLarge)?,
    );
    let up = u8::from(edge == Edge::Start && !rest.is_zero());
    let more = down.checked_add(Uint256::from(up)).map_err(too_large)?;
    point.per_share.checked_add(more).map_err(too_large)
}
