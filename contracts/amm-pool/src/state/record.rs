//! What is read and written once by every trade.

use super::{Config, Curve, HOLDINGS, OBSERVATION, amounts, with_amounts};
use crate::error::Failure;
use cosmwasm_std::{Storage, Uint128, Uint256};
use weal_amm_math::{Balances, LpShares, MathError, PriceSums};
use weal_api::amm_pool::DEFAULT_OBSERVATIONS;
use weal_wire::compact::{CompactError, Reader, Writer};

/// What is read and written once by every trade. Packed as numbers: the reserves in pool order, the fees held, the LP supply; the clock:
/// its time, how long before the newest observation was written, its slot, and the ring; of each asset after the first its sums, three numbers. Then, only where there are any, the protocol's fees of each asset; and, only where the bound
/// is on, twice the height and one more with the bound, the supply, the reserves and, of a stableswap, the fees at the opening of the last block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) holdings: Balances,
    /// All LP shares (I1).
    pub(crate) supply: LpShares,
    pub(crate) clock: Clock,
    /// One for each asset after the first.
    pub(crate) sums: Vec<PriceSums>,
    /// Protocol's part of the fees and what the bound withheld, until it is claimed.
    pub(crate) protocol_fees: Vec<Uint128>,
    /// Where the bound is on.
    pub(crate) opening: Option<Opening>,
}

/// What the pool was when the block opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) height: u64,
    /// Whether it binds the block's trades: as the parameters were, whatever is applied in the block.
    pub(crate) is_bound: bool,
    pub(crate) supply: LpShares,
    /// Of a constant product without the fees.
    pub(crate) holdings: Balances,
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

/// Bits of a reserve that an observation keeps, and what one more that follows adds to their number.
const DEPTH_BITS: u32 = 7;
const DEPTH_STEP: u128 = 64;

impl Record {
    pub(crate) fn empty(assets: usize) -> Self {
        let capacity = DEFAULT_OBSERVATIONS;
        Self {
            holdings: Balances::empty(assets),
            supply: LpShares::default(),
            clock: Clock { capacity, next_capacity: capacity, ..Clock::default() },
            sums: vec![PriceSums::default(); assets.saturating_sub(1)],
            protocol_fees: vec![Uint128::zero(); assets],
            opening: None,
        }
    }

    /// Errors: `Corrupt` unless the layout is that of this pool.
    pub(crate) fn load(storage: &dyn Storage, config: &Config) -> Result<Self, Failure> {
        let assets = config.tokens.len();
        let bytes = storage.get(HOLDINGS).unwrap_or_default();
        let reader = &mut Reader::new(&bytes);
        let holdings = Balances { reserves: amounts(reader, assets)?, fees: amounts(reader, assets)? };
        let supply = LpShares::new(reader.u128()?);
        let clock = take_clock(reader)?;
        let sums = (1..assets).map(|_| take_sums(reader)).collect::<Result<_, _>>()?;
        let mut record = Self { supply, clock, sums, holdings, ..Self::empty(assets) };
        if !reader.is_empty() {
            record.protocol_fees = amounts(reader, assets)?;
        }
        if !reader.is_empty() {
            let (opened, supply) = (reader.u128()?, LpShares::new(reader.u128()?));
            let (height, is_bound) =
                (u64::try_from(opened >> 1).map_err(|_| reader.damaged())?, opened & 1 == 1);
            let reserves = amounts(reader, assets)?;
            let fees = match &config.curve {
                Curve::ConstantProduct => vec![Uint128::zero(); assets],
                Curve::Stableswap { .. } => amounts(reader, assets)?,
            };
            record.opening =
                Some(Opening { height, is_bound, supply, holdings: Balances { reserves, fees } });
        }
        reader.finish()?;
        Ok(record)
    }

