//! Takes an amount to pay out evenly.

use crate::ContractError;
use crate::schedule::Schedule;
use crate::state::{SCHEDULE_COUNT, SCHEDULES};
use cosmwasm_std::{DepsMut, Env, Response};
use weal_api::amm_incentives::{Period, ScheduleCreated};
use weal_contract_kit::payment::Payment;

const YEAR: u64 = 31_536_000;
const TWO_YEARS: u64 = 63_072_000;

/// No limit of their number: nothing ever goes through them all.
pub(crate) fn create_schedule(
    deps: DepsMut,
    env: &Env,
    payment: Payment,
    period: Period,
) -> Result<Response, ContractError> {
    let pool = deps.api.addr_validate(&period.pool)?;
    let Period { starts_at, ends_at, .. } = period;
    ensure_period(env.block.time.seconds(), starts_at, ends_at)?;

    let count = SCHEDULE_COUNT.load(deps.storage)?;

    let schedule_id = count.checked_add(1).ok_or(ContractError::NumbersUsedUp)?;
    let Payment { payer: funder, token, amount } = payment;
    let schedule = Schedule { pool, funder, token, amount, starts_at, ends_at };

    SCHEDULE_COUNT.save(deps.storage, &schedule_id);
    SCHEDULES.save(deps.storage, &schedule_id, &schedule);

    let Schedule { pool, funder, token, .. } = schedule;
    let fact = ScheduleCreated { schedule_id, pool, funder, token, amount, starts_at, ends_at };
    Ok(Response::new().add_event(fact))
}

fn ensure_period(now: u64, starts_at: u64, ends_at: u64) -> Result<(), ContractError> {
    let latest = now.saturating_add(YEAR);
    if starts_at < now || starts_at > latest {
        return Err(ContractError::StartOutOfRange { found: starts_at, earliest: now, latest });
    }
    let (earliest, latest) = (starts_at.saturating_add(1), starts_at.saturating_add(TWO_YEARS));
    if ends_at < earliest || ends_at > latest {
        return Err(ContractError::EndOutOfRange { found: ends_at, earliest, latest });
    }
    Ok(())
}
