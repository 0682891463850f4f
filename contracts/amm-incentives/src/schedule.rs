//! One schedule: an amount paid evenly per second to the stakes of a pool.

use crate::ContractError;
use crate::accrual::second;
use cosmwasm_std::{Addr, Uint128, Uint256};
use weal_api::asset::Token;
use weal_records::Packed;

/// The most schedules in one claim.
pub(crate) const MAX_SCHEDULES_PER_MESSAGE: usize = 10;

/// The terms of a schedule, which never change.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Schedule {
    /// The LP token whose stakes are paid.
    pub(crate) pool: Addr,
    /// The account that paid the amount in.
    pub(crate) funder: Addr,
    /// The reward's token.
    pub(crate) token: Token,
    /// The whole reward, base units.
    pub(crate) amount: Uint128,
    /// The first second that is paid, Unix seconds.
    pub(crate) starts_at: u64,
    /// The second at which the payment ends, Unix seconds.
    pub(crate) ends_at: u64,
}

/// The money that left a schedule.
#[derive(Clone, Debug, Default, PartialEq, Packed)]
pub(crate) struct Payouts {
    /// The sum paid to stakers, base units.
    pub(crate) paid: Uint128,
    /// The sum returned to the funder, base units.
    pub(crate) returned: Uint128,
}

impl Schedule {
    /// ⌊amount × `weight` ÷ all seconds of the schedule⌋.
    pub(crate) fn part(&self, weight: Uint256) -> Result<Uint128, ContractError> {
        let seconds = Uint256::from(self.ends_at.saturating_sub(self.starts_at));
        let whole = second().checked_mul(seconds).map_err(|_| ContractError::WeightTooLarge)?;
        let part = Uint256::from(self.amount).checked_multiply_ratio(weight, whole);
        let part = part.map_err(|_| ContractError::WeightTooLarge)?;
        Uint128::try_from(part).map_err(|_| ContractError::WeightTooLarge)
    }
}

/// 1 to [`MAX_SCHEDULES_PER_MESSAGE`] different numbers. Errors: `SchedulesPerMessage`, `DuplicateSchedule`.
pub(crate) fn ensure_list(schedules: &[u64]) -> Result<(), ContractError> {
    let (found, max) = (schedules.len(), MAX_SCHEDULES_PER_MESSAGE);
    if found == 0 || found > max {
        return Err(ContractError::SchedulesPerMessage { found, max });
    }
    for (position, schedule_id) in schedules.iter().enumerate() {
        if schedules.iter().take(position).any(|earlier| earlier == schedule_id) {
            return Err(ContractError::DuplicateSchedule { schedule_id: *schedule_id });
        }
    }
    Ok(())
}
