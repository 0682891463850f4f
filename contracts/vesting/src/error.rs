//! Refusals of the vesting contract.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_contract_kit::payment::PaymentError;
use weal_records::RecordError;
use weal_vesting_math::VestingError;

/// Refusals of the vesting contract.
#[derive(Debug, Error)]
pub enum ContractError {
    /// A failure of storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A token that does not exist or is no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Funds that the message does not take, or not as it takes them.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A schedule that makes no sense.
    #[error(transparent)]
    Vesting(#[from] VestingError),
    /// The list is empty or too long.
    #[error("{found} grants in one message, 1 to {max} are taken")]
    GrantsPerMessage {
        /// Grants in the list.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// The amount is zero.
    #[error("the grant for {recipient} is of zero")]
    ZeroGrant {
        /// The recipient.
        recipient: Addr,
    },
    /// The contract itself as recipient, which could never claim.
    #[error("this contract cannot be the recipient of a grant")]
    RecipientIsContract,
    /// An end that has passed, or lies beyond any plan.
    #[error("the grant ends at {end}, which must be from {earliest} to {latest}")]
    EndOutOfRange {
        /// The schedule's end, Unix seconds.
        end: u64,
        /// The earliest end that is allowed, the next second, Unix seconds.
        earliest: u64,
        /// The latest end that is allowed, in 100 years, Unix seconds.
        latest: u64,
    },
    /// The sum is above 2^128 − 1 base units.
    #[error("the grants add up to more than 2^128 − 1")]
    TotalTooLarge,
    /// The payment is not the sum of the grants.
    #[error("the grants add up to {required}, but {paid} was paid")]
    PaymentNotTotal {
        /// The payment, base units.
        paid: Uint128,
        /// The sum of the amounts, base units.
        required: Uint128,
    },
    /// There are 2^64 − 1 grants already.
    #[error("no number is left for another grant")]
    NumbersUsedUp,
    /// A grant's number that does not exist.
    #[error("there is no grant {grant_id}")]
    UnknownGrant {
        /// The number.
        grant_id: u64,
    },
    /// Everything vested so far is paid.
    #[error("nothing to claim of grant {grant_id}: {vested} vested and {claimed} claimed")]
    NothingToClaim {
        /// The grant's number.
        grant_id: u64,
        /// The vested amount, base units.
        vested: Uint128,
        /// The claimed amount, base units.
        claimed: Uint128,
    },
    /// The sender is not the grantor.
    #[error("{sender} may not cancel grant {grant_id}: its grantor is {grantor}")]
    NotGrantor {
        /// The grant's number.
        grant_id: u64,
        /// The sender of the message.
        sender: Addr,
        /// The grantor.
        grantor: Addr,
    },
    /// The grant is not cancellable.
    #[error("grant {grant_id} was created as not cancellable")]
    NotCancellable {
        /// The grant's number.
        grant_id: u64,
    },
    /// The grant was cancelled before.
    #[error("grant {grant_id} was cancelled at {at}")]
    AlreadyCancelled {
        /// The grant's number.
        grant_id: u64,
        /// The time of the cancellation, Unix seconds.
        at: u64,
    },
    /// The grant has vested in full, so there is nothing to return.
    #[error("grant {grant_id} had vested in full at {ended_at}")]
    FullyVested {
        /// The grant's number.
        grant_id: u64,
        /// The schedule's end, Unix seconds.
        ended_at: u64,
    },
    /// The parts of a grant contradict each other.
    #[error("the stored parts of grant {grant_id} contradict each other")]
    DamagedGrant {
        /// The grant's number.
        grant_id: u64,
    },
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}
