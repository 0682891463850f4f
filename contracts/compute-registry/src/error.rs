//! Why the registry refused a message.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_api::compute_registry::{AttestationStatus, AuditorStatus, ClaimKind};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

/// Refusals of the compute registry.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding, or an address of no chain.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A record that cannot be read.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// An asset that is no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Funds that the message does not take, or not as it takes them.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// A share that cannot be computed.
    #[error(transparent)]
    Arithmetic(#[from] FixedPointError),
    /// A sum above 2^128 − 1, or below zero, which the invariants exclude.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// Only the owner may.
    #[error("{sender} is not the owner, {owner}")]
    NotOwner {
        /// Who asked.
        sender: Addr,
        /// Who may.
        owner: Addr,
    },
    /// Only the account proposed may.
    #[error("{sender} was not proposed as owner, but {}", .pending.as_ref().map_or("nobody", Addr::as_str))]
    NotPendingOwner {
        /// Who asked.
        sender: Addr,
        /// Who may, if anyone.
        pending: Option<Addr>,
    },
    /// A number beyond its bounds.
    #[error("{field} is {found}, which must be from {min} to {max}")]
    OutOfRange {
        /// Which.
        field: &'static str,
        /// Given.
        found: u64,
        /// At least.
        min: u64,
        /// At most.
        max: u64,
    },
    /// A text too short, too long, or of other characters.
    #[error("{field} '{found}' must be {min} to {max} of {alphabet}")]
    MalformedText {
        /// Which.
        field: &'static str,
        /// Given.
        found: String,
        /// Bytes at least.
        min: usize,
        /// Bytes at most.
        max: usize,
        /// What is allowed.
        alphabet: &'static str,
    },
    /// Not a SHA-256, or none at all.
    #[error("{field} must be 32 bytes that are not all zero, found {found} bytes")]
    NotAHash {
        /// Which.
        field: &'static str,
        /// Bytes given.
        found: usize,
    },
    /// A name is used once.
    #[error("the GPU model {name} exists")]
    SkuExists {
        /// Which.
        name: String,
    },
    /// No such model.
    #[error("there is no GPU model {name}")]
    UnknownSku {
        /// Which.
        name: String,
    },
    /// Once is enough.
    #[error("the GPU model {name} is retired")]
    SkuRetired {
        /// Which.
        name: String,
    },
    /// An auditor registers once.
    #[error("{auditor} is registered")]
    AlreadyRegistered {
        /// Who.
        auditor: Addr,
    },
    /// No such auditor.
    #[error("{auditor} is no auditor")]
    UnknownAuditor {
        /// Who.
        auditor: Addr,
    },
    /// Below the least.
    #[error("the bond is {found}, at least {required} is needed")]
    BondTooSmall {
        /// Base units.
        found: Uint128,
        /// Base units.
        required: Uint128,
    },
    /// None, or one twice.
    #[error("an auditor is approved for each kind once and at least one, found {found}")]
    MalformedKinds {
        /// How many were given.
        found: usize,
    },
    /// The auditor may not attest.
    #[error("{auditor} is {status}, not approved")]
    NotApproved {
        /// Who.
        auditor: Addr,
        /// What it is.
        status: AuditorStatus,
    },
    /// The auditor attests other things.
    #[error("{auditor} is not approved for {}", kind.name())]
    KindNotApproved {
        /// Who.
        auditor: Addr,
        /// What.
        kind: ClaimKind,
    },
    /// Nobody vouches for itself.
    #[error("{auditor} cannot attest of itself")]
    SelfAttestation {
        /// Who.
        auditor: Addr,
    },
    /// Every place is taken by an attestation that may still count.
    #[error("{max} auditors attest {} of {provider}", kind.name())]
    TooManyAuditors {
        /// Of whom.
        provider: Addr,
        /// What.
        kind: ClaimKind,
        /// The limit.
        max: usize,
    },
    /// No such number.
    #[error("there is no attestation {attestation_id}")]
    UnknownAttestation {
        /// The number.
        attestation_id: u64,
    },
    /// Neither its auditor nor the owner.
    #[error("{sender} may not revoke attestation {attestation_id} of {auditor}")]
    NotRevoker {
        /// Which.
        attestation_id: u64,
        /// Who asked.
        sender: Addr,
        /// Who made it.
        auditor: Addr,
    },
    /// It ended before.
    #[error("attestation {attestation_id} has ended")]
    Ended {
        /// Which.
        attestation_id: u64,
        /// How.
        status: AttestationStatus,
    },
    /// The auditor's liability is over.
    #[error("attestation {attestation_id} could be refuted until {liable_until}, it is {now}")]
    LiabilityOver {
        /// Which.
        attestation_id: u64,
        /// Unix seconds.
        liable_until: u64,
        /// Unix seconds.
        now: u64,
    },
    /// The bond answers for something.
    #[error("the bond is held through {liable_until}, it is {now}")]
    StillLiable {
        /// Unix seconds.
        liable_until: u64,
        /// Unix seconds.
        now: u64,
    },
    /// Nobody is paid for its own lie.
    #[error("the auditor {auditor} cannot be the reporter")]
    ReporterIsAuditor {
        /// Who.
        auditor: Addr,
    },
    /// Nothing to send.
    #[error("{account} has no award")]
    NoAward {
        /// Who.
        account: Addr,
    },
    /// A query asks for too much.
    #[error("{found} requirements, at most {max} are answered")]
    TooManyRequirements {
        /// Given.
        found: usize,
        /// The limit.
        max: usize,
    },
}
