//! The price of a GPU-hour: the median of the providers' mean rates of a day.

use crate::ContractError;
use crate::board::Board;
use crate::median::capped_median;
use crate::state::{BOARDS, Config, NEWEST_DAYS, PROVIDER_DAYS};
use cosmwasm_std::{Storage, Uint128};
use weal_api::compute_escrow::RATE_SCALE;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::{GpuHourResponse, HISTORY_DAYS, SECONDS_PER_DAY};
use weal_fixed_point::{Rounding, mul_div};

const SECONDS_PER_HOUR: u128 = 3_600;

/// Adds a lease that has become final to the day of its last second. Days that are no longer kept are passed over.
/// Errors: `Overflow`, `Record`.
// Kept apart: the chain's engine refuses functions with more than 100 locals, and all of `record` in one has 101.
#[inline(never)]
pub(crate) fn add(
    storage: &mut dyn Storage,
    work: &SettledWork,
    provider: u64,
    ended_at: u64,
) -> Result<(), ContractError> {
    let day = ended_at.checked_div(SECONDS_PER_DAY).unwrap_or_default();
    let newest = NEWEST_DAYS.may_load(storage, &work.sku)?;
    if newest.is_some_and(|newest| !is_kept(day, newest)) {
        return Ok(());
    }
    if newest.is_none_or(|newest| day > newest) {
        NEWEST_DAYS.save(storage, &work.sku, &day);
    }

    let key = (work.sku.clone(), slot(day), work.provider.clone());
    let mut sums = PROVIDER_DAYS.may_load(storage, &key)?.filter(|sums| sums.day == day).unwrap_or_default();
    sums.day = day;
    sums.volume = sums.volume.checked_add(work.claimed)?;
    sums.notional = sums.notional.checked_add(work.rate.full_mul(work.claimed))?;
    PROVIDER_DAYS.save(storage, &key, &sums);

    let mut board = board_of(storage, &work.sku, day)?.unwrap_or_else(|| Board::empty(day));
    board.put(provider, sums.quote());
    BOARDS.save(storage, &(work.sku.clone(), slot(day)), &board);
    Ok(())
}

/// The day's sources; none where it has none, or another day's lie in its place. Errors: `Record`.
pub(crate) fn board_of(storage: &dyn Storage, sku: &str, day: u64) -> Result<Option<Board>, ContractError> {
    Ok(BOARDS.may_load(storage, &(sku.to_owned(), slot(day)))?.filter(|board| board.day == day))
}

/// True where `day` has a place beside `newest`.
pub(crate) const fn is_kept(day: u64, newest: u64) -> bool {
    day.saturating_add(HISTORY_DAYS) > newest
}

/// The price that the day's sources make. Errors: `NoPriceOn` without one, `Overflow`.
pub(crate) fn price(config: &Config, sku: &str, board: &Board) -> Result<GpuHourResponse, ContractError> {
    let quotes = board.quotes();
    let no_price = || ContractError::NoPriceOn { sku: sku.to_owned(), day: board.day };
    let median = capped_median(&quotes, config.provider_cap_bps)?.ok_or_else(no_price)?;
    let sources = u32::try_from(quotes.len()).unwrap_or(u32::MAX);
    let volume = quotes.iter().try_fold(Uint128::zero(), |sum, quote| sum.checked_add(quote.volume))?;
    Ok(GpuHourResponse {
        sku: sku.to_owned(),
        day: board.day,
        sources,
        volume,
        low_rate: median.low,
        high_rate: median.high,
        gpu_hour_low: gpu_hour(median.low, Rounding::Down)?,
        gpu_hour_high: gpu_hour(median.high, Rounding::Up)?,
        is_reliable: sources >= config.min_providers,
    })
}

/// The rate as base units per GPU-hour, rounded as named. Errors: `Arithmetic` above 2^128 − 1.
fn gpu_hour(rate: Uint128, rounding: Rounding) -> Result<Uint128, ContractError> {
    Ok(mul_div(rate, Uint128::new(SECONDS_PER_HOUR), Uint128::new(RATE_SCALE), rounding)?)
}

/// A day's place in the ring.
fn slot(day: u64) -> u64 {
    day.checked_rem(HISTORY_DAYS).unwrap_or_default()
}
