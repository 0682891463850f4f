//! Every storage key of this contract beside the LP ledger's own (`token_info`, `balance`, `allowance`,
//! `allowance_spender`) and cw2's `contract_info`.

use crate::ContractError;
use amm_math::{Amplification, Balances, PriceSums};
use api::amm_pool::DEFAULT_OBSERVATIONS;
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Storage, Uint256};
use cw_storage_plus::Item;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-pool";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What hardly ever changes. Written by `instantiate`; its amplification by `ramp_amp` and `stop_ramp`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");

/// What the pool holds and its prices so far, packed big-endian: the reserves in pool order, then the fees held in pool
/// order, 16 bytes each; then the [`Clock`]: two times of 8 bytes, four counts of 2; then for each asset after the first
/// its sums of 24, 24 and 16 bytes. Written by `instantiate` and every message that trades or moves liquidity (I2 to
/// I4, I12).
const HOLDINGS: &[u8] = b"holdings";
/// slot, 2 bytes → time of 8 bytes and the sums as in [`HOLDINGS`], at that time. A ring: the oldest is overwritten.
/// Written by what trades, at most once in `OBSERVATION_SPACING` seconds (I12).
const OBSERVATION: &[u8] = b"observation/";
const SUM_BYTES: usize = 24;

/// What hardly ever changes.
#[cw_serde]
pub(crate) struct Config {
    /// Different; their order is the pool's order.
    pub(crate) tokens: Vec<Token>,
    /// The curve.
    pub(crate) curve: Curve,
    /// Basis points of the output, at most 500.
    pub(crate) fee_bps: u16,
    /// May ramp the amplification.
    pub(crate) owner: Addr,
}

/// The curve and its parameters.
#[cw_serde]
pub(crate) enum Curve {
    ConstantProduct {},
    Stableswap {
        /// Of each asset, in pool order.
        decimals: Vec<u8>,
        ramp: Ramp,
    },
}

/// An [`Amplification`] as it is stored.
#[cw_serde]
#[derive(Copy)]
pub(crate) struct Ramp {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) starts_at: u64,
    pub(crate) ends_at: u64,
}

impl From<Amplification> for Ramp {
    fn from(value: Amplification) -> Self {
        let Amplification { from, to, starts_at, ends_at } = value;
        Self { from, to, starts_at, ends_at }
    }
}

impl From<Ramp> for Amplification {
    fn from(value: Ramp) -> Self {
        let Ramp { from, to, starts_at, ends_at } = value;
        Self { from, to, starts_at, ends_at }
    }
}

/// What is read and written once by every trade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) holdings: Balances,
    pub(crate) clock: Clock,
    /// One for each asset after the first.
    pub(crate) sums: Vec<PriceSums>,
}

/// Where the sums and their ring stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Until when prices have been summed, Unix seconds; 0 before the first deposit.
    pub(crate) at: u64,
    /// When the newest observation was written.
    pub(crate) stored_at: u64,
    /// Slot of the newest observation.
    pub(crate) newest: u16,
    /// Observations there are.
    pub(crate) count: u16,
    /// Slots in use.
    pub(crate) capacity: u16,
    /// Slots in use once the ring reaches its end.
    pub(crate) next_capacity: u16,
}

impl Record {
    pub(crate) fn empty(assets: usize) -> Self {
        let capacity = DEFAULT_OBSERVATIONS;
        let clock = Clock { capacity, next_capacity: capacity, ..Clock::default() };
        let sums = vec![PriceSums::default(); assets.saturating_sub(1)];
        Self { holdings: Balances::empty(assets), clock, sums }
    }

    /// Errors: `CorruptHoldings` unless the layout is that of `assets` assets.
    pub(crate) fn load(storage: &dyn Storage, assets: usize) -> Result<Self, ContractError> {
        let bytes = storage.get(HOLDINGS).unwrap_or_default();
        let corrupt = || ContractError::CorruptHoldings { found: bytes.len() };
        let mut rest = bytes.as_slice();
        let mut record = Self::empty(assets);
        let Balances { reserves, fees } = &mut record.holdings;
        for amount in reserves.iter_mut().chain(fees) {
            *amount = u128::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?).into();
        }
        record.clock = Clock {
            at: u64::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?),
            stored_at: u64::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?),
            newest: u16::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?),
            count: u16::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?),
            capacity: u16::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?),
            next_capacity: u16::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?),
        };
        for sums in &mut record.sums {
            *sums = take_sums(&mut rest).ok_or_else(corrupt)?;
        }
        if rest.is_empty() { Ok(record) } else { Err(corrupt()) }
    }

    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        let amounts = self.holdings.reserves.iter().chain(&self.holdings.fees);
        let mut bytes: Vec<u8> = amounts.flat_map(|amount| amount.to_be_bytes()).collect();
        let Clock { at, stored_at, newest, count, capacity, next_capacity } = self.clock;
        bytes.extend([at, stored_at].into_iter().flat_map(u64::to_be_bytes));
        bytes.extend([newest, count, capacity, next_capacity].into_iter().flat_map(u16::to_be_bytes));
        put_sums(&mut bytes, &self.sums);
        storage.set(HOLDINGS, &bytes);
    }

    /// Writes the sums as they stand into the slot that the clock names.
    pub(crate) fn save_observation(&self, storage: &mut dyn Storage) {
        let mut bytes = self.clock.at.to_be_bytes().to_vec();
        put_sums(&mut bytes, &self.sums);
        storage.set(&observation_key(self.clock.newest), &bytes);
    }
}

