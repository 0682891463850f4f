//! The GPU-hour index: days, sources, medians, rounding, what is kept.

use super::suite::{DAY, SKU, Suite, TODAY, priced, rate, work};
use compute_index::ContractError;
use cosmwasm_std::Uint128;
use weal_api::compute_escrow::SettledWork;
use weal_api::compute_index::{
    ComputeIndexContract, GpuHourResponse, GpuHoursResponse, HISTORY_DAYS, IndexedSkusResponse, QueryMsg,
};

const NAMES: [&str; 5] = ["north", "south", "west", "east", "centre"];

/// One lease of each provider, at these prices, of the same volume.
fn market(prices: [u128; 5]) -> Vec<SettledWork> {
    let leases = (1..).zip(NAMES).zip(prices);
    leases.map(|((lease_id, name), price)| priced(lease_id, name, 1_000_000, price)).collect()
}

fn on(day: u64, lease: SettledWork) -> SettledWork {
    SettledWork { ended_at: Some(day * DAY), ..lease }
}

#[test]
fn the_price_is_the_median_of_the_providers() {
    let mut suite = Suite::new();
    suite.index(&market([2_300_000, 2_490_000, 2_900_000, 2_600_000, 2_100_000]));
    let found = suite.gpu_hour(None);
    assert_eq!(
        found,
        GpuHourResponse {
            sku: SKU.into(),
            day: TODAY,
            sources: 5,
            volume: Uint128::new(5_000_000),
            low_rate: Uint128::new(rate(2_490_000)),
            high_rate: Uint128::new(rate(2_490_000)),
            gpu_hour_low: Uint128::new(2_490_000),
            gpu_hour_high: Uint128::new(2_490_001),
            is_reliable: true,
        }
    );
    assert_eq!(suite.gpu_hour(Some(TODAY)), found);
    let handle = ComputeIndexContract(suite.index.clone());
    assert_eq!(handle.gpu_hour(&suite.app.wrap(), SKU, None).unwrap(), found);
}

/// 7 × 10^12 ÷ 3,600 a second is no whole number: what is owned is valued below it, what is owed above.
#[test]
fn a_gpu_hour_is_rounded_down_and_up() {
    let mut suite = Suite::new();
    suite.index(&[SettledWork { rate: Uint128::new(1_944_444_444), ..work(1, "north", 100) }]);
    let found = suite.gpu_hour(None);
    assert_eq!((found.gpu_hour_low.u128(), found.gpu_hour_high.u128()), (6, 7));
}

#[test]
fn a_provider_speaks_once_with_the_mean_of_its_leases() {
    let mut suite = Suite::new();
    // 3/4 at 2, 1/4 at 4: 2.5 million a second.
    let lease = |lease_id, claimed, rate| SettledWork {
        rate: Uint128::new(rate),
        ..work(lease_id, "north", claimed)
    };
    suite.index(&[lease(1, 750, 2_000_000), lease(2, 250, 4_000_000)]);
    let found = suite.gpu_hour(None);
    assert_eq!((found.sources, found.volume.u128(), found.low_rate.u128()), (1, 1_000, 2_500_000));
    suite.index(&[lease(3, 1, 1)]);
    // ⌊(750·2 + 250·4) · 10^6 + 1) ÷ 1,001⌋
    assert_eq!(suite.gpu_hour(None).low_rate.u128(), 2_497_502);
}

#[test]
fn fewer_providers_than_needed_are_not_reliable() {
    let mut suite = Suite::new();
    let leases = market([2_300_000, 2_490_000, 2_900_000, 2_600_000, 2_100_000]);
    suite.index(&leases[..4]);
    let found = suite.gpu_hour(None);
    assert!(!found.is_reliable && found.sources == 4);
    // An even split of equal weights: the two in the middle.
    assert_eq!(found.low_rate.u128(), rate(2_490_000));
    assert_eq!(found.high_rate.u128(), rate(2_600_000));
    suite.index(&leases[4..]);
    assert!(suite.gpu_hour(None).is_reliable);
}

#[test]
fn a_lease_belongs_to_the_day_of_its_last_second() {
    let mut suite = Suite::new();
    let ends = [TODAY * DAY - 1, TODAY * DAY, TODAY * DAY + DAY - 1, TODAY * DAY + DAY];
    let leases: Vec<_> = (1..)
        .zip(ends)
        .map(|(lease_id, end)| SettledWork { ended_at: Some(end), ..work(lease_id, "north", 100) })
        .collect();
    suite.index(&leases);
    let volumes: Vec<_> = suite.history().into_iter().map(|row| (row.day, row.volume.u128())).collect();
    assert_eq!(volumes, [(TODAY + 1, 100), (TODAY, 200), (TODAY - 1, 100)]);
    assert_eq!(suite.gpu_hour(None).day, TODAY + 1);
}

