//! The stakes of a pool and of one account in it, at any second of the past.

use crate::ContractError;
use crate::accrual::{PoolPoint, StakePoint};
use crate::state::{POOL_POINTS, STAKE_POINTS};
use cosmwasm_std::{Addr, Api, Order, Storage};
use weal_records::{Account, Bound};

/// An account's stake in a pool, by the keys of their points.
pub(crate) struct StakeKey {
    pool: Account,
    account: Account,
}

impl StakeKey {
    /// Errors: `Record` for an address of another chain.
    pub(crate) fn of(api: &dyn Api, pool: &Addr, account: &Addr) -> Result<Self, ContractError> {
        Ok(Self { pool: Account::of(api, pool)?, account: Account::of(api, account)? })
    }

    /// The pool's and the account's points at `at`: the newest ones written until then.
    pub(crate) fn points(
        &self,
        storage: &dyn Storage,
        at: u64,
    ) -> Result<(PoolPoint, StakePoint), ContractError> {
        let until = Some(Bound::inclusive(at));
        let prefix = (self.pool.clone(), self.account.clone());
        let stake = STAKE_POINTS.prefix(&prefix).range(storage, None, until, Order::Descending).next();
        let stake = stake.transpose()?.map(|(_, point)| point).unwrap_or_default();
        Ok((pool_point(storage, &self.pool, at)?, stake))
    }

    /// Writes the points of the second `now`.
    pub(crate) fn save(&self, storage: &mut dyn Storage, pool: &PoolPoint, stake: &StakePoint) {
        let now = pool.since;
        POOL_POINTS.save(storage, &(self.pool.clone(), now), pool);
        STAKE_POINTS.save(storage, &(self.pool.clone(), self.account.clone(), now), stake);
    }
}

/// The pool's newest point written until `at`; a point without a stake where there is none.
pub(crate) fn pool_point(storage: &dyn Storage, pool: &Account, at: u64) -> Result<PoolPoint, ContractError> {
    let until = Some(Bound::inclusive(at));
    let newest = POOL_POINTS.prefix(pool).range(storage, None, until, Order::Descending).next();
    Ok(newest.transpose()?.map(|(_, point)| point).unwrap_or_default())
}
