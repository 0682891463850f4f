//! Refusals of the compute registry.

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
    /// A failure of storage or encoding, or a text that is no address of this chain.
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
    /// A sum above 2^128 − 1 or below zero, which the invariants exclude.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// The sender is not the owner.
    #[error("{sender} is not the owner, {owner}")]
    NotOwner {
        /// The sender of the message.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// The sender is not the account proposed as owner, or none is proposed.
    #[error("{sender} was not proposed as owner, but {}", .pending.as_ref().map_or("nobody", Addr::as_str))]
    NotPendingOwner {
        /// The sender of the message.
        sender: Addr,
        /// The account proposed, which alone may take the ownership; `None` without a proposal.
        pending: Option<Addr>,
    },
    /// A number outside its bounds.
    #[error("{field} is {found}, which must be from {min} to {max}")]
    OutOfRange {
        /// The field's name.
        field: &'static str,
        /// The number that was given.
        found: u64,
        /// The least that is allowed.
        min: u64,
        /// The most that is allowed.
        max: u64,
    },
    /// A text that is too short, too long, or has other characters.
    #[error("{field} '{found}' must be {min} to {max} of {alphabet}")]
    MalformedText {
        /// The field's name.
        field: &'static str,
        /// The text that was given.
        found: String,
        /// The least number of bytes.
        min: usize,
        /// The most bytes.
        max: usize,
        /// The characters that are allowed.
        alphabet: &'static str,
    },
    /// A hash that is no SHA-256, or is all zero.
    #[error("{field} must be 32 bytes that are not all zero, found {found} bytes")]
    NotAHash {
        /// The field's name.
        field: &'static str,
        /// The number of bytes that were given.
        found: usize,
    },
    /// A name that a GPU model has or had: a name is used once.
    #[error("the GPU model {name} exists")]
    SkuExists {
        /// The GPU model's name.
        name: String,
    },
    /// A name that no GPU model has.
    #[error("there is no GPU model {name}")]
    UnknownSku {
        /// The name.
        name: String,
    },
    /// A GPU model that is retired already.
    #[error("the GPU model {name} is retired")]
    SkuRetired {
        /// The GPU model's name.
        name: String,
    },
    /// An auditor that is registered already.
    #[error("{auditor} is registered")]
    AlreadyRegistered {
        /// The auditor.
        auditor: Addr,
    },
    /// An account that is no auditor.
    #[error("{auditor} is no auditor")]
    UnknownAuditor {
        /// The account.
        auditor: Addr,
    },
    /// A bond below the least.
    #[error("the bond is {found}, at least {required} is needed")]
    BondTooSmall {
        /// The bond, base units.
        found: Uint128,
        /// The least bond, base units.
        required: Uint128,
    },
    /// A list of kinds that is empty or names one twice.
    #[error("an auditor is approved for each kind once and at least one, found {found}")]
    MalformedKinds {
        /// The number of kinds that were given.
        found: usize,
    },
    /// An auditor that may not attest.
    #[error("{auditor} is {status}, not approved")]
    NotApproved {
        /// The auditor.
        auditor: Addr,
        /// The auditor's status.
        status: AuditorStatus,
    },
    /// An auditor that may attest other kinds of claims only.
    #[error("{auditor} is not approved for {}", kind.name())]
    KindNotApproved {
        /// The auditor.
        auditor: Addr,
        /// The kind of the claim.
        kind: ClaimKind,
    },
    /// An attestation of oneself: nobody vouches for itself.
    #[error("{auditor} cannot attest of itself")]
    SelfAttestation {
        /// The auditor.
        auditor: Addr,
    },
    /// A claim whose places are all taken by attestations that may still count.
    #[error("{max} auditors attest {} of {provider}", kind.name())]
    TooManyAuditors {
        /// The provider.
        provider: Addr,
        /// The kind of the claim.
        kind: ClaimKind,
        /// The number of places.
        max: usize,
    },
    /// An attestation's number that does not exist.
    #[error("there is no attestation {attestation_id}")]
    UnknownAttestation {
        /// The attestation's number.
        attestation_id: u64,
    },
    /// The sender is neither the attestation's auditor nor the owner.
    #[error("{sender} may not revoke attestation {attestation_id} of {auditor}")]
    NotRevoker {
        /// The attestation's number.
        attestation_id: u64,
        /// The sender of the message.
        sender: Addr,
        /// The attestation's auditor.
        auditor: Addr,
    },
    /// An attestation that has ended already.
    #[error("attestation {attestation_id} has ended")]
    Ended {
        /// The attestation's number.
        attestation_id: u64,
        /// The way in which it ended.
        status: AttestationStatus,
    },
    /// An attestation for which the auditor is no longer liable.
    #[error("attestation {attestation_id} could be refuted until {liable_until}, it is {now}")]
    LiabilityOver {
        /// The attestation's number.
        attestation_id: u64,
        /// The last second of the liability (Unix time).
        liable_until: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// A bond that still answers for an attestation.
    #[error("the bond is held through {liable_until}, it is {now}")]
    StillLiable {
        /// The last second of the liability (Unix time).
        liable_until: u64,
        /// The block's time (Unix seconds).
        now: u64,
    },
    /// The auditor as its own reporter: nobody is paid for its own lie.
    #[error("the auditor {auditor} cannot be the reporter")]
    ReporterIsAuditor {
        /// The auditor.
        auditor: Addr,
    },
    /// The account has no award to claim.
    #[error("{account} has no award")]
    NoAward {
        /// The account.
        account: Addr,
    },
    /// A query with too many requirements.
    #[error("{found} requirements, at most {max} are answered")]
    TooManyRequirements {
        /// The number of requirements.
        found: usize,
        /// The most requirements.
        max: usize,
    },
}
