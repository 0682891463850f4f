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
    /// Storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A token that is none.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Funds that the message does not take, or not as it takes them.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A schedule without meaning.
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
    /// The contract can claim nothing.
    #[error("this contract cannot be the recipient of a grant")]
    RecipientIsContract,
    /// The end has passed, or is beyond any plan.
    #[error("the grant ends at {end}, which must be from {earliest} to {latest}")]
    EndOutOfRange {
        /// Unix seconds.
        end: u64,
        /// The next second, Unix seconds.
        earliest: u64,
        /// The second in 100 years, Unix seconds.
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
    /// No such number.
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
        /// Base units.
        vested: Uint128,
        /// Base units.
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
        /// Unix seconds.
        at: u64,
    },
    /// There is nothing to return.
    #[error("grant {grant_id} had vested in full at {ended_at}")]
    FullyVested {
        /// The grant's number.
        grant_id: u64,
        /// Unix seconds.
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
