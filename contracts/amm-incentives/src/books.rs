//! The books of a schedule: what it owes each account and its funder, and what left it.

use crate::ContractError;
use crate::accrual::{Edge, second};
use crate::error::broken;
use crate::points::{StakeKey, pool_point};
use crate::schedule::{Payouts, Schedule};
use crate::state::{CLAIMED, PAYOUTS, SCHEDULES};
use cosmwasm_std::{Addr, Deps, Storage, Uint128};
use weal_records::Account;

impl Payouts {
    /// Zeros before the first payout. Errors: `Record`.
    pub(crate) fn load(storage: &dyn Storage, schedule_id: u64) -> Result<Self, ContractError> {
        Ok(PAYOUTS.may_load(storage, &schedule_id)?.unwrap_or_default())
    }
}

impl Schedule {
    /// Errors: `UnknownSchedule`.
    pub(crate) fn load(storage: &dyn Storage, schedule_id: u64) -> Result<Self, ContractError> {
        SCHEDULES.may_load(storage, &schedule_id)?.ok_or(ContractError::UnknownSchedule { schedule_id })
    }

    /// The reward that an account earned until `now` and was not paid, ⌊amount × its part of the seconds⌋ less its claims; and its
    /// claims.
    pub(crate) fn claimable(
        &self,
        deps: Deps,
        schedule_id: u64,
        account: &Addr,
        now: u64,
    ) -> Result<(Uint128, Uint128), ContractError> {
        let until = now.min(self.ends_at);
        if until <= self.starts_at {
            return Ok(Default::default());
        }
        let key = StakeKey::of(deps.api, &self.pool, account)?;
        let weight = |at: u64, edge: Edge| {
            let (pool, stake) = key.points(deps.storage, at)?;
            stake.weight_at(&pool, at, edge)
        };
        let before = weight(self.starts_at, Edge::Start)?;
        let earned = self.part(weight(until, Edge::End)?.saturating_sub(before))?;
        let claimed = CLAIMED.may_load(deps.storage, &(schedule_id, Account::of(deps.api, account)?))?;
        let claimed = claimed.unwrap_or_default();
        Ok((earned.saturating_sub(claimed), claimed))
    }

    /// The reward of the seconds without a stake until `now`, rounded down.
    pub(crate) fn orphaned(&self, deps: Deps, now: u64) -> Result<Uint128, ContractError> {
        let until = now.min(self.ends_at);
        if until <= self.starts_at {
            return Ok(Uint128::zero());
        }
        let pool = Account::of(deps.api, &self.pool)?;
        let empty_seconds =
            |at: u64| Ok::<_, ContractError>(pool_point(deps.storage, &pool, at)?.empty_seconds_at(at));
        let seconds = empty_seconds(until)?.saturating_sub(empty_seconds(self.starts_at)?);
        self.part(second().checked_mul(seconds.into()).map_err(|_| ContractError::WeightTooLarge)?)
    }

    /// Books one more payout beside those `so_far`. Errors: `ScheduleUsedUp`.
    pub(crate) fn pay_out(
        &self,
        storage: &mut dyn Storage,
        schedule_id: u64,
        mut so_far: Payouts,
        payout: &Payouts,
    ) -> Result<(), ContractError> {
        let Payouts { paid, returned } = *payout;
        let unpaid =
            self.amount.checked_sub(so_far.paid).map_err(broken("I2: no more is paid than was funded"))?;
        let left =
            unpaid.checked_sub(so_far.returned).map_err(broken("I2: no more leaves than was funded"))?;
        let amount = paid.checked_add(returned).map_err(broken("I2: no more leaves than was funded"))?;
        if amount > left {
            return Err(ContractError::ScheduleUsedUp { schedule_id, left, amount });
        }
        so_far.paid = so_far.paid.checked_add(paid).map_err(broken("I2: no more leaves than was funded"))?;
        so_far.returned =
            so_far.returned.checked_add(returned).map_err(broken("I2: no more leaves than was funded"))?;
        PAYOUTS.save(storage, &schedule_id, &so_far);
        Ok(())
    }
}
