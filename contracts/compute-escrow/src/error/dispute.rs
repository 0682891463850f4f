//! The refusals of jobs, disputes and requests.

use cosmwasm_std::{Addr, Uint128};
use thiserror::Error;
use weal_api::compute_escrow::{ElementPosition, Job};
use weal_api::oracle::HashLength;
use weal_compute_proof::ProofError;

/// Refusals that concern outputs and what is brought against them.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DisputeError {
    /// A shape that no product has, or an opening that does not lead to the commitment.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A seed or commitment of another width.
    #[error(transparent)]
    Hash(#[from] HashLength),
    /// Siblings that are not whole hashes.
    #[error("{field} has {found} bytes, which is no multiple of 32")]
    ProofLength {
        /// The proof's name.
        field: &'static str,
        /// Its bytes.
        found: usize,
    },
    /// Lines of this length are too much to bring to the chain.
    #[error("an inner dimension of {found} is above {max}, the most for committed inputs")]
    InnerTooLong {
        /// The job's.
        found: u32,
        /// The limit.
        max: u32,
    },
    /// The output is of another job than the one in force when the epoch started.
    #[error(
        "the output of lease {lease_id} for epoch {epoch} is of {}, the job in force at {starts_at} was {required}",
        .found.as_ref().map_or_else(|| "no job".to_owned(), ToString::to_string)
    )]
    JobMismatch {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The epoch's start.
        starts_at: u64,
        /// The job that the provider says it did.
        found: Option<Box<Job>>,
        /// The job that the tenant had declared by then.
        required: Box<Job>,
    },
    /// The committee is taken as silent by now.
    #[error(
        "lease {lease_id} could be attested until {attested_until}, it is {now}: it takes no commitment any more"
    )]
    CommitmentTooLate {
        /// The lease.
        lease_id: u64,
        /// The last second.
        attested_until: u64,
        /// Block time.
        now: u64,
    },
    /// An output of an epoch that was attested so late that nobody could ask for it pays nothing.
    #[error(
        "epoch {epoch} was attested at {posted_at}, outputs of lease {lease_id} are paid if attested until {attested_until}"
    )]
    AttestedTooLate {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The time at which the root was posted.
        posted_at: u64,
        /// The last second.
        attested_until: u64,
    },
    /// The provider committed to nothing.
    #[error("lease {lease_id} has no committed output for epoch {epoch}")]
    NoCommitment {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
    },
    /// The commitment states no job.
    #[error("the output of lease {lease_id} for epoch {epoch} was committed without a job")]
    NoJob {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
    },
    /// Too late.
    #[error("outputs of epoch {epoch} could be disputed until {until}, it is {now}")]
    WindowOver {
        /// The epoch.
        epoch: u64,
        /// First second after it.
        until: u64,
        /// Block time.
        now: u64,
    },
    /// The job's inputs are data, so a row and a column are needed; or they come from a seed, so none are.
    #[error("the job's inputs are {inputs}, so lines are {needed}")]
    WrongLines {
        /// The kind of inputs.
        inputs: &'static str,
        /// The rule for that kind.
        needed: &'static str,
    },
    /// The element is what it should be.
    #[error("element {},{} is {value}, as it should be", element.row, element.col)]
    ElementRight {
        /// The position of the element.
        element: ElementPosition,
        /// Its value.
        value: i32,
    },
    /// Found wrong before.
    #[error("epoch {epoch} of lease {lease_id} is void")]
    EpochVoided {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
    },
    /// The lease has so many void epochs that no leaf of it is paid any more.
    #[error("lease {lease_id} is forfeited: {voids} of its epochs are void")]
    LeaseForfeited {
        /// The lease.
        lease_id: u64,
        /// The number of void epochs.
        voids: usize,
    },
    /// No leaf can charge any time of the epoch.
    #[error("epoch {epoch} lies outside of lease {lease_id}, which runs from {starts_at} to {ends_at}")]
    EpochOutsideLease {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The lease's first second.
        starts_at: u64,
        /// Its end.
        ends_at: u64,
    },
    /// Something has to be shown first.
    #[error("lease {lease_id} is asked to show elements of epoch {epoch} until {answer_until}")]
    RequestOpen {
        /// The lease.
        lease_id: u64,
        /// The first epoch asked about.
        epoch: u64,
        /// The last second to answer all about it.
        answer_until: u64,
    },
    /// One open request an account and epoch.
    #[error("you ask about epoch {epoch} of lease {lease_id} already, until {answer_until}")]
    AlreadyAsked {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The last second to answer it.
        answer_until: u64,
    },
    /// The answer could come after all that is held has gone back.
    #[error("an answer by {answer_until} is too late: lease {lease_id} settles at {settles_at}")]
    TooLateToAsk {
        /// The lease.
        lease_id: u64,
        /// The last second to answer.
        answer_until: u64,
        /// The time at which everything goes back.
        settles_at: u64,
    },
    /// The bond that answered for the lease has been withdrawn.
    #[error("registration {number} of {provider}, which answered for lease {lease_id}, has ended")]
    RegistrationEnded {
        /// The lease.
        lease_id: u64,
        /// The provider whose registration it was.
        provider: Addr,
        /// The registration's number.
        number: u64,
    },
    /// The requester has no open request about the epoch.
    #[error("{requester} does not ask about epoch {epoch} of lease {lease_id}")]
    NoRequest {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The account that would have asked.
        requester: Addr,
    },
    /// The provider still has time.
    #[error("the provider may answer until {answer_until}, it is {now}")]
    StillAnswering {
        /// The last second.
        answer_until: u64,
        /// Block time.
        now: u64,
    },
    /// Another amount than the request bond.
    #[error("{found} was paid, a request takes {required}")]
    WrongRequestBond {
        /// The payment, base units.
        found: Uint128,
        /// The bond needed, base units.
        required: Uint128,
    },
    /// The leaf is within its bounds.
    #[error("a charge of {charge} is not above {max}")]
    NotOvercharged {
        /// The leaf's, base units.
        charge: Uint128,
        /// The most that it may be.
        max: Uint128,
    },
    /// The overcharge is on record already.
    #[error("the overcharge of lease {lease_id} in epoch {epoch} is on record")]
    AlreadyShown {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
    },
    /// Somebody waits for an answer of this provider.
    #[error("{open} requests wait for an answer")]
    RequestsOpen {
        /// The number of open requests.
        open: u32,
    },
    /// A closed lease can still be disputed.
    #[error("the bond answers for closed leases until {locked_until}, it is {now}")]
    BondLocked {
        /// First second in which it can be withdrawn.
        locked_until: u64,
        /// Block time.
        now: u64,
    },
    /// The account has no credit.
    #[error("{account} has no credit here")]
    NoCredit {
        /// The account that asked.
        account: String,
    },
}
