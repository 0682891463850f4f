//! The arithmetic of stakes: which part of a pool's stakes an account had, and for how long.
//!
//! A second of a pool is 2^128 units, shared by its stakes: `per_share` sums what one share got of them. Each change of
//! a stake writes a point, so that the sums at any second follow from the newest point before it, without a loop.

use crate::ContractError;
use crate::error::broken;
use cosmwasm_std::{Uint128, Uint256};
use weal_records::Packed;

/// The sum of a pool's stakes from one second on.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct PoolPoint {
    /// The second from which the point holds, Unix seconds.
    pub(crate) since: u64,
    /// The sum of all stakes, base units of the LP token.
    pub(crate) staked: Uint128,
    /// Σ of 2^128 ÷ staked per second until then, rounded down at each change.
    pub(crate) per_share: Uint256,
    /// Seconds since 1970 without a stake in the pool, until then.
    pub(crate) empty_seconds: u64,
}

/// One account's stake from one second on.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct StakePoint {
    /// The stake, base units of the LP token.
    pub(crate) staked: Uint128,
    /// Σ of staked × units that a share got until then.
    pub(crate) weight: Uint256,
    /// The pool's sum then.
    pub(crate) per_share: Uint256,
}

/// The edge of a period decides the rounding of a quotient: up where the period begins, down where it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    End,
}

/// One second in the unit of `per_share`: 2^128.
pub(crate) fn second() -> Uint256 {
    Uint256::from_be_bytes({
        let mut bytes = [0; 32];
        bytes[15] = 1;
        bytes
    })
}

impl PoolPoint {
    /// Seconds without a stake until `at`, which is not before the point.
    pub(crate) fn empty_seconds_at(&self, at: u64) -> u64 {
        let more = if self.staked.is_zero() { at.saturating_sub(self.since) } else { 0 };
        self.empty_seconds.saturating_add(more)
    }

    /// Units that one share got until `at`, which is not before the point.
    fn per_share_at(&self, at: u64, edge: Edge) -> Result<Uint256, ContractError> {
        if self.staked.is_zero() {
            return Ok(self.per_share);
        }
        let units = second()
            .checked_mul(Uint256::from(at.saturating_sub(self.since)))
            .map_err(|_| ContractError::WeightTooLarge)?;
        let staked = Uint256::from(self.staked);
        let too_large = |_| ContractError::WeightTooLarge;
        let (down, rest) = (
            units.checked_div(staked).map_err(|_| ContractError::WeightTooLarge)?,
            units.checked_rem(staked).map_err(|_| ContractError::WeightTooLarge)?,
        );
        let up = u8::from(edge == Edge::Start && !rest.is_zero());
        let more = down.checked_add(Uint256::from(up)).map_err(too_large)?;
        self.per_share.checked_add(more).map_err(too_large)
    }
}

impl StakePoint {
    /// Σ of the stake × what a share got, until `at`; `pool` is the pool's newest point at `at`.
    pub(crate) fn weight_at(&self, pool: &PoolPoint, at: u64, edge: Edge) -> Result<Uint256, ContractError> {
        if self.staked.is_zero() {
            return Ok(self.weight);
        }
        let share = pool.per_share_at(at, edge)?;
        let share = share.checked_sub(self.per_share).map_err(broken("I3: what a share got never falls"))?;
        let more = share.checked_mul(self.staked.into()).map_err(|_| ContractError::WeightTooLarge)?;
        self.weight.checked_add(more).map_err(|_| ContractError::WeightTooLarge)
    }
}

/// The points of the second `now`, from which on an account has `staked` and all have `total`; the stakes before are weighed until `now`.
pub(crate) fn change(
    (pool, stake): (&PoolPoint, &StakePoint),
    staked: Uint128,
    total: Uint128,
    now: u64,
) -> Result<(PoolPoint, StakePoint), ContractError> {
    let (per_share, empty_seconds) = (pool.per_share_at(now, Edge::End)?, pool.empty_seconds_at(now));
    let weight = stake.weight_at(pool, now, Edge::End)?;
    let pool = PoolPoint { since: now, staked: total, per_share, empty_seconds };
    Ok((pool, StakePoint { staked, weight, per_share }))
}
