//! The index's record that other contracts read by raw query.
//!
//! Key and layout are public interface: a change breaks every consumer, so a new layout needs a new namespace.

use cosmwasm_std::Uint128;
use cw_storage_plus::Map;

/// Payer → [`UsageRecord::to_bytes`]: only the key is this map's. Written by `record` only.
pub const USAGE: Map<&cosmwasm_std::Addr, ()> = Map::new("usage");

/// What an account has paid in all as a tenant. It never falls.
#[weal_wire::record]
#[derive(Copy, Default, Eq)]
pub struct UsageRecord {
    /// Protocol fees of its leases, base units.
    pub fees: Uint128,
    /// What claims charged them, fees included, base units.
    pub volume: Uint128,
    /// When either last grew (Unix seconds).
    pub grew_at: u64,
}

impl UsageRecord {
    /// fees (16) ‖ volume (16) ‖ `grew_at` (8), big-endian.
    ///
    /// ```
    /// use weal_api::compute_index::UsageRecord;
    /// let usage = UsageRecord { fees: 3u128.into(), volume: 100u128.into(), grew_at: 7 };
    /// assert_eq!(UsageRecord::from_bytes(&usage.to_bytes()), Some(usage));
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.fees.to_be_bytes()[..], &self.volume.to_be_bytes(), &self.grew_at.to_be_bytes()].concat()
    }

    /// None unless there are 40 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (fees, rest) = bytes.split_first_chunk::<16>()?;
        let (volume, rest) = rest.split_first_chunk::<16>()?;
        let grew_at = u64::from_be_bytes(rest.try_into().ok()?);
        let number = |bytes: &[u8; 16]| Uint128::new(u128::from_be_bytes(*bytes));
        Some(Self { fees: number(fees), volume: number(volume), grew_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_bytes_read_back_and_other_lengths_do_not(
            fees: u128, volume: u128, grew_at: u64, length in 0usize..80,
        ) {
            let usage = UsageRecord { fees: fees.into(), volume: volume.into(), grew_at };
            let mut bytes = usage.to_bytes();
            prop_assert_eq!(UsageRecord::from_bytes(&bytes), Some(usage));
            bytes.resize(length, 0);
            prop_assert_eq!(UsageRecord::from_bytes(&bytes).is_some(), length == 40);
        }
    }
}