    /// Errors: `Math` for a clock that runs against itself.
    pub(crate) fn save(&self, storage: &mut dyn Storage, config: &Config) -> Result<(), Failure> {
        let writer = with_amounts(Writer::default(), &self.holdings.reserves);
        let writer = with_amounts(writer, &self.holdings.fees).number(self.supply.amount().u128());
        let mut writer = put_sums(put_clock(writer, &self.clock)?, &self.sums);
        if self.opening.is_some() || self.protocol_fees.iter().any(|fees| !fees.is_zero()) {
            writer = with_amounts(writer, &self.protocol_fees);
        }
        if let Some(Opening { height, is_bound, supply, holdings }) = &self.opening {
            let opened = u128::from(*height).wrapping_shl(1) | u128::from(*is_bound);
            writer = writer.number(opened).number(supply.amount().u128());
            writer = with_amounts(writer, &holdings.reserves);
            if matches!(config.curve, Curve::Stableswap { .. }) {
                writer = with_amounts(writer, &holdings.fees);
            }
        }
        storage.set(HOLDINGS, &writer.finish());
        Ok(())
    }

    /// Writes the sums and the depth as they stand into the slot that the clock names.
    pub(crate) fn save_observation(&self, storage: &mut dyn Storage) {
        let writer = put_sums(Writer::default().number(self.clock.at), &self.sums);
        let writer = self
            .holdings
            .reserves
            .iter()
            .fold(writer, |writer, reserve| writer.number(depth_code(reserve.u128())));
        storage.set(&observation_key(self.clock.newest), &writer.finish());
    }
}

/// What was kept of the pool at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Observation {
    /// Unix seconds.
    pub(crate) at: u64,
    /// One for each asset after the first.
    pub(crate) sums: Vec<PriceSums>,
    /// Reserve of each asset before the trade, rounded down to its first seven bits: two bytes say how deep the price was, to 1/64.
    pub(crate) depths: Vec<Uint128>,
}

/// The observation in `slot`. Errors: `Corrupt`.
pub(crate) fn load_observation(
    storage: &dyn Storage,
    slot: u16,
    assets: usize,
) -> Result<Observation, Failure> {
    let bytes = storage.get(&observation_key(slot)).unwrap_or_default();
    let reader = &mut Reader::new(&bytes);
    let at = reader.u64()?;
    let sums = (1..assets).map(|_| take_sums(reader)).collect::<Result<_, _>>()?;
    let depths = (0..assets).map(|_| take_depth(reader)).collect::<Result<_, _>>()?;
    Ok(Observation { at, sums, depths })
}

/// An amount's first seven bits and how many follow, in one number of two bytes: 64 of them for each that follows, and the seven.
fn depth_code(amount: u128) -> u128 {
    let bits = u128::BITS.saturating_sub(amount.leading_zeros());
    // A clamp: what has no more than seven bits is itself.
    let shift = bits.saturating_sub(DEPTH_BITS);
    u128::from(shift).wrapping_mul(DEPTH_STEP).wrapping_add(amount.wrapping_shr(shift))
}

fn take_depth(reader: &mut Reader<'_>) -> Result<Uint128, CompactError> {
    let damaged = reader.damaged();
    let code = reader.u128()?;
    // A clamp, as in `depth_code`.
    let shift = (code / DEPTH_STEP).saturating_sub(1);
    let first = code.checked_sub(shift.checked_mul(DEPTH_STEP).ok_or(damaged)?).ok_or(damaged)?;
    let shift = u32::try_from(shift).ok().filter(|shift| *shift <= u128::BITS - DEPTH_BITS).ok_or(damaged)?;
    Ok(first.wrapping_shl(shift).into())
}

fn observation_key(slot: u16) -> Vec<u8> {
    [OBSERVATION, &Writer::default().number(slot).finish()].concat()
}

