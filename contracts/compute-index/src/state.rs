//! Every storage key of this contract beside cw2's `contract_info` and the public [`weal_api::compute_index::USAGE`].

use crate::ContractError;
use crate::board::Board;
use crate::lease::RecordedLease;
use crate::prices::ProviderDay;
use crate::provider::ProviderWork;
use cosmwasm_std::{Addr, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use weal_api::compute_index::{TotalsResponse, USAGE, UsageRecord};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:compute-index";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Source and parameters.
#[weal_wire::record]
pub(crate) struct Config {
    /// Whose settled work counts.
    pub(crate) escrow: Addr,
    /// c, basis points.
    pub(crate) provider_cap_bps: u16,
    /// Providers of a reliable price.
    pub(crate) min_providers: u32,
    /// H, base units.
    pub(crate) half_volume: Uint128,
}

/// Written once, by `instantiate`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// Sums over all that was recorded (I1). Written by `record`, as everything below.
pub(crate) const TOTALS: Item<TotalsResponse> = Item::new("totals");
/// The last provider's number.
pub(crate) const PROVIDER_COUNT: Item<u64> = Item::new("provider_count");
/// Provider → sums over its settled leases (I3).
pub(crate) const PROVIDERS: Map<&Addr, ProviderWork> = Map::new("providers");
/// GPU model → the newest day with a source. It never falls (I5).
pub(crate) const NEWEST_DAYS: Map<&str, u64> = Map::new("newest_days");

/// Lease → what was recorded of it: the value is [`RecordedLease::to_bytes`] (I2).
const LEASES: Map<u64, ()> = Map::new("leases");
/// (GPU model, day mod 366, provider) → its sums: the value is [`ProviderDay::to_bytes`] (I5).
const PROVIDER_DAYS: Map<(&str, u64, &Addr), ()> = Map::new("provider_days");
/// (GPU model, day mod 366) → the day's largest providers: the value is [`Board::to_bytes`] (I4, I5).
const BOARDS: Map<(&str, u64), ()> = Map::new("boards");

/// Zeros before the first payment. Errors: `CorruptRecord`.
pub(crate) fn load_usage(storage: &dyn Storage, payer: &Addr) -> Result<UsageRecord, ContractError> {
    let Some(bytes) = storage.get(&USAGE.key(payer)) else { return Ok(UsageRecord::default()) };
    let corrupt = ContractError::CorruptRecord { record: "usage", found: bytes.len() };
    UsageRecord::from_bytes(&bytes).ok_or(corrupt)
}

/// Writes what an account has paid.
pub(crate) fn save_usage(storage: &mut dyn Storage, payer: &Addr, usage: &UsageRecord) {
    storage.set(&USAGE.key(payer), &usage.to_bytes());
}

/// Zeros for a lease that never was recorded. Errors: `CorruptRecord`.
pub(crate) fn load_lease(storage: &dyn Storage, lease_id: u64) -> Result<RecordedLease, ContractError> {
    let bytes = storage.get(&LEASES.key(lease_id));
    bytes.map_or_else(|| Ok(RecordedLease::default()), |bytes| RecordedLease::from_bytes(&bytes))
}

/// Writes what was recorded of a lease.
pub(crate) fn save_lease(storage: &mut dyn Storage, lease_id: u64, lease: RecordedLease) {
    storage.set(&LEASES.key(lease_id), &lease.to_bytes());
}

/// None where nothing was ever recorded in that place. Errors: `CorruptRecord`.
pub(crate) fn load_provider_day(
    storage: &dyn Storage,
    key: (&str, u64, &Addr),
) -> Result<Option<ProviderDay>, ContractError> {
    storage.get(&PROVIDER_DAYS.key(key)).map(|bytes| ProviderDay::from_bytes(&bytes)).transpose()
}

/// Writes a provider's sums of a day.
pub(crate) fn save_provider_day(storage: &mut dyn Storage, key: (&str, u64, &Addr), sums: &ProviderDay) {
    storage.set(&PROVIDER_DAYS.key(key), &sums.to_bytes());
}

/// None where nothing was ever recorded in that place. Errors: `CorruptRecord`.
pub(crate) fn load_board(storage: &dyn Storage, key: (&str, u64)) -> Result<Option<Board>, ContractError> {
    storage.get(&BOARDS.key(key)).map(|bytes| Board::from_bytes(&bytes)).transpose()
}

/// Writes a day's sources.
pub(crate) fn save_board(storage: &mut dyn Storage, key: (&str, u64), board: &Board) {
    storage.set(&BOARDS.key(key), &board.to_bytes());
}

#[cfg(test)]
mod tests {
    /// No namespace is another's beginning once the length that maps put before theirs is counted.
    #[test]
    fn storage_namespaces_differ() {
        let items = ["config", "totals", "provider_count", "contract_info"];
        let maps = ["usage", "providers", "newest_days", "leases", "provider_days", "boards"];
        let prefixed = maps.map(|name| {
            let length = u16::try_from(name.len()).unwrap().to_be_bytes();
            [&length, name.as_bytes()].concat()
        });
        let all: Vec<Vec<u8>> = items.iter().map(|name| name.as_bytes().to_vec()).chain(prefixed).collect();
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }
}
