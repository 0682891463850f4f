//! Every storage key of this contract beside cw2's `contract_info`.

use crate::accrual::{PoolPoint, StakePoint};
use crate::schedule::{Payouts, Schedule};
use cosmwasm_std::{Addr, Uint128};
use cw_storage_plus::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-incentives";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// (LP token, second) → all stakes from then on. Written where a stake changes, once a second (I1).
pub(crate) const POOL_HISTORY: Map<(&Addr, u64), PoolPoint> = Map::new("pool_history");
/// (LP token, account, second) → the account's stake from then on. Written as [`POOL_HISTORY`] (I1).
pub(crate) const STAKE_HISTORY: Map<(&Addr, &Addr, u64), StakePoint> = Map::new("stake_history");
/// The newest schedule's number, from 1; zero before the first. Written by `create_schedule`.
pub(crate) const SCHEDULE_COUNT: Item<u64> = Item::new("schedule_count");
/// Number → terms. Written by `create_schedule`, never changed.
pub(crate) const SCHEDULES: Map<u64, Schedule> = Map::new("schedules");
/// Number → what left of it. Written by `claim_rewards`, `undelivered` and `return_orphaned` (I2).
pub(crate) const PAYOUTS: Map<u64, Payouts> = Map::new("payouts");
/// (Number, account) → paid so far, base units. Written by `claim_rewards` and `undelivered` (I2).
pub(crate) const CLAIMED: Map<(u64, &Addr), Uint128> = Map::new("claimed");

#[cfg(test)]
mod tests {
    use super::*;

    /// The class behind two maps under one prefix: no stored key can begin with another's namespace.
    #[test]
    fn storage_namespaces_differ() {
        let prefix = |namespace: &str| {
            let length = u16::try_from(namespace.len()).unwrap().to_be_bytes();
            [&length[..], namespace.as_bytes()].concat()
        };
        let items = [SCHEDULE_COUNT.as_slice(), b"contract_info"].map(<[u8]>::to_vec);
        let maps = ["pool_history", "stake_history", "schedules", "payouts", "claimed"].map(prefix);
        assert!(SCHEDULES.key(1).starts_with(&maps[2]) && PAYOUTS.key(1).starts_with(&maps[3]));
        let keys: Vec<Vec<u8>> = items.into_iter().chain(maps).collect();
        for (i, one) in keys.iter().enumerate() {
            for (j, other) in keys.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }
}
