//! The oracle's records that other contracts read by raw query.
//!
//! These keys and their JSON are public interface: a change breaks every consumer, so a new layout needs a
//! new namespace.

use super::{HashLength, hash_from};
use attestation::Hash;
use cosmwasm_std::{Addr, Binary, Decimal, Uint128};
use cw_storage_plus::Map;

/// Feed → its last price. Written by `submit_prices` only.
pub const PRICES: Map<&str, PriceRecord> = Map::new("prices");
/// (consumer, epoch) → its settlement. Written once by `post_settlement`, never changed.
pub const SETTLEMENTS: Map<(&Addr, u64), SettlementRecord> = Map::new("settlements");
/// Consumer → its last epoch, from 1. Written by `post_settlement` only.
pub const LATEST_SETTLEMENT: Map<&Addr, u64> = Map::new("latest_settlement");

/// The medians of a feed's last round.
#[wire::record]
#[derive(Eq)]
pub struct PriceRecord {
    /// The round, from 1.
    pub round: u64,
    /// Lower median, quote base units per asset base unit: values what is owned, so collateral.
    pub low: Decimal,
    /// Upper median: values what is owed, so debt. Never below `low`.
    pub high: Decimal,
    /// The round's oldest observation (Unix seconds).
    pub observed_at: u64,
    /// Last second in which the price may be used.
    pub expires_at: u64,
}

impl PriceRecord {
    /// Whether the price may be used at `now` (Unix seconds). Its last second counts.
    pub const fn is_fresh(&self, now: u64) -> bool {
        now <= self.expires_at
    }
}

/// A settlement root that a quorum signed.
#[wire::record]
#[derive(Eq)]
pub struct SettlementRecord {
    /// The tree's root, 32 bytes; see [`SettlementRecord::root_hash`].
    pub root: Binary,
    /// The tree's leaves, 1 to 2^32.
    pub leaf_count: u64,
    /// Sum of the leaves' cumulative charges, base units.
    pub total_charge: Uint128,
    /// The epoch before's end (Unix seconds).
    pub starts_at: u64,
    /// End of the epoch (Unix seconds).
    pub ends_at: u64,
    /// Block time at which it was stored (Unix seconds): a challenge window counts from here.
    pub posted_at: u64,
    /// The committee that signed.
    pub committee_epoch: u64,
}

impl SettlementRecord {
    /// The root, for [`attestation::multiproof::verify_multiproof`]. Errors: [`HashLength`] for a record that no oracle
    /// wrote.
    pub fn root_hash(&self) -> Result<Hash, HashLength> {
        hash_from("root", &self.root)
    }
}
