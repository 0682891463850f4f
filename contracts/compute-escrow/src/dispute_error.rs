//! Why a job, a dispute or a request was refused.

use api::compute_escrow::{ElementPosition, Job};
use api::oracle::HashLength;
use compute_proof::ProofError;
use cosmwasm_std::Uint128;
use thiserror::Error;

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
        /// Which proof.
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
    /// The provider computed something else than the tenant asked for.
    #[error("the tenant's job is {required}, not {found}")]
    JobMismatch {
        /// What the provider says it did.
        found: Box<Job>,
        /// What the tenant declared.
        required: Box<Job>,
    },
    /// Nothing was committed to.
    #[error("lease {lease_id} has no committed output for epoch {epoch}")]
    NoCommitment {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
    },
    /// Nobody said what was computed.
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
        /// What they are.
        inputs: &'static str,
        /// What follows.
        needed: &'static str,
    },
    /// The element is what it should be.
    #[error("element {},{} is {value}, as it should be", element.row, element.col)]
    ElementRight {
        /// Which.
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
    /// No room for another void epoch.
    #[error("lease {lease_id} has {max} void epochs already")]
    TooManyVoids {
        /// The lease.
        lease_id: u64,
        /// The limit.
        max: usize,
    },
    /// Something has to be shown first.
    #[error("lease {lease_id} is asked to show an element of epoch {epoch} until {answer_until}")]
    RequestOpen {
        /// The lease.
        lease_id: u64,
        /// The epoch asked about.
        epoch: u64,
        /// The last second to answer.
        answer_until: u64,
    },
    /// Nobody asks.
    #[error("lease {lease_id} is not asked to show anything")]
    NoRequest {
        /// The lease.
        lease_id: u64,
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
        /// What was paid, base units.
        found: Uint128,
        /// What is needed, base units.
        required: Uint128,
    },
    /// The leaf is within its bounds.
    #[error("a charge of {charge} is not above {max}")]
    NotOvercharged {
        /// The leaf's, base units.
        charge: Uint128,
        /// What it may be.
        max: Uint128,
    },
    /// On record already.
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
        /// How many.
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
    /// Nothing to send.
    #[error("{account} has no credit here")]
    NoCredit {
        /// Who asked.
        account: String,
    },
}
