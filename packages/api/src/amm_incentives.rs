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

/// What the contract does.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// A cw20 token's `Send` with a [`Cw20HookMsg`]. Called by the token; no funds.
    Receive(Cw20ReceiveMsg),
    /// Returns staked LP shares to the sender and touches no reward. No funds. Emits `unstaked`.
    Withdraw {
        /// The LP token.
        pool: String,
        /// Base units, above zero.
        amount: Uint128,
    },
    /// Pays an amount evenly per second to the stakes of a pool. Anyone may. Funds: one coin, the amount; for a cw20
    /// token see `Receive`. Emits `schedule_created`.
    CreateSchedule(Period),
    /// Pays the sender what it earned of each schedule. A token that fails blocks no other: what it did not deliver
    /// stays claimable. No funds. Emits `reward_claimed` for each, and `reward_undelivered` for each that failed.
    ClaimRewards {
        /// 1 to 10 different numbers.
        schedules: Vec<u64>,
    },
    /// Returns to the funder what fell to nobody because nothing was staked, once, from the end on. Anyone may; no
    /// funds. Emits `orphaned_returned`.
    ReturnOrphaned {
        /// Which.
        schedule_id: u64,
    },
}

/// What a cw20 `Send` to this contract may ask for.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// Stakes the amount: the token is the pool's LP token, the owner is who sent it. Emits `staked`.
    Stake {},
    /// As [`ExecuteMsg::CreateSchedule`]; who sent the tokens is the funder.
    CreateSchedule(Period),
}

/// For whom, and from when to when.
#[weal_wire::message]
pub struct Period {
    /// The LP token whose stakes are paid.
    pub pool: String,
    /// Unix seconds: now to a year from now.
    pub starts_at: u64,
    /// Unix seconds: 1 second to 2 years later.
    pub ends_at: u64,
}

/// What the contract answers. A page has 10 rows unless `limit` says otherwise, at most 30.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// What all accounts and one account have staked of a pool.
    #[returns(StakeResponse)]
    Stake {
        /// The LP token.
        pool: String,
        /// Whose.
        account: String,
    },
    /// A schedule and where its money stands in this second.
    #[returns(ScheduleResponse)]
    Schedule {
        /// Which.
        schedule_id: u64,
    },
    /// All schedules by number.
    #[returns(SchedulesResponse)]
    Schedules {
        /// The number before the first row.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// What `ClaimRewards` by an account would pay in this second, to the unit.
    #[returns(ClaimableResponse)]
    Claimable {
        /// Who.
        account: String,
        /// 1 to 10 different numbers.
        schedules: Vec<u64>,
    },
}

/// Stakes of one pool.
#[weal_wire::record]
pub struct StakeResponse {
    /// Of the account, base units.
    pub staked: Uint128,
    /// Of all, base units.
    pub total: Uint128,
}

/// A schedule and its money. `amount` = `paid` + `orphaned_returned` + what the contract still has of it.
#[weal_wire::record]
pub struct ScheduleResponse {
    /// Its number.
    pub schedule_id: u64,
    /// The LP token.
    pub pool: Addr,
    /// Who paid for it, and gets what is orphaned.
    pub funder: Addr,
    /// Paid in what.
    pub reward: AssetInfo,
    /// Base units.
    pub amount: Uint128,
    /// Unix seconds.
    pub starts_at: u64,
    /// Unix seconds.
    pub ends_at: u64,
    /// To stakers so far, base units.
    pub paid: Uint128,
    /// Fell to nobody so far, base units.
    pub orphaned: Uint128,
    /// What of that the funder has got back, base units.
    pub orphaned_returned: Uint128,
}

/// Schedules by number.
#[weal_wire::record]
pub struct SchedulesResponse {
    /// Rows.
    pub schedules: Vec<ScheduleResponse>,
}

/// What a claim would pay.
#[weal_wire::record]
pub struct ClaimableResponse {
    /// In the order asked for; zeros too.
    pub rewards: Vec<ClaimableReward>,
}

/// What one schedule would pay.
#[weal_wire::record]
pub struct ClaimableReward {
    /// Which.
    pub schedule_id: u64,
    /// In what.
    pub reward: AssetInfo,
    /// Base units.
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

/// What fell to nobody went back.
#[weal_wire::event]
pub struct OrphanedReturned {
    pub schedule_id: u64,
    pub funder: Addr,
    pub token: Token,
    /// Amount returned, base units.
    pub amount: Uint128,
}
