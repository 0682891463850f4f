//! Refusals of the factory.

use cosmwasm_std::{Addr, Instantiate2AddressError, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::{AssetError, Token};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

/// Refusals of the factory.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding, an address, or a migration from something else.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Funds that are not what the message needs.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// No such kind of token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A fee cap above the highest fee of any pool.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// The pool's address cannot be foretold.
    #[error(transparent)]
    Address(#[from] Instantiate2AddressError),
    /// The sender is not the owner.
    #[error("{sender} is not the owner, {owner} is")]
    NotOwner {
        /// The sender of the message.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// The sender was not proposed as owner.
    #[error("{sender} was not proposed as owner")]
    NotPendingOwner {
        /// The sender of the message.
        sender: Addr,
    },
    /// The sender is not the guardian.
    #[error("{sender} is not the guardian")]
    NotGuardian {
        /// The sender of the message.
        sender: Addr,
    },
    /// The guardian has stopped it for a while.
    #[error("no new pools of kind {kind} are created before {until}")]
    KindPaused {
        /// The kind that was asked for.
        kind: String,
        /// The end of the pause, Unix seconds.
        until: u64,
    },
    /// The last pause of the kind is not over for long enough.
    #[error("the kind {kind} can be paused again at {again_at}, not before")]
    PausedRecently {
        /// The kind.
        kind: String,
        /// Unix seconds.
        again_at: u64,
    },
    /// There is no pause to end.
    #[error("the kind {kind} is not paused")]
    NotPaused {
        /// The kind.
        kind: String,
    },
    /// A name that is empty or above 64 bytes.
    #[error("'{kind}' is not the name of a kind: 1 to 64 bytes are needed")]
    InvalidKind {
        /// The name that was given.
        kind: String,
    },
    /// A kind twice.
    #[error("the kind {kind} stands twice")]
    DuplicateKind {
        /// The kind.
        kind: String,
    },
    /// More kinds than the limit.
    #[error("a factory has at most {max} kinds")]
    TooManyKinds {
        /// The limit.
        max: usize,
    },
    /// The factory does not know how to create it.
    #[error("this factory has no kind {kind}")]
    UnknownKind {
        /// The kind that was asked for.
        kind: String,
    },
    /// The kind is closed.
    #[error("no new pools of kind {kind} are created")]
    KindClosed {
        /// The kind that was asked for.
        kind: String,
    },
    /// The kind is the owner's alone to create.
    #[error("pools of kind {kind} are created by the owner, not by {sender}")]
    KindOwnerOnly {
        /// The kind that was asked for.
        kind: String,
        /// The sender of the message.
        sender: Addr,
    },
    /// The fee is above the kind's cap.
    #[error("a fee of {found_bps} basis points is above the {max_bps} of its kind")]
    FeeAboveMax {
        /// The fee that was asked for, basis points.
        found_bps: u16,
        /// The cap.
        max_bps: u16,
    },
    /// The amplification is not one of its kind.
    #[error("an amplification of {found} is not between the {min} and {max} of its kind")]
    AmpOutOfRange {
        /// The amplification that was asked for.
        found: u32,
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
    },
    /// A range of amplifications that holds none.
    #[error("no amplification is between {min} and {max}")]
    InvalidAmpRange {
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
    },
    /// A name of the LP shares, by another than the owner.
    #[error("{sender} cannot name the LP shares of a pool: {owner} can")]
    NamedByStranger {
        /// The sender of the message.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// A curve that counts a native by its decimals, which the owner has not said.
    #[error("the decimals of {denom} are not on the factory's table")]
    UnknownDecimals {
        /// The native.
        denom: String,
    },
    /// A curve that counts a native by other decimals than it has.
    #[error("{denom} has {required} decimals, not {declared}")]
    WrongDecimals {
        /// The native.
        denom: String,
        /// The decimals that the creation declares.
        declared: u8,
        /// The decimals on the factory's table.
        required: u8,
    },
    /// A curve that does not say the decimals of each asset.
    #[error("{found} decimals were given for {required} assets")]
    WrongDecimalsCount {
        /// Decimals.
        found: usize,
        /// Assets.
        required: usize,
    },
    /// More decimals than a pool can count in.
    #[error("{found} decimals are more than {max}")]
    TooManyDecimals {
        /// The decimals that were given.
        found: u8,
        /// The most.
        max: u8,
    },
    /// A denomination twice in the first table.
    #[error("the decimals of {denom} stand twice")]
    DuplicateDecimals {
        /// The native.
        denom: String,
    },
    /// A name of more than 65,535 bytes.
    #[error("the name of {token} is too long for a key")]
    NameTooLong {
        /// The asset.
        token: Token,
    },
    /// The factory has less of a token than it had before or was paid with the message.
    #[error("invariant broken: the factory has {found} of {token}, not the {required} that it must have")]
    Invariant {
        /// The token.
        token: Token,
        /// The factory's balance, base units.
        found: Uint128,
        /// The least that the balance must be, base units.
        required: Uint128,
    },
    /// Too few or too many assets.
    #[error("a pool has 2 to {max} assets, not {found}")]
    WrongAssetCount {
        /// Assets that were given.
        found: usize,
        /// The most.
        max: usize,
    },
    /// An asset twice.
    #[error("{token} is named twice")]
    DuplicateAsset {
        /// The asset.
        token: Token,
    },
    /// A deposit without one of the assets, or a creation fee of nothing.
    #[error("the amount of {token} must be above zero")]
    ZeroAmount {
        /// The asset.
        token: Token,
    },
    /// There is one already that is what this one would be.
    #[error("a {kind} pool of these assets with {fee_bps} basis points exists: {pool}")]
    PoolExists {
        /// Its kind.
        kind: String,
        /// Its fee.
        fee_bps: u16,
        /// The pool's address.
        pool: Addr,
    },
    /// There is none.
    #[error("there is no {kind} pool of these assets with {fee_bps} basis points")]
    NoSuchPool {
        /// The kind that was asked for.
        kind: String,
        /// The fee that was asked for, basis points.
        fee_bps: u16,
    },
    /// Too late.
    #[error("the deadline {deadline} has passed: it is {now}")]
    DeadlinePassed {
        /// Last valid second.
        deadline: u64,
        /// Block time, seconds.
        now: u64,
    },
    /// Deposit and fee together do not fit.
    #[error("{found} + {added} is above 2^128 − 1")]
    Overflow {
        /// One amount.
        found: Uint128,
        /// The other.
        added: Uint128,
    },
    /// 2^64 − 1 pools.
    #[error("no id is left for another pool")]
    NoIdLeft,
    /// An answer to a message that this contract does not send.
    #[error("no message of this contract has the reply id {id}")]
    UnknownReply {
        /// The id.
        id: u64,
    },
}