#[test]
fn history_is_paged_from_the_newest_and_leaves_out_empty_days() {
    let mut suite = Suite::new();
    let days = [0, 3, 4, 90, 365];
    let leases: Vec<_> =
        (1..).zip(days).map(|(lease_id, back)| on(TODAY - back, work(lease_id, "north", 100))).collect();
    suite.index(&leases);
    let page = |start_before, limit| {
        let msg = QueryMsg::GpuHourHistory { sku: SKU.into(), start_before, limit };
        let rows = suite.query::<GpuHoursResponse>(&msg).days;
        rows.into_iter().map(|row| TODAY - row.day).collect::<Vec<_>>()
    };
    assert_eq!(page(None, None), days);
    assert_eq!(page(None, Some(2)), days[..2]);
    assert_eq!(page(Some(TODAY - 3), Some(2)), days[2..4]);
    assert!(page(Some(TODAY - 365), None).is_empty());
    assert_eq!(page(Some(u64::MAX), Some(1)), days[..1]);
}

#[test]
fn a_year_and_a_day_is_kept_and_no_more() {
    let mut suite = Suite::new();
    suite.index(&[on(TODAY - HISTORY_DAYS, work(1, "north", 100))]);
    suite.index(&[on(TODAY - HISTORY_DAYS + 1, work(2, "north", 200))]);
    assert_eq!(suite.history().len(), 2);
    // The new day takes the oldest one's place in the ring, for its provider too.
    suite.index(&[on(TODAY, work(3, "north", 300))]);
    let days: Vec<_> = suite.history().into_iter().map(|row| (row.day, row.volume.u128())).collect();
    assert_eq!(days, [(TODAY, 300), (TODAY - HISTORY_DAYS + 1, 200)]);
    // A late one of a day that is gone counts for score and usage alone.
    suite.index(&[on(TODAY - HISTORY_DAYS, work(4, "north", 400))]);
    assert_eq!(suite.gpu_hour(None).volume.u128(), 300);
    assert_eq!(suite.score("north").volume.u128(), 1_000);
    let gone = QueryMsg::GpuHourIndex { sku: SKU.into(), day: Some(TODAY - HISTORY_DAYS) };
    let reason = ContractError::NoPriceOn { sku: SKU.into(), day: TODAY - HISTORY_DAYS };
    let error = suite.try_query::<GpuHourResponse>(&gone).unwrap_err().to_string();
    assert!(error.contains(&reason.to_string()), "{error}");
}

#[test]
fn models_have_prices_of_their_own() {
    let mut suite = Suite::new();
    let other = SettledWork { sku: "L40S".into(), ..priced(2, "north", 100, 800_000) };
    suite.index(&[work(1, "north", 100), other]);
    let msg = QueryMsg::Skus { start_after: None, limit: None };
    let names = |found: IndexedSkusResponse| {
        found.skus.into_iter().map(|row| (row.sku, row.newest_day)).collect::<Vec<_>>()
    };
    assert_eq!(names(suite.query(&msg)), [(SKU.to_owned(), TODAY), ("L40S".to_owned(), TODAY)]);
    let after = QueryMsg::Skus { start_after: Some(SKU.into()), limit: None };
    assert_eq!(names(suite.query(&after)), [("L40S".to_owned(), TODAY)]);
    let index = |sku: &str| QueryMsg::GpuHourIndex { sku: sku.into(), day: None };
    let found: GpuHourResponse = suite.query(&index("L40S"));
    assert_eq!(found.gpu_hour_low.u128(), 800_000);
    let reason = ContractError::NoPrice { sku: "A100".into() };
    let error = suite.try_query::<GpuHourResponse>(&index("A100")).unwrap_err().to_string();
    assert!(error.contains(&reason.to_string()), "{error}");
}

/// Sixty-four with 1,000 each crowd out whoever has less, and make room for whoever grows past one of them.
#[test]
fn a_crowd_of_small_providers_cannot_keep_a_larger_one_out() {
    let mut suite = Suite::new();
    let crowd: Vec<_> = (1..=64).map(|n| priced(n, &format!("crowd {n}"), 1_000, 1_000_000)).collect();
    suite.index(&crowd);
    suite.index(&[priced(100, "north", 600, 9_000_000)]);
    assert_eq!((suite.gpu_hour(None).sources, suite.gpu_hour(None).volume.u128()), (64, 64_000));
    suite.index(&[priced(101, "north", 500, 9_000_000)]);
    assert_eq!((suite.gpu_hour(None).sources, suite.gpu_hour(None).volume.u128()), (64, 64_100));
}
