//! The compute registry: the governed table of GPU models, and what auditors attest of providers.
//!
//! Beside the messages: what other contracts read of it without calling it ([`ComputeRegistryContract`],
//! [`SKUS`]), and its events. Page: `docs/spec/compute-registry.md`.

mod claim;
mod events;
mod handle;
mod records;
mod responses;

use crate::asset::AssetInfo;
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Binary, Uint128};

pub use claim::{Claim, ClaimKind, Requirement};
pub use events::*;
pub use handle::{ComputeRegistryContract, RegistryReadError};
pub use records::{SKUS, Sku, SkuSpec};
pub use responses::*;

/// The most auditors whose attestations of one kind can stand for one provider at a time.
pub const MAX_AUDITORS_PER_CLAIM: usize = 8;
/// The most requirements in one `qualifies`.
pub const MAX_REQUIREMENTS: usize = 16;
/// The longest time an auditor stays liable after an attestation's last second: 365 days.
pub const MAX_LIABILITY_SECONDS: u64 = 365 * 86_400;
/// The most of a slash that its reporter gets, basis points: with more, an auditor could slash itself at little cost
/// to outrun a report.
pub const MAX_REPORTER_SHARE_BPS: u16 = 5_000;

/// Creates the registry. Anyone may; no funds. Emits [`ConfigUpdated`].
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The account that keeps the SKU table and the list of auditors, and judges attestations.
    pub owner: String,
    /// The one asset of bonds. It cannot be changed.
    pub bond_asset: AssetInfo,
    /// The account that gets what is slashed and is not its reporter's.
    pub treasury: String,
    /// The terms of attestations.
    pub terms: AuditTerms,
}

/// Terms of attestations; an attestation keeps the terms under which it was made.
#[weal_wire::message]
#[derive(weal_wire::Packed, Eq)]
pub struct AuditTerms {
    /// The least bond with which an auditor may attest, base units; above zero.
    pub min_bond: Uint128,
    /// The part of the bond that one false attestation costs, basis points of the bond at the time it was made; 1 to
    /// 10,000.
    pub slash_bps: u16,
    /// The reporter's part of a slash, basis points; 5,000 at most.
    pub reporter_share_bps: u16,
    /// The time after an attestation's last second in which its auditor is liable for it, seconds: 1 second to 365
    /// days.
    pub liability_seconds: u64,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// Messages of the registry. Where "payment" is written, the bond asset comes as the one coin attached, or by a cw20
/// `Send` with the [`Cw20HookMsg`] of the same name; other messages take no funds.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Adds a GPU model. Owner only; a name is used once, for good. Emits [`SkuAdded`].
    AddSku(SkuSpec),
    /// Takes a model off the market: nothing new can be offered under its name. Owner only. Emits [`SkuRetired`].
    RetireSku {
        /// The model's name.
        name: String,
    },
    /// Makes the payer an auditor, with the payment as its bond (at least the minimum). It may attest once it is
    /// approved. Emits [`AuditorRegistered`].
    RegisterAuditor {
        /// The auditor's name for people, 1 to 64 bytes.
        name: String,
    },
    /// Adds the payment to the bond of the payer, an auditor. Emits [`AuditorBondAdded`].
    AddBond {},
    /// Lets a registered auditor attest these kinds, in place of any earlier list; ends a suspension. Owner only.
    /// Emits [`AuditorApproved`].
    ApproveAuditor {
        /// The auditor.
        auditor: String,
        /// The kinds that it may attest, 1 to 7, each once.
        kinds: Vec<ClaimKind>,
    },
    /// Stops an auditor: it cannot attest, and none of its attestations counts until it is approved again. Owner only.
    /// Emits [`AuditorSuspended`].
    SuspendAuditor {
        /// The auditor.
        auditor: String,
    },
    /// Sends the sender's bond back and ends its registration. Only an auditor that is no longer liable for anything.
    /// Emits [`AuditorBondWithdrawn`].
    WithdrawBond {},
    /// Attests one fact of a provider. An auditor approved for its kind, with at least the minimum bond. Replaces the
    /// auditor's own attestation of that kind of that provider, and no other. Emits [`Attested`].
    Attest {
        /// The provider that the claim is about; not the auditor itself.
        provider: String,
        /// The fact.
        claim: Claim,
        /// SHA-256 of the document that shows it: 32 bytes, not all zero.
        document_hash: Binary,
        /// The document's address, 1 to 256 bytes.
        uri: String,
        /// The attestation's last second (Unix time): in the future, within the longest life of the kind.
        expires_at: u64,
    },
    /// Ends an attestation before its time. Its auditor or the owner. The auditor stays liable for what it attested.
    /// Emits [`AttestationRevoked`].
    Revoke {
        /// The attestation.
        attestation_id: u64,
        /// The reason.
        reason: RevocationReason,
    },
    /// Rules that an attestation was false, standing or not: it ends, and its auditor's bond pays what was at stake, no
    /// more than there is, once. Owner only, until the auditor's liability is over. Emits [`AttestationRefuted`].
    Refute {
        /// The attestation.
        attestation_id: u64,
        /// SHA-256 of the evidence: 32 bytes, not all zero.
        evidence_hash: Binary,
        /// The account that showed it, and gets the reporter's share; not the auditor. The treasury gets all where left
        /// out.
        reporter: Option<String>,
    },
    /// Sends an account its award. Anyone may. Emits [`AwardClaimed`].
    ClaimAward {
        /// The account.
        account: String,
    },
    /// Changes the treasury or the terms of future attestations; what is left out stays. Owner only. Emits
    /// [`ConfigUpdated`].
    UpdateConfig {
        /// The treasury.
        treasury: Option<String>,
        /// The terms.
        terms: Option<AuditTerms>,
    },
    /// Names the next owner, who must accept; withdraws the proposal where left out. Owner only. Emits
    /// [`OwnershipProposed`].
    TransferOwnership {
        /// The next owner.
        new_owner: Option<String>,
    },
    /// Takes the ownership proposed. The proposed owner only. Emits [`OwnershipAccepted`].
    AcceptOwnership {},
    /// A cw20 payment: `msg` holds a [`Cw20HookMsg`]. The bond asset's contract only.
    Receive(Cw20ReceiveMsg),
}