/// The time and the sums in `slot`. Errors: `CorruptHoldings`.
pub(crate) fn load_observation(
    storage: &dyn Storage,
    slot: u16,
    assets: usize,
) -> Result<(u64, Vec<PriceSums>), ContractError> {
    let bytes = storage.get(&observation_key(slot)).unwrap_or_default();
    let corrupt = || ContractError::CorruptHoldings { found: bytes.len() };
    let mut rest = bytes.as_slice();
    let at = u64::from_be_bytes(take(&mut rest).ok_or_else(corrupt)?);
    let sums = (1..assets).map(|_| take_sums(&mut rest).ok_or_else(corrupt)).collect::<Result<_, _>>()?;
    Ok((at, sums))
}

fn observation_key(slot: u16) -> Vec<u8> {
    [OBSERVATION, &slot.to_be_bytes()].concat()
}

fn put_sums(bytes: &mut Vec<u8>, sums: &[PriceSums]) {
    for PriceSums { of_first, in_first, log2 } in sums {
        for sum in [of_first, in_first] {
            let sum = sum.to_be_bytes();
            bytes.extend(sum.iter().skip(sum.len().saturating_sub(SUM_BYTES)));
        }
        bytes.extend(log2.to_be_bytes());
    }
}

fn take_sums(rest: &mut &[u8]) -> Option<PriceSums> {
    let mut sum = || {
        let mut bytes = [0u8; 32];
        let low: [u8; SUM_BYTES] = take(rest)?;
        bytes.iter_mut().skip(32usize.saturating_sub(SUM_BYTES)).zip(low).for_each(|(to, from)| *to = from);
        Some(Uint256::from_be_bytes(bytes))
    };
    let (of_first, in_first) = (sum()?, sum()?);
    Some(PriceSums { of_first, in_first, log2: i128::from_be_bytes(take(rest)?) })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::Uint128;
    use cosmwasm_std::testing::MockStorage;

    fn amounts(values: [u128; 2]) -> Vec<Uint128> {
        values.map(Uint128::new).into()
    }

    #[test]
    fn the_layout_is_the_documented_one() {
        let mut record = Record::empty(2);
        record.holdings = Balances { reserves: amounts([1, 2]), fees: amounts([3, u128::MAX]) };
        record.clock = Clock { at: 4, stored_at: 5, newest: 6, count: 7, capacity: 8, next_capacity: 9 };
        record.sums =
            vec![PriceSums { of_first: Uint256::from(10u8), in_first: Uint256::from(11u8), log2: -2 }];
        let mut storage = MockStorage::new();
        record.save(&mut storage);
        let bytes = storage.get(b"holdings").unwrap();
        assert_eq!(bytes.len(), 152);
        assert_eq!((bytes[15], bytes[31], bytes[47]), (1, 2, 3));
        assert_eq!(bytes[48..64], [0xff; 16]);
        assert_eq!((bytes[71], bytes[79], bytes[81], bytes[83], bytes[85], bytes[87]), (4, 5, 6, 7, 8, 9));
        assert_eq!((bytes[111], bytes[135], bytes[151]), (10, 11, 0xfe));
        assert_eq!(Record::load(&storage, 2).unwrap(), record);

        record.save_observation(&mut storage);
        assert_eq!(storage.get(b"observation/\x00\x06").unwrap().len(), 72);
        assert_eq!(load_observation(&storage, 6, 2).unwrap(), (4, record.sums));
    }

    #[test]
    fn a_record_of_another_length_is_refused() {
        let mut storage = MockStorage::new();
        let missing = Record::load(&storage, 2);
        assert!(matches!(missing, Err(ContractError::CorruptHoldings { found: 0 })));
        for found in [32usize, 64, 151, 153, 168] {
            storage.set(b"holdings", &vec![1; found]);
            let refused = Record::load(&storage, 2);
            assert!(matches!(refused, Err(ContractError::CorruptHoldings { found: f }) if f == found));
        }
    }
}
