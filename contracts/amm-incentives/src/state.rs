//! Every storage key of this contract beside cw2's `contract_info`. Layouts: `docs/spec/amm-incentives.md` §3.

mod packed;

use crate::ContractError;
use crate::accrual::{PoolPoint, StakePoint};
use crate::schedule::{Payouts, Schedule};
use cosmwasm_std::{Addr, Api, StdResult, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use packed::{newest, numbered, push_account, read_amount, read_wide, unpack};
use weal_wire::compact::Writer;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-incentives";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The newest schedule's number, from 1; zero before the first. Written by `create_schedule`.
pub(crate) const SCHEDULE_COUNT: Item<u64> = Item::new("schedule_count");
/// Number → terms. Written by `create_schedule`, never changed.
pub(crate) const SCHEDULES: Map<u64, Schedule> = Map::new("schedules");
/// (LP token, second) → all stakes from then on. Written where a stake changes, once a second (I1).
const POOL_POINTS: u8 = 1;
/// (LP token, account, second) → the account's stake from then on. Written with the pool's (I1).
const STAKE_POINTS: u8 = 2;
/// Number → what left of it. Written by `claim_rewards`, `undelivered` and `return_orphaned` (I2).
const PAYOUTS: u8 = 3;
/// (Number, account) → paid so far, base units. Written by `claim_rewards` and `undelivered` (I2).
const CLAIMED: u8 = 4;

/// Where the points of a pool lie.
pub(crate) struct PoolKey(Vec<u8>);

/// Where the points of an account's stake lie.
pub(crate) struct StakeKey(Vec<u8>);

impl PoolKey {
    /// Errors: not an address of this chain.
    pub(crate) fn of(api: &dyn Api, pool: &Addr) -> StdResult<Self> {
        let mut key = vec![POOL_POINTS];
        push_account(&mut key, api, pool)?;
        Ok(Self(key))
    }

    /// The newest point at `at` or before; one without a stake where there is none.
    pub(crate) fn newest(&self, storage: &dyn Storage, at: u64) -> Result<PoolPoint, ContractError> {
        let newest = newest(storage, &self.0, at, "pool point", |reader| {
            Ok(PoolPoint {
                since: 0,
                staked: read_amount(reader)?,
                per_share: read_wide(reader)?,
                empty_seconds: reader.u64()?,
            })
        })?;
        Ok(newest.map(|(since, point)| PoolPoint { since, ..point }).unwrap_or_default())
    }

    /// Writes the point of its second.
    pub(crate) fn save(&self, storage: &mut dyn Storage, point: &PoolPoint) {
        let writer = Writer::default().number(point.staked).wide(&point.per_share.to_be_bytes());
        storage.set(&numbered(&self.0, point.since), &writer.number(point.empty_seconds).finish());
    }
}

impl StakeKey {
    /// Errors: not an address of this chain.
    pub(crate) fn of(api: &dyn Api, pool: &Addr, account: &Addr) -> StdResult<Self> {
        let mut key = vec![STAKE_POINTS];
        push_account(&mut key, api, pool)?;
        push_account(&mut key, api, account)?;
        Ok(Self(key))
    }

    /// The newest point at `at` or before; no stake where there is none.
    pub(crate) fn newest(&self, storage: &dyn Storage, at: u64) -> Result<StakePoint, ContractError> {
        let newest = newest(storage, &self.0, at, "stake point", |reader| {
            Ok(StakePoint {
                staked: read_amount(reader)?,
                weight: read_wide(reader)?,
                per_share: read_wide(reader)?,
            })
        })?;
        Ok(newest.map(|(_, point)| point).unwrap_or_default())
    }

    /// Writes the point of the second `now`.
    pub(crate) fn save(&self, storage: &mut dyn Storage, now: u64, point: &StakePoint) {
        let writer = Writer::default().number(point.staked).wide(&point.weight.to_be_bytes());
        storage.set(&numbered(&self.0, now), &writer.wide(&point.per_share.to_be_bytes()).finish());
    }
}

/// What left of a schedule; nothing at first.
pub(crate) fn load_payouts(storage: &dyn Storage, schedule_id: u64) -> Result<Payouts, ContractError> {
    let found = storage.get(&numbered(&[PAYOUTS], schedule_id)).map(|bytes| {
        unpack("payouts", &bytes, |reader| {
            Ok(Payouts { paid: read_amount(reader)?, returned: read_amount(reader)? })
        })
    });
    Ok(found.transpose()?.unwrap_or_default())
}

/// Writes it.
pub(crate) fn save_payouts(storage: &mut dyn Storage, schedule_id: u64, payouts: &Payouts) {
    let writer = Writer::default().number(payouts.paid).number(payouts.returned);
    storage.set(&numbered(&[PAYOUTS], schedule_id), &writer.finish());
}

/// Where it says what an account was paid of a schedule.
pub(crate) struct ClaimedKey(Vec<u8>);

impl ClaimedKey {
    /// Errors: not an address of this chain.
    pub(crate) fn of(api: &dyn Api, schedule_id: u64, account: &Addr) -> StdResult<Self> {
        let mut key = numbered(&[CLAIMED], schedule_id);
        push_account(&mut key, api, account)?;
        Ok(Self(key))
    }

    /// Paid so far, base units.
    pub(crate) fn load(&self, storage: &dyn Storage) -> Result<Uint128, ContractError> {
        let found = storage.get(&self.0).map(|bytes| unpack("claimed", &bytes, read_amount));
        Ok(found.transpose()?.unwrap_or_default())
    }

    /// Writes it.
    pub(crate) fn save(&self, storage: &mut dyn Storage, claimed: Uint128) {
        storage.set(&self.0, &Writer::default().number(claimed).finish());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The class behind two records under one key: every kind has its own first byte, with which no name begins and no map, whose
    /// first byte is 0.
    #[test]
    fn no_key_is_of_two_kinds() {
        let mut kinds = vec![POOL_POINTS, STAKE_POINTS, PAYOUTS, CLAIMED];
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), 4);
        for other in [SCHEDULE_COUNT.as_slice(), b"contract_info", &SCHEDULES.key(1)] {
            assert!(!kinds.contains(&other[0]), "{other:?}");
        }
    }
}
