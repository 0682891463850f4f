//! Prices by day.

use crate::ContractError;
use crate::prices::{board_of, is_kept, price};
use crate::state::{CONFIG, NEWEST_DAYS};
use cosmwasm_std::{Deps, Order};
use weal_api::compute_index::{GpuHourResponse, GpuHoursResponse, IndexedSku, IndexedSkusResponse};
use weal_api::page::page_limit;
use weal_records::Bound;

pub(crate) fn gpu_hour_index(
    deps: Deps,
    sku: String,
    day: Option<u64>,
) -> Result<GpuHourResponse, ContractError> {
    let newest = NEWEST_DAYS.may_load(deps.storage, &sku)?;
    let wanted = newest.map(|newest| (day.unwrap_or(newest), newest));
    let kept = wanted.filter(|(day, newest)| is_kept(*day, *newest));
    let board = kept.map(|(day, _)| board_of(deps.storage, &sku, day)).transpose()?.flatten();
    let Some(board) = board else {
        return Err(match day {
            Some(day) => ContractError::NoPriceOn { sku, day },
            None => ContractError::NoPrice { sku },
        });
    };
    price(&CONFIG.load(deps.storage)?, &sku, &board)
}

/// Walks back from the newest day through at most the whole ring, whatever was asked.
pub(crate) fn gpu_hour_history(
    deps: Deps,
    sku: &str,
    start_before: Option<u64>,
    limit: Option<u32>,
) -> Result<GpuHoursResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let Some(newest) = NEWEST_DAYS.may_load(deps.storage, &sku.to_owned())? else {
        return Ok(GpuHoursResponse { days: vec![] });
    };
    let end = start_before.map_or(newest.saturating_add(1), |day| day.min(newest.saturating_add(1)));
    let days = (0..end)
        .rev()
        .take_while(|day| is_kept(*day, newest))
        .filter_map(|day| board_of(deps.storage, sku, day).transpose())
        .take(page_limit(limit))
        .map(|board| price(&config, sku, &board?));
    Ok(GpuHoursResponse { days: days.collect::<Result<_, _>>()? })
}

pub(crate) fn skus(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<IndexedSkusResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let skus = NEWEST_DAYS
        .range(deps.storage, start, None, Order::Ascending)
        .take(page_limit(limit))
        .map(|row| row.map(|(sku, newest_day)| IndexedSku { sku, newest_day }))
        .collect::<Result<_, _>>()?;
    Ok(IndexedSkusResponse { skus })
}