/// The ring is four times its capacity, 2 more where it is full, 1 more where it grows at its end, and then what is added: it
/// holds as many observations as it has slots, or those up to the newest.
fn put_clock(writer: Writer, clock: &Clock) -> Result<Writer, MathError> {
    let Clock { at, stored_at, newest, count, capacity, next_capacity } = *clock;
    let against = MathError::Invariant {
        broken: "the newest observation is not after the sums, and the ring only grows",
    };
    let age = at.checked_sub(stored_at).ok_or(against.clone())?;
    let added = next_capacity.checked_sub(capacity).ok_or(against)?;
    // At most 4 × 2^16.
    let ring = u64::from(capacity).saturating_mul(4).saturating_add(if count == capacity { 2 } else { 0 });
    let writer = writer.number(at).number(age).number(newest);
    Ok(if added == 0 { writer.number(ring) } else { writer.number(ring | 1).number(added) })
}

fn take_clock(reader: &mut Reader<'_>) -> Result<Clock, CompactError> {
    let damaged = reader.damaged();
    let at = reader.u64()?;
    let stored_at = at.checked_sub(reader.u64()?).ok_or(damaged)?;
    let mut small = || reader.u64().and_then(|value| u16::try_from(value).map_err(|_| damaged));
    let (newest, ring) = (small()?, small()?);
    let (capacity, added) = (ring >> 2, if ring & 1 == 1 { small()? } else { 0 });
    let count = match ring & 2 {
        _ if at == 0 => 0,
        0 => newest.checked_add(1).ok_or(damaged)?,
        _ => capacity,
    };
    let next_capacity = capacity.checked_add(added).ok_or(damaged)?;
    Ok(Clock { at, stored_at, newest, count, capacity, next_capacity })
}

/// Zig-zag encoding of each logarithm.
fn put_sums(writer: Writer, sums: &[PriceSums]) -> Writer {
    sums.iter().fold(writer, |writer, PriceSums { of_first, in_first, log2 }| {
        let writer = writer.wide(&of_first.to_be_bytes()).wide(&in_first.to_be_bytes());
        writer.number((log2.wrapping_shl(1) ^ log2.wrapping_shr(127)).cast_unsigned())
    })
}