/// Purposes of a cw20 payment: the messages of [`ExecuteMsg`] with the same names.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// See [`ExecuteMsg::RegisterAuditor`].
    RegisterAuditor {
        /// The auditor's name for people.
        name: String,
    },
    /// See [`ExecuteMsg::AddBond`].
    AddBond {},
}

/// Reasons for which an attestation is revoked.
#[weal_wire::message]
#[derive(weal_wire::Packed, Copy, Eq)]
pub enum RevocationReason {
    /// The attested fact no longer holds.
    FactsChanged,
    /// The certificate behind it was withdrawn by whoever gave it.
    CertificateWithdrawn,
    /// The attestation should not have been made.
    MadeInError,
    /// The provider asked for it.
    ProviderRequest,
}

/// Queries of the registry.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The owner, the bond asset, the treasury and the terms.
    #[returns(ConfigResponse)]
    Config {},
    /// A GPU model, retired or not; an error for an unknown one.
    #[returns(Sku)]
    Sku {
        /// The model's name.
        name: String,
    },
    /// GPU models by name, retired ones included.
    #[returns(SkusResponse)]
    Skus {
        /// Last name of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An auditor; an error for an unknown one.
    #[returns(AuditorResponse)]
    Auditor {
        /// The auditor's address.
        auditor: String,
    },
    /// Auditors by address, approved or not.
    #[returns(AuditorsResponse)]
    Auditors {
        /// Last address of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// An attestation as it stands in this second; an error for an unknown one.
    #[returns(AttestationResponse)]
    Attestation {
        /// The attestation's number.
        attestation_id: u64,
    },
    /// The last attestations of a provider, by kind and auditor: expired ones too, until they are replaced.
    #[returns(AttestationsResponse)]
    Attestations {
        /// The provider.
        provider: String,
        /// Kind and auditor of the last row of the page before.
        start_after: Option<(ClaimKind, String)>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// True where attestations of a provider that count now meet all requirements, and will not have expired by
    /// `until`.
    #[returns(QualifiesResponse)]
    Qualifies {
        /// The provider.
        provider: String,
        /// The requirements, at most 16; any auditor may meet each.
        required: Vec<Requirement>,
        /// The second until which the attestations must last (Unix time); now where left out.
        until: Option<u64>,
    },
    /// The award of an account that has not been sent, base units.
    #[returns(Uint128)]
    Award {
        /// The account.
        account: String,
    },
    /// The registry's debts, by kind: the sum never exceeds what the registry holds.
    #[returns(HoldingsResponse)]
    Holdings {},
}
