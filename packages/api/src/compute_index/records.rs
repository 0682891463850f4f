//! The index's record that other contracts read by raw query.

use cosmwasm_std::{Addr, Uint128};
use weal_records::{Map, Packed};

/// Payer → what it has paid in all as a tenant; public. Written by `record` only.
pub const USAGE: Map<Addr, UsageRecord> = Map::new(7);

/// The sums that an account has paid in all as a tenant. They never fall.
#[weal_wire::record]
#[derive(Copy, Default, Eq, Packed)]
pub struct UsageRecord {
    /// The protocol fees of its leases, base units.
    pub fees: Uint128,
    /// The charges of its leases, fees included, base units.
    pub volume: Uint128,
    /// The time at which either last grew, Unix seconds.
    pub grew_at: u64,
}
