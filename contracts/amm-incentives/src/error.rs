//! Refusals of the incentives contract.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_contract_kit::payment::PaymentError;
use weal_records::RecordError;

/// Refusals of the incentives contract.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A token that is none.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Funds that the message does not take, or not as it takes them.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The sum is above 2^128 − 1; only a token that lies about its supply gets here.
    #[error("{found} and {added} more are above what can be counted")]
    TooLarge {
        /// The sum before, base units.
        found: Uint128,
        /// The payment, base units.
        added: Uint128,
    },
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A quotient or product beyond 256 bits; the limits of a period exclude it.
    #[error("the weight of a stake is above 2^256 − 1")]
    WeightTooLarge,
    /// The withdrawal is zero.
    #[error("a withdrawal of zero")]
    ZeroWithdrawal,
    /// More than is staked.
    #[error("{account} has staked {found} of {pool}, {required} cannot be withdrawn")]
    InsufficientStake {
        /// The account that asked.
        account: Addr,
        /// The LP token.
        pool: Addr,
        /// Base units.
        found: Uint128,
        /// Base units.
        required: Uint128,
    },
    /// The start is in the past, or beyond any plan.
    #[error("a schedule starts at {found}, which must be from {earliest} to {latest}")]
    StartOutOfRange {
        /// Unix seconds.
        found: u64,
        /// Unix seconds: now.
        earliest: u64,
        /// Unix seconds: in a year.
        latest: u64,
    },
    /// The end is not after the start, or beyond any plan.
    #[error("a schedule ends at {found}, which must be from {earliest} to {latest}")]
    EndOutOfRange {
        /// Unix seconds.
        found: u64,
        /// Unix seconds: one after its start.
        earliest: u64,
        /// Unix seconds: two years after its start.
        latest: u64,
    },
    /// There are 2^64 − 1 schedules already.
    #[error("no number is left for another schedule")]
    NumbersUsedUp,
    /// No such number.
    #[error("there is no schedule {schedule_id}")]
    UnknownSchedule {
        /// The number.
        schedule_id: u64,
    },
    /// The list is empty or too long.
    #[error("{found} schedules in one message, 1 to {max} are taken")]
    SchedulesPerMessage {
        /// Schedules in the list.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// Twice in one list.
    #[error("schedule {schedule_id} is in the list twice")]
    DuplicateSchedule {
        /// The number.
        schedule_id: u64,
    },
    /// Everything earned so far is paid.
    #[error("nothing to claim for {account}")]
    NothingToClaim {
        /// The account that asked.
        account: Addr,
    },
    /// More could be orphaned until then.
    #[error("schedule {schedule_id} ends at {ends_at}, it is {now}")]
    NotEnded {
        /// The schedule's number.
        schedule_id: u64,
        /// Unix seconds.
        ends_at: u64,
        /// Unix seconds.
        now: u64,
    },
    /// Every second had a stake, or it is returned already.
    #[error("nothing of schedule {schedule_id} is left for its funder")]
    NothingOrphaned {
        /// The schedule's number.
        schedule_id: u64,
    },
    /// A payout above what is left; the invariants exclude it.
    #[error("schedule {schedule_id} has {left} left, {amount} cannot be paid")]
    ScheduleUsedUp {
        /// The schedule's number.
        schedule_id: u64,
        /// Base units.
        left: Uint128,
        /// Base units.
        amount: Uint128,
    },
    /// Two records disagree about the same money; the message changes nothing.
    #[error("the invariant is broken that says: {name}")]
    Invariant {
        /// The fact that should hold, by its number in `docs/spec/amm-incentives.md` §4.
        name: &'static str,
    },
    /// This contract asks for a reply of no other kind.
    #[error("a reply with the id {id} was not asked for")]
    UnknownReply {
        /// The id.
        id: u64,
    },
}

/// An overflow or a negative difference that an invariant excludes, as the error that names it.
pub(crate) fn broken(name: &'static str) -> impl FnOnce(OverflowError) -> ContractError {
    move |_| ContractError::Invariant { name }
}