fn take_sums(reader: &mut Reader<'_>) -> Result<PriceSums, CompactError> {
    let of_first = Uint256::from_be_bytes(reader.wide()?);
    let in_first = Uint256::from_be_bytes(reader.wide()?);
    let folded = reader.u128()?;
    let log2 = (folded.wrapping_shr(1) ^ (folded & 1).wrapping_neg()).cast_signed();
    Ok(PriceSums { of_first, in_first, log2 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ContractError;
    use cosmwasm_std::testing::MockStorage;
    use weal_api::amm_pool::Params;
    use weal_api::asset::Token;

    fn config() -> Config {
        let params = Params { fee_bps: 30, ..crate::params::DEFAULTS };
        let tokens = vec![Token::Native("uatom".into()), Token::Native("uusd".into())];
        Config { tokens, curve: Curve::ConstantProduct, params, version: 1, paused_until: 0 }
    }

    fn amounts(values: [u128; 2]) -> Vec<Uint128> {
        values.map(Uint128::new).into()
    }

    /// A busy pool of 10^11 of each, after a day of trades.
    fn record() -> Record {
        Record {
            holdings: Balances { reserves: amounts([100_000_000_000; 2]), fees: amounts([3_000_000; 2]) },
            supply: LpShares::new(100_000_000_000),
            clock: Clock {
                at: 1_700_000_040,
                stored_at: 1_700_000_000,
                newest: 6,
                count: 7,
                capacity: 32,
                next_capacity: 40,
            },
            sums: vec![PriceSums {
                of_first: Uint256::from(86_400u128 << 64),
                in_first: Uint256::MAX.checked_shr(64).unwrap(),
                log2: -3,
            }],
            ..Record::empty(2)
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let (mut storage, config, mut record) = (MockStorage::new(), config(), record());
        for log2 in [0, -1, i128::MAX, i128::MIN] {
            record.sums[0].log2 = log2;
            record.save(&mut storage, &config).unwrap();
            assert_eq!(Record::load(&storage, &config).unwrap(), record);
        }
        record.protocol_fees = amounts([0, 9]);
        record.save(&mut storage, &config).unwrap();
        assert_eq!(Record::load(&storage, &config).unwrap(), record);
        let holdings = Balances { reserves: amounts([5, 6]), fees: amounts([0, 0]) };
        for (height, is_bound) in [(12, true), (u64::MAX, false), (u64::MAX, true)] {
            let holdings = holdings.clone();
            record.opening = Some(Opening { height, is_bound, supply: LpShares::new(4), holdings });
            record.save(&mut storage, &config).unwrap();
            assert_eq!(Record::load(&storage, &config).unwrap(), record);
        }
        record.save_observation(&mut storage);
        // 10^11 of each: 93 × 2^30 at least.
        let (sums, depths) = (record.sums.clone(), amounts([93 << 30; 2]));
        let expected = Observation { at: 1_700_000_040, sums, depths };
        assert_eq!(load_observation(&storage, 6, 2).unwrap(), expected);

        let ramp = super::super::Ramp { from: 100, to: 200, starts_at: 3, ends_at: 4 };
        let stable = Config { curve: Curve::Stableswap { decimals: vec![6, 18], ramp }, ..config };
        stable.save(&mut storage);
        assert_eq!(Config::load(&storage).unwrap(), stable);
    }

    /// What is kept small: each byte of `holdings` is 33 gas of a swap, each of `config` 3.
    #[test]
    fn a_swap_of_a_usual_pool_reads_and_writes_few_bytes() {
        let (mut storage, config, mut record) = (MockStorage::new(), config(), record());
        record.sums[0].in_first = record.sums[0].of_first;
        record.save(&mut storage, &config).unwrap();
        config.save(&mut storage);
        assert_eq!((storage.get(b"h").unwrap().len(), storage.get(b"config").unwrap().len()), (60, 20));
    }

    #[test]
    fn a_depth_is_its_amount_but_for_a_sixty_fourth_and_never_above() {
        for amount in [0, 1, 64, 127, 128, 129, 255, 256, 1_000_000, u128::MAX / 3, u128::MAX] {
            let bytes = Writer::default().number(depth_code(amount)).finish();
            let depth = take_depth(&mut Reader::new(&bytes)).unwrap().u128();
            assert!(depth <= amount && amount - depth <= amount / 64 && bytes.len() <= 2, "{amount} {depth}");
        }
        let beyond = Writer::default().number(depth_code(u128::MAX) + 64).finish();
        assert!(take_depth(&mut Reader::new(&beyond)).is_err());
    }

    #[test]
    fn the_ring_is_read_as_it_was_however_full() {
        let (mut storage, config, mut record) = (MockStorage::new(), config(), record());
        for (newest, count, capacity, next_capacity) in [
            (0, 1, 32, 32),
            (30, 31, 32, 33),
            (31, 32, 32, 32),
            (4, 32, 32, 1_440),
            (1_000, 1_001, 1_440, 1_440),
        ] {
            record.clock = Clock { newest, count, capacity, next_capacity, ..record.clock };
            record.save(&mut storage, &config).unwrap();
            assert_eq!(Record::load(&storage, &config).unwrap(), record);
        }
        let unopened = Record::empty(2);
        unopened.save(&mut storage, &config).unwrap();
        assert_eq!(Record::load(&storage, &config).unwrap(), unopened);
    }

    #[test]
    fn a_damaged_record_is_refused() {
        let (mut storage, config) = (MockStorage::new(), config());
        let is_corrupt = |failure: crate::Failure| matches!(*failure, ContractError::Corrupt(_));
        assert!(Record::load(&storage, &config).is_err_and(is_corrupt));
        assert!(Config::load(&storage).is_err_and(is_corrupt));
        record().save(&mut storage, &config).unwrap();
        let bytes = storage.get(b"h").unwrap();
        for cut in 1..bytes.len() {
            storage.set(b"h", &bytes[..cut]);
            assert!(Record::load(&storage, &config).is_err(), "{cut}");
        }
        storage.set(b"h", &[bytes, vec![0; 9]].concat());
        assert!(Record::load(&storage, &config).is_err());
    }
}
