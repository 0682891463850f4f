//! Refusals of the oracle.

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
    /// Funds that the message does not take.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A committee of a wrong size, or signers that are no quorum.
    #[error(transparent)]
    Quorum(#[from] QuorumError),
    /// A key that may not join.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A hash of a wrong width.
    #[error(transparent)]
    Hash(#[from] HashLength),
    /// An asset that is no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// A sum above 2^128 − 1, or a difference below zero.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A product above 2^128 − 1.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// A consumer whose totals cannot be read.
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
    /// The sender is not the owner.
    #[error("{sender} may not do this: the owner is {owner}")]
    NotOwner {
        /// The sender of the message.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// The sender is not the account proposed as owner, or none is proposed.
    #[error("{sender} cannot take the ownership: {} is proposed", pending.as_ref().map_or("nobody", |p| p.as_str()))]
    NotPendingOwner {
        /// The sender of the message.
        sender: Addr,
        /// The account proposed, which alone may take the ownership; `None` without a proposal.
        pending: Option<Addr>,
    },
    /// A term outside what is allowed.
    #[error("{term} is {found}, allowed is {min} to {max}")]
    Term {
        /// The term's name.
        term: &'static str,
        /// The value that was given.
        found: Uint128,
        /// The least that is allowed.
        min: Uint128,
        /// The most that is allowed.
        max: Uint128,
    },
    /// The insurance, which is awarded what members lose, as an operator.
    #[error("{operator} is the insurance, so it may not be an operator")]
    InsuredOperator {
        /// The account.
        operator: Addr,
    },
    /// An oracle that was created without bonds.
    #[error("the members of this oracle have no bonds")]
    NoBonds {},
    /// The account has no bond.
    #[error("{account} has no bond")]
    NoBond {
        /// The account.
        account: Addr,
    },
    /// A bond that is held, because evidence may still come.
    #[error("the bond of {operator} is held {}", held_until(*withdrawable_at))]
    BondHeld {
        /// The operator that asked for its bond.
        operator: Addr,
        /// The second from which on the bond may be withdrawn (Unix time); `None` while the operator has a seat.
        withdrawable_at: Option<u64>,
    },
    /// A bond of which part is pledged: a mark-down of the operator has not been settled.
    #[error("{operator} has pledged {pledged} for mark-downs that are not settled")]
    BondPledged {
        /// The operator that asked for its bond.
        operator: Addr,
        /// The pledged part, base units.
        pledged: Uint128,
    },
    /// A bond with too little that is not pledged.
    #[error("{operator} has {free} of its bond free, a mark-down takes {required}")]
    BondShort {
        /// The operator that marks down.
        operator: Addr,
        /// The part that is not pledged, base units.
        free: Uint128,
        /// The stake of a mark-down, base units.
        required: Uint128,
    },
    /// The account has no award to claim.
    #[error("{account} has no award")]
    NoAward {
        /// The account.
        account: Addr,
    },

    /// An oracle without a proposed committee.
    #[error("no committee is proposed")]
    NoRotation {},
    /// A proposed committee whose delay is not over.
    #[error("the committee proposed may take over at {effective_at}, it is {now}")]
    RotationEarly {
        /// Block time (Unix seconds).
        now: u64,
        /// The earliest second at which the committee may take over (Unix time).
        effective_at: u64,
    },
    /// Some seat of the committee proposed has no key.
    #[error("{registered} of {members} members of the committee proposed have registered a key, all must")]
    RotationIncomplete {
        /// The number of seats with a key.
        registered: usize,
        /// The number of seats.
        members: usize,
    },
    /// A past committee and an epoch that did not begin under it.
    #[error("committee {committee_epoch} retired at {retired_at}, the epoch starts at {starts_at}")]
    CommitteeRetired {
        /// The past committee's epoch.
        committee_epoch: u64,
        /// The settlement epoch's start (Unix seconds).
        starts_at: u64,
        /// The second at which the next committee took over (Unix time).
        retired_at: u64,
    },
    /// A past committee whose keys have expired.
    #[error("the keys of committee {committee_epoch} expired at {expires_at}")]
    CommitteeExpired {
        /// The past committee's epoch.
        committee_epoch: u64,
        /// The last second in which its roots are taken (Unix time).
        expires_at: u64,
    },

    /// Roots that do not contradict each other: the same root twice, or roots of two epochs.
    #[error("the roots of epochs {first} and {second} do not contradict each other")]
    NotEquivocation {
        /// The first root's epoch.
        first: u64,
        /// The second root's epoch.
        second: u64,
    },
    /// A report that names nobody.
    #[error("the report names no member")]
    NoEvidence {},
    /// A member without a key, so without a proof: the seat is vacant, or was struck for this already.
    #[error("member {member} has no key: it was struck, or never registered")]
    NoKey {
        /// The member.
        member: u8,
    },
    /// Evidence that does not show the member's signature under both roots.
    #[error("the signatures do not show that member {member} signed both roots")]
    EvidenceRefused {
        /// The member.
        member: u8,
    },

    /// A contract that is on the list already.
    #[error("{consumer} is on the list of consumers already")]
    AlreadyListed {
        /// The contract.
        consumer: Addr,
    },
    /// The list is full.
    #[error("{max} consumers are on the list, no more can be")]
    ConsumersFull {
        /// The most contracts on the list.
        max: usize,
    },
    /// A contract that is not on the list of consumers, so what it records of overcharges does not count.
    #[error("{consumer} is not on the list of consumers")]
    NotListed {
        /// The contract.
        consumer: Addr,
    },
    /// A root that was posted before the consumer counted: its members did not sign it under the list.
    #[error("{consumer} counts for roots posted from {effective_at} on, this one was posted at {posted_at}")]
    PostedBeforeListing {
        /// The contract.
        consumer: Addr,
        /// The time at which the root was posted (Unix seconds).
        posted_at: u64,
        /// The time from which on the consumer counts (Unix seconds).
        effective_at: u64,
    },
    /// An epoch of which no root was posted.
    #[error("{consumer} has no settlement of epoch {epoch}")]
    NoSettlement {
        /// The contract.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
    },
    /// A leaf of which the consumer has no overcharge on record.
    #[error("{consumer} has no overcharge of lease {lease_id} in epoch {epoch} on record")]
    NoOvercharge {
        /// The contract.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
        /// The lease.
        lease_id: u64,
    },
    /// A root whose signers have been slashed: once is enough, however many of its leaves overcharge.
    #[error("the signers of epoch {epoch} of {consumer} have been slashed for lease {lease_id}")]
    AlreadyPunished {
        /// The contract.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
        /// The lease for which they were slashed.
        lease_id: u64,
    },

    /// An account without a seat in the committee.
    #[error("{sender} is no operator of this committee")]
    NotOperator {
        /// The sender of the message.
        sender: Addr,
    },
    /// A seat that has its key: it takes no other.
    #[error("seat {member} already has its key")]
    AlreadyRegistered {
        /// The seat.
        member: usize,
    },
    /// A key that another seat has: one key may not count for two seats.
    #[error("seat {member} already has this key")]
    DuplicateKey {
        /// The seat that has the key.
        member: usize,
    },
    /// A key that was struck for an offence: it never joins a committee again, whoever brings it.
    #[error("the key {public_key} was struck under committee {committee_epoch}")]
    KeyStruck {
        /// The key.
        public_key: Binary,
        /// The epoch of the committee that was present then.
        committee_epoch: u64,
    },
    /// A proof that does not show that the sender holds the secret key.
    #[error("the proof that {operator} holds this key does not verify")]
    ProofRefused {
        /// The sender, an operator.
        operator: Addr,
    },
    /// A committee in which some seat has had no key yet.
    #[error("{registered} of {members} members have registered a key, all must")]
    CommitteeInactive {
        /// The number of seats with a key.
        registered: usize,
        /// The number of seats.
        members: usize,
    },
    /// A statement signed by another committee than is needed.
    #[error("committee {found} signed, the committee is {required}")]
    WrongCommittee {
        /// The committee epoch of the message.
        found: u64,
        /// The committee epoch that is needed.
        required: u64,
    },
    /// Packed signatures of a wrong length.
    #[error("{found} bytes of signatures, the members named need {required}")]
    SignaturesLength {
        /// The bytes that were given.
        found: usize,
        /// The bytes that are needed: 64 for each member named.
        required: usize,
    },
    /// A signature, at least one, that is not of its member over this statement.
    #[error("the signatures of members {:#034b} do not all verify", signers.bits())]
    SignaturesRefused {
        /// The members that are said to have signed.
        signers: SignerBitmap,
    },

    /// Packed observations of a wrong length.
    #[error("{found} bytes of observations, the members named need {required}")]
    ObservationsLength {
        /// The bytes that were given.
        found: usize,
        /// The bytes that are needed: 88 for each member named.
        required: usize,
    },
    /// A name that no feed may have.
    #[error("'{name}' is no feed name: 1 to 128 printable ASCII characters without a space")]
    FeedName {
        /// The name.
        name: String,
    },
    /// A name that a feed has already.
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
        /// The term's name.
        term: &'static str,
        /// The value that was given.
        found: u64,
        /// The least that is allowed.
        min: u64,
        /// The most that is allowed.
        max: u64,
    },
    /// A name that no feed has.
    #[error("there is no feed {feed}")]
    UnknownFeed {
        /// The name.
        feed: String,
    },
    /// A round with fewer observations than the feed asks for.
    #[error("{found} observations, the feed needs {required}")]
    TooFewObservations {
        /// The number of observations.
        found: usize,
        /// The feed's minimum.
        required: usize,
    },
    /// A round that has passed.
    #[error("round {found} is not above the last, {last}")]
    RoundPassed {
        /// The message's round.
        found: u64,
        /// The feed's last round; 0 before the first.
        last: u64,
    },
    /// A round so far ahead that rounds could be used up.
    #[error("round {found} lies too far ahead: at most {max} may follow")]
    RoundAhead {
        /// The message's round.
        found: u64,
        /// The highest round that may follow: the last and the largest step.
        max: u64,
    },
    /// A price of zero, which would make collateral worthless or debt free.
    #[error("member {member} observed a price of zero")]
    ZeroPrice {
        /// The member that observed it.
        member: u8,
    },
    /// A time after the block's.
    #[error("{found} lies ahead of the latest time allowed, {max}")]
    FromTheFuture {
        /// The statement's time (Unix seconds).
        found: u64,
        /// The latest time allowed: the block's and the clocks' skew (Unix seconds).
        max: u64,
    },
    /// An observation older than the feed's prices may be.
    #[error("member {member} observed at {found}, before the earliest time allowed, {min}")]
    ObservationTooOld {
        /// The member that observed it.
        member: u8,
        /// The observation's time (Unix seconds).
        found: u64,
        /// The earliest time allowed: the block's less the feed's maximum age (Unix seconds).
        min: u64,
    },
    /// A round whose observations lie too far apart.
    #[error("the observations lie {found} seconds apart, at most {max} are allowed")]
    ObservationsApart {
        /// The newest time less the oldest, seconds.
        found: u64,
        /// The most that is allowed, seconds.
        max: u64,
    },
    /// A later round whose oldest observation is older than the last price.
    #[error("the oldest observation is of {found}, the last price is of {last}")]
    ObservationsGoBack {
        /// The time of the round's oldest observation (Unix seconds).
        found: u64,
        /// The time of the last price (Unix seconds).
        last: u64,
    },
    /// A price too far from the last one while that is fresh.
    #[error("the price moved by {found} basis points, at most {max} are allowed in a round")]
    Deviation {
        /// The larger movement of the two medians, basis points, rounded up.
        found: Uint128,
        /// The feed's bound, basis points.
        max: u64,
    },

    /// An id that an asset has already.
    #[error("there is an asset {asset} already")]
    DuplicateAsset {
        /// The asset's id.
        asset: String,
    },
    /// An id that no asset has.
    #[error("there is no asset {asset}")]
    UnknownAsset {
        /// The asset's id.
        asset: String,
    },
    /// An asset without an appraisal, so with nothing to mark down.
    #[error("{asset} has not been appraised")]
    NotAppraised {
        /// The asset's id.
        asset: String,
    },
    /// A round without an appraisal.
    #[error("the round has no appraisals")]
    NoAppraisals {},
    /// A value of zero, which could never rise again.
    #[error("member {member} appraised at zero")]
    ZeroValue {
        /// The member that appraised.
        member: u8,
    },
    /// An asset with an open mark-down: there is one at a time.
    #[error("a mark-down of {asset} may be overturned until {overturn_until}, the next comes after it")]
    MarkDownOpen {
        /// The asset's id.
        asset: String,
        /// The last second in which it may be overturned (Unix time).
        overturn_until: u64,
    },
    /// The beneficiary of an asset as the one that marks it down: its stake would be its own.
    #[error("{operator} is the beneficiary of {asset}: its stake would be its own")]
    OwnAsset {
        /// The asset's id.
        asset: String,
        /// The sender of the message.
        operator: Addr,
    },
    /// A mark-down that is none: only a quorum appraises upwards.
    #[error("{found} is not below the value, {value}: only a quorum appraises upwards")]
    NotBelow {
        /// The value that was given, quote base units.
        found: Uint128,
        /// The value in force, quote base units.
        value: Uint128,
    },
    /// A mark-down further than one member may go.
    #[error("one member alone may mark down to {min}, not to {found}")]
    MarkDownStep {
        /// The value that was given, quote base units.
        found: Uint128,
        /// The least value that is allowed, quote base units.
        min: Uint128,
    },
    /// An asset with no mark-down, or one that may still be overturned.
    #[error("there is nothing to settle of {asset}{}", open_until(*overturn_until))]
    NothingToSettle {
        /// The asset's id.
        asset: String,
        /// The last second in which the open mark-down may be overturned (Unix time); `None` where none is open.
        overturn_until: Option<u64>,
    },

    /// A root that is posted already: nothing is left to do.
    #[error("epoch {epoch} of {consumer} has this root already")]
    AlreadyPosted {
        /// The contract that the root is for.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
    },
    /// An epoch that has another root: the first one stays.
    #[error("epoch {epoch} of {consumer} has another root already")]
    EpochTaken {
        /// The contract that the root is for.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
    },
    /// Readings of an epoch for which the committee has fixed readings already: the first stand.
    #[error(
        "committee {committee_epoch} fixed the readings of epoch {epoch} of {consumer} as {readings_hash}"
    )]
    ReadingsFixed {
        /// The contract that the root will be for.
        consumer: Addr,
        /// The readings' epoch.
        epoch: u64,
        /// The committee's epoch.
        committee_epoch: u64,
        /// The hash of the readings that stand, 32 bytes.
        readings_hash: Binary,
    },
    /// Readings of an epoch that has its root: readings come before the root that is made from them.
    #[error("epoch {epoch} of {consumer} has its root: its readings can no longer be fixed")]
    EpochSettled {
        /// The contract that the root is for.
        consumer: Addr,
        /// The root's epoch.
        epoch: u64,
    },
    /// An epoch that does not follow the last: there is no gap.
    #[error("epoch {found} does not follow the last: {required} is next")]
    EpochOutOfOrder {
        /// The message's epoch.
        found: u64,
        /// The epoch that is next.
        required: u64,
    },
    /// A root that is chained to another root than the last.
    #[error("the root of epoch {epoch} follows another root than the last")]
    PreviousRoot {
        /// The root's epoch.
        epoch: u64,
    },
    /// An epoch that leaves a gap after the last one, or overlaps it.
    #[error("the epoch starts at {found}, the last ended at {required}")]
    EpochStart {
        /// The root's start (Unix seconds).
        found: u64,
        /// The end of the last epoch (Unix seconds).
        required: u64,
    },
    /// An epoch that does not end after its start.
    #[error("the epoch ends at {ends_at}, not after its start at {starts_at}")]
    EpochEmpty {
        /// The epoch's start (Unix seconds).
        starts_at: u64,
        /// The epoch's end (Unix seconds).
        ends_at: u64,
    },
    /// A tree without leaves, or one too deep to prove.
    #[error("a settlement tree has 1 to {max} leaves, not {found}")]
    LeafCount {
        /// The root's number of leaves.
        found: u64,
        /// The most leaves.
        max: u64,
    },
    /// A state that this contract's own records exclude.
    #[error("an invariant of the oracle is broken: {what}")]
    Invariant {
        /// The condition that does not hold.
        what: &'static str,
    },
    /// A root's total above all that was ever paid into the consumer's deposits.
    #[error("the leaves charge {total} in all, the escrow was ever paid {capacity}")]
    TotalAboveEscrow {
        /// The root's total, base units.
        total: Uint128,
        /// The sum that was ever paid into the deposits, base units.
        capacity: Uint128,
    },
}

fn held_until(withdrawable_at: Option<u64>) -> String {
    withdrawable_at.map_or_else(|| "while it has a seat".to_owned(), |at| format!("until {at}"))
}

fn open_until(overturn_until: Option<u64>) -> String {
    overturn_until.map_or_else(String::new, |until| format!(": a mark-down may be overturned until {until}"))
}
