//! The oracle's records that other contracts read by raw query.
//!
//! Their prefixes and layouts are public interface: a record only grows, by fields at its end. Every claim reads a settlement, and gas is
//! paid by the byte.

use super::{AppraisalRecord, HashLength, hash_from};
use cosmwasm_std::{Addr, Binary, Decimal, Uint128};
use weal_attestation::Hash;
use weal_records::{Map, Packed};

/// Feed → its last price; public. Written by `submit_prices` and `submit_round` only.
pub const PRICES: Map<String, PriceRecord> = Map::new(1);
/// (Consumer, epoch) → its settlement; public. Written once by `post_settlement` or `post_root`, never changed.
pub const SETTLEMENTS: Map<(Addr, u64), SettlementRecord> = Map::new(2);
/// Consumer → its last epoch, from 1; public. Written by `post_settlement` and `post_root` only.
pub const LATEST_SETTLEMENT: Map<Addr, u64> = Map::new(3);
/// (Consumer, epoch, committee's number) → the readings that this committee fixed; public. Written once by `fix_readings`, never
/// changed.
pub const FIXED_READINGS: Map<(Addr, u64, u64), ReadingsRecord> = Map::new(4);
/// Asset → its appraisal; public. Written by `submit_appraisal` and `mark_down`.
pub const APPRAISALS: Map<String, AppraisalRecord> = Map::new(5);

/// The medians of a feed's last round.
#[weal_wire::record]
#[derive(Eq, Packed)]
pub struct PriceRecord {
    /// The round, from 1.
    pub round: u64,
    /// The lower median, quote base units per asset base unit, values what is owned, so collateral.
    pub low: Decimal,
    /// The upper median, which values what is owed, so debt. Never below `low`.
    pub high: Decimal,
    /// The time of the round's oldest observation, Unix seconds.
    pub observed_at: u64,
    /// The last second in which the price may be used, Unix seconds.
    pub expires_at: u64,
}

impl PriceRecord {
    /// True where the price may be used at `now` (Unix seconds). Its last second counts.
    pub const fn is_fresh(&self, now: u64) -> bool {
        now <= self.expires_at
    }
}

/// A settlement root that a quorum signed.
#[weal_wire::record]
#[derive(Eq, Packed)]
pub struct SettlementRecord {
    /// The tree's root, 32 bytes; see [`SettlementRecord::root_hash`].
    pub root: Binary,
    /// The tree's leaves, 1 to 2^32.
    pub leaf_count: u64,
    /// The sum of the leaves' cumulative charges, base units.
    pub total_charge: Uint128,
    /// The end of the epoch before, Unix seconds.
    pub starts_at: u64,
    /// The end of the epoch, Unix seconds.
    pub ends_at: u64,
    /// The block time at which it was stored, Unix seconds: a challenge window counts from here.
    pub posted_at: u64,
    /// The committee that signed.
    pub committee_epoch: u64,
    /// The members of that committee that signed, and answer for the root with their bonds: bit i for member i.
    pub signers: u32,
}

impl SettlementRecord {
    /// The root, for [`weal_attestation::multiproof::verify_multiproof`]. Errors: [`HashLength`] for a record that no oracle
    /// wrote.
    pub fn root_hash(&self) -> Result<Hash, HashLength> {
        hash_from("root", &self.root)
    }
}

/// The bundle of readings from which a committee agreed to make an epoch's tree.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub struct ReadingsRecord {
    /// SHA-256 of the bundle.
    pub readings_hash: Hash,
    /// The block time at which it was fixed, Unix seconds.
    pub fixed_at: u64,
    /// The members of the committee that signed: bit i for member i.
    pub signers: u32,
}
