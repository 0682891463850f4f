//! The price of a GPU-hour: what each provider's leases of a day cost, and the median of that.

use crate::ContractError;
use crate::board::Board;
use crate::median::{Quote, capped_median};
use crate::state::{Config, NEWEST_DAYS, load_board, load_provider_day, save_board, save_provider_day};
use cosmwasm_std::{Storage, Uint128, Uint256};
use weal_api::compute_escrow::RATE_SCALE;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::{GpuHourResponse, HISTORY_DAYS, SECONDS_PER_DAY};
use weal_fixed_point::{Rounding, mul_div};
use weal_wire::compact::{Reader, Writer};

const SECONDS_PER_HOUR: u128 = 3_600;

/// A provider's leases of one day and GPU model, summed exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProviderDay {
    /// Unix time ÷ 86,400.
    pub(crate) day: u64,
    /// Σ charged, base units.
    pub(crate) volume: Uint128,
    /// Σ rate × charged.
    pub(crate) notional: Uint256,
}

/// Adds a lease that has become final to the day of its last second. Days that are no longer kept are passed over.
/// Errors: `Overflow`, `CorruptRecord`.
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
        NEWEST_DAYS.save(storage, &work.sku, &day)?;
    }

    let key = (work.sku.as_str(), slot(day), &work.provider);
    let mut sums = load_provider_day(storage, key)?.filter(|sums| sums.day == day).unwrap_or_default();
    sums.day = day;
    sums.volume = sums.volume.checked_add(work.claimed)?;
    sums.notional = sums.notional.checked_add(work.rate.full_mul(work.claimed))?;
    save_provider_day(storage, key, &sums);

    let mut board = board_of(storage, &work.sku, day)?.unwrap_or_else(|| Board::empty(day));
    board.put(provider, sums.quote());
    save_board(storage, (&work.sku, slot(day)), &board);
    Ok(())
}

/// The day's sources; none where it has none, or another day's lie in its place. Errors: `CorruptRecord`.
pub(crate) fn board_of(storage: &dyn Storage, sku: &str, day: u64) -> Result<Option<Board>, ContractError> {
    Ok(load_board(storage, (sku, slot(day)))?.filter(|board| board.day == day))
}

/// Whether `day` has a place beside `newest`.
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

/// Base units per GPU-hour. Errors: `Arithmetic` above 2^128 − 1.
fn gpu_hour(rate: Uint128, rounding: Rounding) -> Result<Uint128, ContractError> {
    Ok(mul_div(rate, Uint128::new(SECONDS_PER_HOUR), Uint128::new(RATE_SCALE), rounding)?)
}

/// A day's place in the ring.
fn slot(day: u64) -> u64 {
    day.checked_rem(HISTORY_DAYS).unwrap_or_default()
}

impl ProviderDay {
    /// The mean rate, weighted by what was charged, rounded down: never below the least nor above the largest of them.
    fn quote(&self) -> Quote {
        let mean = self.notional.checked_div(Uint256::from(self.volume)).unwrap_or_default();
        // A mean of 128-bit rates has 128 bits.
        let rate = Uint128::try_from(mean).unwrap_or(Uint128::MAX);
        Quote { volume: self.volume, rate }
    }

    /// day ‖ volume packed, then the notional in 32 bytes, big-endian.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let writer = Writer::default().number(self.day).number(self.volume.u128());
        writer.hash(&self.notional.to_be_bytes()).finish()
    }

    /// Errors: `CorruptRecord` for bytes that [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, ContractError> {
        let mut reader = Reader::new(bytes);
        let read = (reader.u64(), reader.u128(), reader.hash());
        let (Ok(day), Ok(volume), Ok(notional), true) = (read.0, read.1, read.2, reader.is_empty()) else {
            return Err(ContractError::CorruptRecord { record: "provider_days", found: bytes.len() });
        };
        Ok(Self { day, volume: Uint128::new(volume), notional: Uint256::from_be_bytes(notional) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_bytes_read_back(day: u64, volume: u128, high: u128, low: u128) {
            let notional = Uint256::from_be_bytes([high.to_be_bytes(), low.to_be_bytes()].concat().try_into().unwrap());
            let sums = ProviderDay { day, volume: volume.into(), notional };
            let mut bytes = sums.to_bytes();
            prop_assert_eq!(ProviderDay::from_bytes(&bytes).unwrap(), sums);
            bytes.pop();
            prop_assert!(ProviderDay::from_bytes(&bytes).is_err());
        }
    }
}
