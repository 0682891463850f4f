//! Why the oracle refused a message.

use cosmwasm_std::{Addr, Binary, OverflowError, StdError, Uint128, VerificationError};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_api::compute_escrow::EscrowReadError;
use weal_api::oracle::HashLength;
use weal_attestation::{KeyError, QuorumError, SignerBitmap};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

weal_contract_kit::boxed_failure!(ContractError as Failure:
    StdError,
    PaymentError,
    QuorumError,
    KeyError,
    HashLength,
    AssetError,
    OverflowError,
    FixedPointError,
    EscrowReadError,
    RecordError,
    VerificationError
);

/// Refusals of the oracle.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding or an address.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Funds with a message that takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A committee of a wrong size, or signers that are no quorum.
    #[error(transparent)]
    Quorum(#[from] QuorumError),
    /// Not a key that may join.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A hash of a wrong width.
    #[error(transparent)]
    Hash(#[from] HashLength),
    /// Not a token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A sum above 2^128 − 1, or a difference below zero.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A product above 2^128 − 1.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// The consumer's totals cannot be read.
    #[error(transparent)]
    Capacity(#[from] EscrowReadError),
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A signature that the chain cannot read.
    #[error("a signature cannot be read: {0}")]
    Unreadable(#[from] VerificationError),

    /// An account with two seats.
    #[error("{operator} stands twice among the operators")]
    DuplicateOperator {
        /// The account.
        operator: Addr,
    },
    /// Not the owner.
    #[error("{sender} may not do this: the owner is {owner}")]
    NotOwner {
        /// Who asked.
        sender: Addr,
        /// Who may.
        owner: Addr,
    },
    /// Nobody, or somebody else, has been proposed as owner.
    #[error("{sender} cannot take the ownership: {} is proposed", pending.as_ref().map_or("nobody", |p| p.as_str()))]
    NotPendingOwner {
        /// Who asked.
        sender: Addr,
        /// Who may.
        pending: Option<Addr>,
    },
    /// A term outside what is allowed.
    #[error("{term} is {found}, allowed is {min} to {max}")]
    Term {
        /// Which.
        term: &'static str,
        /// What was given.
        found: Uint128,
        /// The least.
        min: Uint128,
        /// The most.
        max: Uint128,
    },
    /// Who is awarded what members lose may not be one of them.
    #[error("{operator} is the insurance, so it may not be an operator")]
    InsuredOperator {
        /// The account.
        operator: Addr,
    },
    /// This oracle was created without bonds.
    #[error("the members of this oracle have no bonds")]
    NoBonds {},
    /// Nothing is bonded.
    #[error("{account} has no bond")]
    NoBond {
        /// Who asked.
        account: Addr,
    },
    /// Evidence may still come.
    #[error("the bond of {operator} is held {}", held_until(*withdrawable_at))]
    BondHeld {
        /// Who asked.
        operator: Addr,
        /// From when on it may be withdrawn (Unix seconds); none while the operator has a seat.
        withdrawable_at: Option<u64>,
    },
    /// A mark-down of the operator has not been settled.
    #[error("{operator} has pledged {pledged} for mark-downs that are not settled")]
    BondPledged {
        /// Who asked.
        operator: Addr,
        /// Base units.
        pledged: Uint128,
    },
    /// Not enough of the bond is free.
    #[error("{operator} has {free} of its bond free, a mark-down takes {required}")]
    BondShort {
        /// Who asked.
        operator: Addr,
        /// Base units not pledged.
        free: Uint128,
        /// The stake.
        required: Uint128,
    },
    /// Nothing to claim.
    #[error("{account} has no award")]
    NoAward {
        /// Who asked.
        account: Addr,
    },

    /// No committee is proposed.
    #[error("no committee is proposed")]
    NoRotation {},
    /// The delay is not over.
    #[error("the committee proposed may take over at {effective_at}, it is {now}")]
    RotationEarly {
        /// Block time (Unix seconds).
        now: u64,
        /// When it may.
        effective_at: u64,
    },
    /// Some seat of the committee proposed has no key.
    #[error("{registered} of {members} members of the committee proposed have registered a key, all must")]
    RotationIncomplete {
        /// Seats with a key.
        registered: usize,
        /// Seats.
        members: usize,
    },
    /// A past committee and an epoch that did not begin under it.
    #[error("committee {committee_epoch} retired at {retired_at}, the epoch starts at {starts_at}")]
    CommitteeRetired {
        /// The committee.
        committee_epoch: u64,
        /// The epoch's start (Unix seconds).
        starts_at: u64,
        /// When it was replaced.
        retired_at: u64,
    },
    /// A past committee whose time is over.
    #[error("the keys of committee {committee_epoch} expired at {expires_at}")]
    CommitteeExpired {
        /// The committee.
        committee_epoch: u64,
        /// Its last second (Unix time).
        expires_at: u64,
    },

    /// The same root twice, or roots of two epochs: nobody must choose between those.
    #[error("the roots of epochs {first} and {second} do not contradict each other")]
    NotEquivocation {
        /// The first root's epoch.
        first: u64,
        /// The second's.
        second: u64,
    },
    /// A report that names nobody.
    #[error("the report names no member")]
    NoEvidence {},
    /// No key, so no proof: the seat is vacant, or was struck for this already.
    #[error("member {member} has no key: it was struck, or never registered")]
    NoKey {
        /// The member.
        member: u8,
    },
    /// The member did not sign both.
    #[error("the signatures do not show that member {member} signed both roots")]
    EvidenceRefused {
        /// The member.
        member: u8,
    },

    /// A contract twice on the list.
    #[error("{consumer} is on the list of consumers already")]
    AlreadyListed {
        /// The contract.
        consumer: Addr,
    },
    /// The list is full.
    #[error("{max} consumers are on the list, no more can be")]
    ConsumersFull {
        /// The most.
        max: usize,
    },
    /// Nobody believes this contract.
    #[error("{consumer} is not on the list of consumers")]
    NotListed {
        /// The contract.
        consumer: Addr,
    },
    /// Whoever signed this root did not sign it under the list.
    #[error("{consumer} counts for roots posted from {effective_at} on, this one was posted at {posted_at}")]
    PostedBeforeListing {
        /// The contract.
        consumer: Addr,
        /// The root's (Unix seconds).
        posted_at: u64,
        /// The list's (Unix seconds).
        effective_at: u64,
    },
    /// No root of that epoch.
    #[error("{consumer} has no settlement of epoch {epoch}")]
    NoSettlement {
        /// The contract.
        consumer: Addr,
        /// Its epoch.
        epoch: u64,
    },
    /// The consumer has nothing against that leaf.
    #[error("{consumer} has no overcharge of lease {lease_id} in epoch {epoch} on record")]
    NoOvercharge {
        /// The contract.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
        /// The lease.
        lease_id: u64,
    },
    /// Once is enough for a root, however many of its leaves overcharge.
    #[error("the signers of epoch {epoch} of {consumer} have been slashed for lease {lease_id}")]
    AlreadyPunished {
        /// The contract.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
        /// The lease it was for.
        lease_id: u64,
    },

    /// No seat in the committee.
    #[error("{sender} is no operator of this committee")]
    NotOperator {
        /// Who asked.
        sender: Addr,
    },
    /// The seat's key is fixed.
    #[error("seat {member} already has its key")]
    AlreadyRegistered {
        /// The seat.
        member: usize,
    },
    /// One key may not count for two seats.
    #[error("seat {member} already has this key")]
    DuplicateKey {
        /// The seat that has it.
        member: usize,
    },
    /// The key was struck for an offence: it never joins a committee again, whoever brings it.
    #[error("the key {public_key} was struck under committee {committee_epoch}")]
    KeyStruck {
        /// The key.
        public_key: Binary,
        /// The committee that was present then.
        committee_epoch: u64,
    },
    /// The sender did not show that it holds the secret key.
    #[error("the proof that {operator} holds this key does not verify")]
    ProofRefused {
        /// Who asked.
        operator: Addr,
    },
    /// Some seat has no key yet.
    #[error("{registered} of {members} members have registered a key, all must")]
    CommitteeInactive {
        /// Seats with a key.
        registered: usize,
        /// Seats.
        members: usize,
    },
    /// Signed by a committee that is not this one.
    #[error("committee {found} signed, the committee is {required}")]
    WrongCommittee {
        /// The message's.
        found: u64,
        /// This one.
        required: u64,
    },
    /// Packed signatures of a wrong length.
    #[error("{found} bytes of signatures, the members named need {required}")]
    SignaturesLength {
        /// Bytes given.
        found: usize,
        /// 64 for each member named.
        required: usize,
    },
    /// At least one signature is not of its member over this statement.
    #[error("the signatures of members {:#034b} do not all verify", signers.bits())]
    SignaturesRefused {
        /// Who is said to have signed.
        signers: SignerBitmap,
    },

    /// Packed observations of a wrong length.
    #[error("{found} bytes of observations, the members named need {required}")]
    ObservationsLength {
        /// Bytes given.
        found: usize,
        /// 88 for each member named.
        required: usize,
    },
    /// Not a name that a feed may have.
    #[error("'{name}' is no feed name: 1 to 128 printable ASCII characters without a space")]
    FeedName {
        /// The name.
        name: String,
    },
    /// A name twice.
    #[error("there is a feed {name} already")]
    DuplicateFeed {
        /// The name.
        name: String,
    },
    /// A feed's terms outside what is allowed.
    #[error("{term} of feed {name} is {found}, allowed is {min} to {max}")]
    FeedTerm {
        /// The feed.
        name: String,
        /// Which.
        term: &'static str,
        /// What was given.
        found: u64,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// No such feed.
    #[error("there is no feed {feed}")]
    UnknownFeed {
        /// The name.
        feed: String,
    },
    /// A quorum, but fewer than the feed asks for.
    #[error("{found} observations, the feed needs {required}")]
    TooFewObservations {
        /// Distinct members.
        found: usize,
        /// The feed's minimum.
        required: usize,
    },
    /// A round that has passed.
    #[error("round {found} is not above the last, {last}")]
    RoundPassed {
        /// The message's.
        found: u64,
        /// The feed's last; 0 before the first.
        last: u64,
    },
    /// A round so far ahead that rounds could be used up.
    #[error("round {found} lies too far ahead: at most {max} may follow")]
    RoundAhead {
        /// The message's.
        found: u64,
        /// The last and the largest step.
        max: u64,
    },
    /// Nothing is worth nothing here: a zero would make collateral worthless or debt free.
    #[error("member {member} observed a price of zero")]
    ZeroPrice {
        /// Who.
        member: u8,
    },
    /// A time after the block's.
    #[error("{found} lies ahead of the latest time allowed, {max}")]
    FromTheFuture {
        /// The statement's time (Unix seconds).
        found: u64,
        /// Block time and skew.
        max: u64,
    },
    /// Older than the feed's prices may be.
    #[error("member {member} observed at {found}, before the earliest time allowed, {min}")]
    ObservationTooOld {
        /// Who.
        member: u8,
        /// The observation's time (Unix seconds).
        found: u64,
        /// Block time less the feed's maximum age.
        min: u64,
    },
    /// Observations of one round too far apart.
    #[error("the observations lie {found} seconds apart, at most {max} are allowed")]
    ObservationsApart {
        /// Newest less oldest.
        found: u64,
        /// The bound.
        max: u64,
    },
    /// A later round of older observations.
    #[error("the oldest observation is of {found}, the last price is of {last}")]
    ObservationsGoBack {
        /// The round's oldest (Unix seconds).
        found: u64,
        /// The last price's.
        last: u64,
    },
    /// Too far from the last price while that is fresh.
    #[error("the price moved by {found} basis points, at most {max} are allowed in a round")]
    Deviation {
        /// The larger movement of the two medians, rounded up.
        found: Uint128,
        /// The feed's bound.
        max: u64,
    },

    /// An id twice.
    #[error("there is an asset {asset} already")]
    DuplicateAsset {
        /// The id.
        asset: String,
    },
    /// No such asset.
    #[error("there is no asset {asset}")]
    UnknownAsset {
        /// The id.
        asset: String,
    },
    /// Nothing to mark down.
    #[error("{asset} has not been appraised")]
    NotAppraised {
        /// The id.
        asset: String,
    },
    /// A round of nobody.
    #[error("the round has no appraisals")]
    NoAppraisals {},
    /// Nothing is worth nothing here: such a value could never rise again.
    #[error("member {member} appraised at zero")]
    ZeroValue {
        /// Who.
        member: u8,
    },
    /// One mark-down at a time.
    #[error("a mark-down of {asset} may be overturned until {overturn_until}, the next comes after it")]
    MarkDownOpen {
        /// The id.
        asset: String,
        /// Its last second (Unix time).
        overturn_until: u64,
    },
    /// Nobody stakes against itself.
    #[error("{operator} is the beneficiary of {asset}: its stake would be its own")]
    OwnAsset {
        /// The id.
        asset: String,
        /// Who asked.
        operator: Addr,
    },
    /// Up is the quorum's.
    #[error("{found} is not below the value, {value}: only a quorum appraises upwards")]
    NotBelow {
        /// What was given.
        found: Uint128,
        /// What stands.
        value: Uint128,
    },
    /// Further down than one member may go.
    #[error("one member alone may mark down to {min}, not to {found}")]
    MarkDownStep {
        /// What was given.
        found: Uint128,
        /// The least.
        min: Uint128,
    },
    /// No mark-down, or one that may still be overturned.
    #[error("there is nothing to settle of {asset}{}", open_until(*overturn_until))]
    NothingToSettle {
        /// The id.
        asset: String,
        /// Until when the open one may be overturned (Unix seconds); none where there is none.
        overturn_until: Option<u64>,
    },

    /// The very same root again: nothing is left to do.
    #[error("epoch {epoch} of {consumer} has this root already")]
    AlreadyPosted {
        /// The contract that the root is for.
        consumer: Addr,
        /// Its epoch.
        epoch: u64,
    },
    /// Another root stands for this epoch: the first one stays.
    #[error("epoch {epoch} of {consumer} has another root already")]
    EpochTaken {
        /// The contract that the root is for.
        consumer: Addr,
        /// Its epoch.
        epoch: u64,
    },
    /// The committee agreed on an epoch's readings before: the first stands.
    #[error(
        "committee {committee_epoch} fixed the readings of epoch {epoch} of {consumer} as {readings_hash}"
    )]
    ReadingsFixed {
        /// The contract that the root will be for.
        consumer: Addr,
        /// Its epoch.
        epoch: u64,
        /// The committee.
        committee_epoch: u64,
        /// What stands, 32 bytes.
        readings_hash: Binary,
    },
    /// Readings come before the root that is made from them.
    #[error("epoch {epoch} of {consumer} has its root: its readings can no longer be fixed")]
    EpochSettled {
        /// The contract that the root is for.
        consumer: Addr,
        /// Its epoch.
        epoch: u64,
    },
    /// Epochs follow each other without a gap.
    #[error("epoch {found} does not follow the last: {required} is next")]
    EpochOutOfOrder {
        /// The root's.
        found: u64,
        /// The next one.
        required: u64,
    },
    /// Chained to another root than the last.
    #[error("the root of epoch {epoch} follows another root than the last")]
    PreviousRoot {
        /// The root's epoch.
        epoch: u64,
    },
    /// A gap or an overlap in time.
    #[error("the epoch starts at {found}, the last ended at {required}")]
    EpochStart {
        /// The root's start (Unix seconds).
        found: u64,
        /// The last one's end.
        required: u64,
    },
    /// No time between start and end.
    #[error("the epoch ends at {ends_at}, not after its start at {starts_at}")]
    EpochEmpty {
        /// Start (Unix seconds).
        starts_at: u64,
        /// End (Unix seconds).
        ends_at: u64,
    },
    /// A tree without leaves, or one too deep to prove.
    #[error("a settlement tree has 1 to {max} leaves, not {found}")]
    LeafCount {
        /// The root's.
        found: u64,
        /// The most.
        max: u64,
    },
    /// What this contract's own records exclude.
    #[error("an invariant of the oracle is broken: {what}")]
    Invariant {
        /// What does not fit.
        what: &'static str,
    },
    /// More than the consumer's deposits can pay.
    #[error("the leaves charge {total} in all, the escrow was ever paid {capacity}")]
    TotalAboveEscrow {
        /// The root's total.
        total: Uint128,
        /// All that was ever paid into its deposits.
        capacity: Uint128,
    },
}

fn held_until(withdrawable_at: Option<u64>) -> String {
    withdrawable_at.map_or_else(|| "while it has a seat".to_owned(), |at| format!("until {at}"))
}

fn open_until(overturn_until: Option<u64>) -> String {
    overturn_until.map_or_else(String::new, |until| format!(": a mark-down may be overturned until {until}"))
}
