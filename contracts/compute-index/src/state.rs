//! Everything that this contract stores beside cw2's `contract_info`.

use crate::board::Board;
use crate::lease::RecordedLease;
use crate::provider_day::ProviderDay;
use crate::score::ProviderWork;
use cosmwasm_std::{Addr, Uint128};
use weal_api::compute_index::{TotalsResponse, UsageRecord};
use weal_records::{Item, Map, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-index";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// The source and the parameters. Written once, by `instantiate`.
    pub(crate) const CONFIG: Item<Config> = Item::new(1);
    /// The sums over all that was recorded (I1). Written by `record`, as everything below.
    pub(crate) const TOTALS: Item<TotalsResponse> = Item::new(2);
    /// The last provider's number.
    pub(crate) const PROVIDER_COUNT: Item<u64> = Item::new(3);
    /// Provider → sums over its settled leases (I3).
    pub(crate) const PROVIDERS: Map<Addr, ProviderWork> = Map::new(4);
    /// GPU model → the newest day with a source. It never falls (I5).
    pub(crate) const NEWEST_DAYS: Map<String, u64> = Map::new(5);
    /// Lease → its counters as they were recorded last (I2).
    pub(crate) const LEASES: Map<u64, RecordedLease> = Map::new(6);
    /// Payer → what it has paid in all as a tenant; public.
    pub(crate) const USAGE: Map<Addr, UsageRecord> = weal_api::compute_index::USAGE;
    /// (GPU model, day mod 366, provider) → the provider's leases of that day, summed (I5).
    pub(crate) const PROVIDER_DAYS: Map<(String, u64, Addr), ProviderDay> = Map::new(8);
    /// (GPU model, day mod 366) → the day's largest providers (I4, I5).
    pub(crate) const BOARDS: Map<(String, u64), Board> = Map::new(9);
}

/// Source and parameters.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Config {
    /// The escrow whose settled work counts.
    pub(crate) escrow: Addr,
    /// c: the cap of a provider's weight, basis points.
    pub(crate) provider_cap_bps: u16,
    /// The least number of providers of a reliable price.
    pub(crate) min_providers: u32,
    /// H: the volume of half confidence, base units.
    pub(crate) half_volume: Uint128,
}
