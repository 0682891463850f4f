//! The oracle's records that other contracts read by raw query.
//!
//! These keys and records are public interface: a change breaks every consumer, so a new layout needs a
//! new namespace. Settlements are packed: every claim reads one, and gas is paid by the byte.

use super::{HashLength, hash_from};
use cosmwasm_std::{Addr, Binary, Decimal, Uint128};
use cw_storage_plus::Map;
use weal_attestation::Hash;
use weal_wire::compact::{CompactError, Reader, Writer};

/// Feed → its last price. Written by `submit_prices` only.
pub const PRICES: Map<&str, PriceRecord> = Map::new("prices");
/// (consumer, epoch) → its settlement, the bytes of [`SettlementRecord::to_bytes`]: only the key is this map's.
/// Written once by `post_settlement`, never changed.
pub const SETTLEMENTS: Map<(&Addr, u64), ()> = Map::new("settlement_roots");
/// Consumer → its last epoch, from 1. Written by `post_settlement` only.
pub const LATEST_SETTLEMENT: Map<&Addr, u64> = Map::new("latest_settlement");

/// (consumer, epoch, committee's number) → the readings that committee fixed, the bytes of
/// [`ReadingsRecord::to_bytes`]: only the key is this map's. Written once by `fix_readings`, never changed.
pub const FIXED_READINGS: Map<(&Addr, u64, u64), ()> = Map::new("fixed_readings");

/// The medians of a feed's last round.
#[weal_wire::record]
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
#[weal_wire::record]
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
    /// Bit i: member i of that committee signed, and answers for the root with its bond.
    pub signers: u32,
}

impl SettlementRecord {
    /// The root as it is, then leaf count, total charge, start, end, time of posting, committee and signers, each
    /// as [`weal_wire::compact`] says.
    pub fn to_bytes(&self) -> Result<Vec<u8>, HashLength> {
        let packed = Writer::default()
            .hash(&self.root_hash()?)
            .number(self.leaf_count)
            .number(self.total_charge.u128())
            .number(self.starts_at)
            .number(self.ends_at)
            .number(self.posted_at)
            .number(self.committee_epoch)
            .number(self.signers);
        Ok(packed.finish())
    }

    /// Errors: [`CompactError`] for bytes that no oracle wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CompactError> {
        let mut reader = Reader::new(bytes);
        let record = Self {
            root: Binary::from(reader.hash()?),
            leaf_count: reader.u64()?,
            total_charge: Uint128::new(reader.u128()?),
            starts_at: reader.u64()?,
            ends_at: reader.u64()?,
            posted_at: reader.u64()?,
            committee_epoch: reader.u64()?,
            signers: u32::try_from(reader.u64()?).map_err(|_| reader.damaged())?,
        };
        reader.finish()?;
        Ok(record)
    }

    /// The root, for [`weal_attestation::multiproof::verify_multiproof`]. Errors: [`HashLength`] for a record that no oracle
    /// wrote.
    pub fn root_hash(&self) -> Result<Hash, HashLength> {
        hash_from("root", &self.root)
    }
}

/// Which bundle of readings a committee agreed to make an epoch's tree from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingsRecord {
    /// SHA-256 of the bundle.
    pub readings_hash: Hash,
    /// Block time at which it was fixed (Unix seconds).
    pub fixed_at: u64,
    /// Bit i: member i of the committee signed.
    pub signers: u32,
}

impl ReadingsRecord {
    /// The hash as it is, then time and signers, each as [`weal_wire::compact`] says.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::default().hash(&self.readings_hash).number(self.fixed_at).number(self.signers).finish()
    }

    /// Errors: [`CompactError`] for bytes that no oracle wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CompactError> {
        let mut reader = Reader::new(bytes);
        let record = Self {
            readings_hash: reader.hash()?,
            fixed_at: reader.u64()?,
            signers: u32::try_from(reader.u64()?).map_err(|_| reader.damaged())?,
        };
        reader.finish()?;
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_readings_pack_as_documented_and_come_back() {
        let record = ReadingsRecord { readings_hash: [7; 32], fixed_at: 259, signers: 0b1011 };
        let packed = record.to_bytes();
        assert_eq!(packed, [&[7; 32][..], &[184, 75, 0b1011]].concat());
        assert_eq!(ReadingsRecord::from_bytes(&packed), Ok(record));
        for cut in 0..packed.len() {
            ReadingsRecord::from_bytes(packed.get(..cut).unwrap()).unwrap_err();
        }
        ReadingsRecord::from_bytes(&[&packed[..], &[0]].concat()).unwrap_err();
    }

    #[test]
    fn a_settlement_packs_as_documented_and_comes_back() {
        let record = SettlementRecord {
            root: Binary::from([7; 32]),
            leaf_count: 1_000,
            total_charge: Uint128::new(5),
            starts_at: 0,
            ends_at: 258,
            posted_at: 259,
            committee_epoch: 1,
            signers: 0b1011,
        };
        let packed = record.to_bytes().unwrap();
        let numbers = [187, 0x30, 5, 0, 184, 74, 184, 75, 1, 0b1011];
        assert_eq!(packed, [&[7; 32][..], &numbers].concat());
        assert_eq!(SettlementRecord::from_bytes(&packed), Ok(record.clone()));
        let most = SettlementRecord {
            leaf_count: u64::MAX,
            total_charge: Uint128::MAX,
            starts_at: u64::MAX,
            ends_at: u64::MAX,
            posted_at: u64::MAX,
            committee_epoch: u64::MAX,
            signers: u32::MAX,
            ..record.clone()
        };
        assert_eq!(SettlementRecord::from_bytes(&most.to_bytes().unwrap()), Ok(most));
        for cut in 0..packed.len() {
            SettlementRecord::from_bytes(packed.get(..cut).unwrap()).unwrap_err();
        }
        SettlementRecord::from_bytes(&[&packed[..], &[0]].concat()).unwrap_err();
        let wide = [&packed[..packed.len().saturating_sub(2)], &[5, 1, 0, 0, 0, 0]].concat();
        SettlementRecord::from_bytes(&wide).unwrap_err();
        SettlementRecord { root: Binary::from([7; 31]), ..record }.to_bytes().unwrap_err();
    }
}
