//! Rewards for liquidity: messages, answers and events.

use crate::asset::{AssetInfo, Token};
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Addr, Uint128};

mod handle;

pub use handle::AmmIncentivesContract;

/// Creates the contract, which has no owner. Anyone may; no funds; emits nothing.
#[weal_wire::message]
pub struct InstantiateMsg {}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// Messages of the contract.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// A cw20 token's `Send` with a [`Cw20HookMsg`]. Called by the token; no funds.
    Receive(Cw20ReceiveMsg),
    /// Returns staked LP shares to the sender and touches no reward. No funds. Emits `unstaked`.
    Withdraw {
        /// The LP token.
        pool: String,
        /// The amount to unstake, base units, above zero.
        amount: Uint128,
    },
    /// Pays an amount evenly per second to the stakes of a pool. Anyone may. Funds: one coin, the amount; for a cw20
    /// token see `Receive`. Emits `schedule_created`.
    CreateSchedule(Period),
    /// Pays the sender what it earned of each schedule. A token that fails blocks no other: what it did not deliver
    /// stays claimable. No funds. Emits `reward_claimed` for each, and `reward_undelivered` for each that failed.
    ClaimRewards {
        /// The schedules' numbers, 1 to 10, all different.
        schedules: Vec<u64>,
    },
    /// Returns to the funder what fell to nobody because nothing was staked, once, from the end on. Anyone may; no
    /// funds. Emits `orphaned_returned`.
    ReturnOrphaned {
        /// The schedule's number.
        schedule_id: u64,
    },
}

/// Messages that the `msg` of a cw20 `Send` to this contract may hold.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Stakes the amount for the account that sent it: the token is the pool's LP token. Emits `staked`.
    Stake {},
    /// The same as [`ExecuteMsg::CreateSchedule`]; the account that sent the tokens is the funder.
    CreateSchedule(Period),
}

/// The pool whose stakes are paid, and the time over which they are.
#[weal_wire::message]
pub struct Period {
    /// The LP token whose stakes are paid.
    pub pool: String,
    /// The first second of pay, Unix seconds: now to a year from now.
    pub starts_at: u64,
    /// The end of pay, Unix seconds: 1 second to 2 years later.
    pub ends_at: u64,
}

/// Queries of the contract. A page has 10 rows unless `limit` says otherwise, at most 30.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The stakes of a pool: one account's, and all together.
    #[returns(StakeResponse)]
    Stake {
        /// The LP token.
        pool: String,
        /// The staker.
        account: String,
    },
    /// A schedule and where its money stands in this second.
    #[returns(ScheduleResponse)]
    Schedule {
        /// The schedule's number.
        schedule_id: u64,
    },
    /// Every schedule, by number.
    #[returns(SchedulesResponse)]
    Schedules {
        /// The number before the first row.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// The amount that `ClaimRewards` by an account would pay in this second, to the unit.
    #[returns(ClaimableResponse)]
    Claimable {
        /// The staker.
        account: String,
        /// The schedules' numbers, 1 to 10, all different.
        schedules: Vec<u64>,
    },
}

/// Stakes of one pool.
#[weal_wire::record]
pub struct StakeResponse {
    /// The account's stake, base units.
    pub staked: Uint128,
    /// The sum of all stakes, base units.
    pub total: Uint128,
}

/// A schedule and its money. `amount` = `paid` + `orphaned_returned` + what the contract still has of it.
#[weal_wire::record]
pub struct ScheduleResponse {
    /// The schedule's number.
    pub schedule_id: u64,
    /// The LP token.
    pub pool: Addr,
    /// The account that paid for the schedule, and gets back what is orphaned.
    pub funder: Addr,
    /// The token of the rewards.
    pub reward: AssetInfo,
    /// The amount paid in, base units.
    pub amount: Uint128,
    /// The first second of pay, Unix seconds.
    pub starts_at: u64,
    /// The end of pay, Unix seconds.
    pub ends_at: u64,
    /// The amount paid to stakers so far, base units.
    pub paid: Uint128,
    /// The amount that fell to nobody so far, base units.
    pub orphaned: Uint128,
    /// The part of `orphaned` that the funder has got back, base units.
    pub orphaned_returned: Uint128,
}

/// Schedules by number.
#[weal_wire::record]
pub struct SchedulesResponse {
    /// Rows.
    pub schedules: Vec<ScheduleResponse>,
}

/// The amounts that a claim would pay.
#[weal_wire::record]
pub struct ClaimableResponse {
    /// Rows in the order asked for; zeros too.
    pub rewards: Vec<ClaimableReward>,
}

/// The amount that one schedule would pay.
#[weal_wire::record]
pub struct ClaimableReward {
    /// The schedule's number.
    pub schedule_id: u64,
    /// The token of the reward.
    pub reward: AssetInfo,
    /// The amount, base units.
    pub amount: Uint128,
}

/// LP shares came.
#[weal_wire::event]
pub struct Staked {
    /// Pool, which is the LP token.
    pub pool: Addr,
    pub account: Addr,
    /// LP shares staked now, base units.
    pub amount: Uint128,
    /// LP shares of the account afterwards, base units.
    pub staked: Uint128,
    /// LP shares of all accounts afterwards, base units.
    pub total: Uint128,
}

/// LP shares left.
#[weal_wire::event]
pub struct Unstaked {
    /// Pool, which is the LP token.
    pub pool: Addr,
    pub account: Addr,
    /// LP shares withdrawn now, base units.
    pub amount: Uint128,
    /// LP shares of the account afterwards, base units.
    pub staked: Uint128,
    /// LP shares of all accounts afterwards, base units.
    pub total: Uint128,
}

/// A schedule was paid for.
#[weal_wire::event]
pub struct ScheduleCreated {
    pub schedule_id: u64,
    /// Pool, which is the LP token.
    pub pool: Addr,
    /// Account that paid.
    pub funder: Addr,
    pub token: Token,
    /// Amount paid, base units.
    pub amount: Uint128,
    /// Start of the schedule, Unix seconds.
    pub starts_at: u64,
    /// End of the schedule, Unix seconds.
    pub ends_at: u64,
}

/// A reward was sent.
#[weal_wire::event]
pub struct RewardClaimed {
    pub schedule_id: u64,
    pub account: Addr,
    pub token: Token,
    /// Amount sent now, base units.
    pub amount: Uint128,
    /// Amount that the account has claimed in all afterwards, base units.
    pub claimed: Uint128,
}

/// A token did not deliver a reward: it is claimable again.
#[weal_wire::event]
pub struct RewardUndelivered {
    pub schedule_id: u64,
    pub account: Addr,
    /// Amount not delivered, base units.
    pub amount: Uint128,
    /// Amount that the account has claimed in all afterwards, base units.
    pub claimed: Uint128,
}

/// Rewards that fell to nobody went back to the funder.
#[weal_wire::event]
pub struct OrphanedReturned {
    pub schedule_id: u64,
    pub funder: Addr,
    pub token: Token,
    /// Amount returned, base units.
    pub amount: Uint128,
}
