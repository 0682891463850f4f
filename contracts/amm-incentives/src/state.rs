//! Everything that this contract stores beside cw2's `contract_info`.

use crate::accrual::{PoolPoint, StakePoint};
use crate::schedule::{Payouts, Schedule};
use cosmwasm_std::Uint128;
use weal_records::{Account, Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-incentives";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// (LP token, second) → all stakes from that second on. Written where a stake changes, once a second (I1).
    pub(crate) const POOL_POINTS: Map<(Account, u64), PoolPoint> = Map::new(1);
    /// (LP token, account, second) → the account's stake from that second on. Written with the pool's (I1).
    pub(crate) const STAKE_POINTS: Map<(Account, Account, u64), StakePoint> = Map::new(2);
    /// Schedule → the money that left it; absent before the first payout. Written by `claim_rewards`, `undelivered` and
    /// `return_orphaned` (I2).
    pub(crate) const PAYOUTS: Map<u64, Payouts> = Map::new(3);
    /// (Schedule, account) → paid so far, base units; absent before the first claim. Written by `claim_rewards` and `undelivered` (I2).
    pub(crate) const CLAIMED: Map<(u64, Account), Uint128> = Map::new(4);
    /// The newest schedule's number, from 1; zero before the first. Written by `create_schedule`.
    pub(crate) const SCHEDULE_COUNT: Item<u64> = Item::new(5);
    /// Schedule → its terms. Written by `create_schedule`, never again.
    pub(crate) const SCHEDULES: Map<u64, Schedule> = Map::new(6);
}
