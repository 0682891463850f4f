//! Why the contract refused a message.

use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_contract_kit::payment::PaymentError;
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
    /// None, or too many at once.
    #[error("{found} grants in one message, 1 to {max} are taken")]
    GrantsPerMessage {
        /// In the list.
        found: usize,
        /// The limit.
        max: usize,
    },
    /// Nothing would vest.
    #[error("the grant for {recipient} is of zero")]
    ZeroGrant {
        /// For whom.
        recipient: Addr,
    },
    /// The contract can claim nothing.
    #[error("this contract cannot be the recipient of a grant")]
    RecipientIsContract,
    /// Over already, or beyond any plan.
    #[error("the grant ends at {end}, which must be from {earliest} to {latest}")]
    EndOutOfRange {
        /// Unix seconds.
        end: u64,
        /// Unix seconds: the next one.
        earliest: u64,
        /// Unix seconds: in 100 years.
        latest: u64,
    },
    /// Above 2^128 − 1 base units.
    #[error("the grants add up to more than 2^128 − 1")]
    TotalTooLarge,
    /// Too much or too little.
    #[error("the grants add up to {required}, but {paid} was paid")]
    PaymentNotTotal {
        /// Paid, base units.
        paid: Uint128,
        /// Σ of the amounts, base units.
        required: Uint128,
    },
    /// After 2^64 − 1 grants.
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
        /// Which.
        grant_id: u64,
        /// Base units.
        vested: Uint128,
        /// Base units.
        claimed: Uint128,
    },
    /// Not who paid.
    #[error("{sender} may not cancel grant {grant_id}: its grantor is {grantor}")]
    NotGrantor {
        /// Which.
        grant_id: u64,
        /// Who asked.
        sender: Addr,
        /// Who may.
        grantor: Addr,
    },
    /// Promised for good.
    #[error("grant {grant_id} was created as not cancellable")]
    NotCancellable {
        /// Which.
        grant_id: u64,
    },
    /// Once is enough.
    #[error("grant {grant_id} was cancelled at {at}")]
    AlreadyCancelled {
        /// Which.
        grant_id: u64,
        /// Unix seconds.
        at: u64,
    },
    /// There is nothing to return.
    #[error("grant {grant_id} had vested in full at {ended_at}")]
    FullyVested {
        /// Which.
        grant_id: u64,
        /// Unix seconds.
        ended_at: u64,
    },
    /// An address above 255 bytes, or a denomination that the bank would not have.
    #[error("{found} bytes are too long for a field of a record")]
    FieldTooLong {
        /// How many.
        found: usize,
    },
    /// A stored grant that this contract did not write.
    #[error("a stored grant cannot be read")]
    DamagedRecord,
    /// A migration over grants that this version cannot read.
    #[error("the stored grants have the layout of an older version, which this one cannot read")]
    OlderLayout,
}
