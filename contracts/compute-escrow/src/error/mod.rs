//! The refusals of the escrow.

mod dispute;
mod lease;

pub use dispute::DisputeError;
pub use lease::LeaseError;

use cosmwasm_std::{Addr, Binary, OverflowError, StdError, Uint128};
use thiserror::Error;
use weal_api::asset::AssetError;
use weal_api::compute_escrow::PackedLeavesError;
use weal_api::compute_registry::RegistryReadError;
use weal_api::oracle::{HashLength, OracleReadError};
use weal_attestation::sum_tree::SumTreeError;
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

weal_contract_kit::boxed_failure!(ContractError as Failure:
    StdError,
    OverflowError,
    FixedPointError,
    AssetError,
    PaymentError,
    OracleReadError,
    HashLength,
    SumTreeError,
    PackedLeavesError,
    LeaseError,
    RegistryReadError,
    DisputeError,
    RecordError
);

/// Refusals of the compute escrow.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage or encoding.
    #[error("{0}")]
    Std(#[from] StdError),
    /// A stored record that is missing or damaged, or an address of another chain.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A sum above the largest amount.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// A quotient above the largest amount, or basis points above their maximum.
    #[error(transparent)]
    Arithmetic(#[from] FixedPointError),
    /// The payment asset names no token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Funds where none are taken, or not the payment asset.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// No such root, or the oracle cannot be read.
    #[error(transparent)]
    Oracle(#[from] OracleReadError),
    /// A hash of another width than 32 bytes.
    #[error(transparent)]
    Hash(#[from] HashLength),
    /// The leaves are not where the proof says, or do not add up to the root's total.
    #[error(transparent)]
    Proof(#[from] SumTreeError),
    /// The leaves are not packed as they should be, or not in order.
    #[error(transparent)]
    PackedLeaves(#[from] PackedLeavesError),
    /// A lease's terms or course do not allow it.
    #[error(transparent)]
    Lease(#[from] LeaseError),

    /// The SKU is not in the registry's table, or retired.
    #[error(transparent)]
    Registry(#[from] RegistryReadError),
    /// A refusal that concerns outputs, disputes and requests.
    #[error(transparent)]
    Dispute(#[from] DisputeError),

    /// The sender is not the owner.
    #[error("{sender} is not the owner, {owner} is")]
    NotOwner {
        /// The sender.
        sender: Addr,
        /// The account that may.
        owner: Addr,
    },
    /// The sender is not the proposed owner.
    #[error(
        "{sender} may not accept the ownership: it is offered to {}",
        .pending.as_ref().map_or("nobody", Addr::as_str)
    )]
    NotPendingOwner {
        /// The sender.
        sender: Addr,
        /// The account that may, if any.
        pending: Option<Addr>,
    },
    /// The sender is not the provider of that lease or offer.
    #[error("{sender} is not the provider, {provider} is")]
    NotProvider {
        /// The sender.
        sender: Addr,
        /// The account that may.
        provider: Addr,
    },
    /// The sender does not get the lease's payouts.
    #[error("{sender} does not get the payouts of this lease, {payee} does")]
    NotPayee {
        /// The sender.
        sender: Addr,
        /// The account that may.
        payee: Addr,
    },
    /// The sender is neither side of the lease.
    #[error("{sender} is neither the tenant {tenant} nor the provider {provider}")]
    NotParty {
        /// The sender.
        sender: Addr,
        /// One who may.
        tenant: Addr,
        /// The other.
        provider: Addr,
    },

    /// A bond must be worth something.
    #[error("the least bond must be above zero")]
    ZeroBond,
    /// A window outside its limits.
    #[error("{window} of {found} is outside {min} to {max} seconds")]
    WindowOutOfRange {
        /// The window's name.
        window: &'static str,
        /// The window given, seconds.
        found: u64,
        /// Least.
        min: u64,
        /// Most.
        max: u64,
    },
    /// A text too short or too long.
    #[error("{field} has {found} bytes, {min} to {max} are stored")]
    TextLength {
        /// The text's name.
        field: &'static str,
        /// Its bytes.
        found: usize,
        /// Least.
        min: usize,
        /// Most.
        max: usize,
    },
    /// A number outside its limits.
    #[error("{field} of {found} is outside {min} to {max}")]
    OutOfRange {
        /// The number's name.
        field: &'static str,
        /// The number given.
        found: u64,
        /// Least.
        min: u64,
        /// Most.
        max: u64,
    },
    /// A price must be worth something.
    #[error("the rate must be above zero")]
    ZeroRate,

    /// The sender is a provider already.
    #[error("{provider} is registered already")]
    AlreadyRegistered {
        /// The account.
        provider: Addr,
    },
    /// The account is not a provider.
    #[error("{provider} is not a registered provider")]
    UnknownProvider {
        /// The account.
        provider: Addr,
    },
    /// Too small a bond.
    #[error("a bond of {found} is below the least bond of {required}")]
    BondTooSmall {
        /// The bond paid.
        found: Uint128,
        /// The bond needed.
        required: Uint128,
    },
    /// The bond still answers for something.
    #[error("the bond stays while there are {live_offers} live offers and {open_leases} leases not closed")]
    BondInUse {
        /// Offers on the market.
        live_offers: u32,
        /// Leases not closed.
        open_leases: u32,
    },
    /// Too many offers.
    #[error("{found} offers are live, {max} at most")]
    TooManyOffers {
        /// The offers that are on the market.
        found: u32,
        /// The limit.
        max: u32,
    },

    /// No such offer.
    #[error("there is no offer {offer_id}")]
    UnknownOffer {
        /// The number asked for.
        offer_id: u64,
    },
    /// The offer is off the market.
    #[error("offer {offer_id} is retired")]
    OfferRetired {
        /// The offer.
        offer_id: u64,
    },
    /// The offer has fewer free GPUs.
    #[error("offer {offer_id} has {free} GPUs free, {required} are needed")]
    GpusTaken {
        /// The offer.
        offer_id: u64,
        /// Free now.
        free: u32,
        /// Asked for.
        required: u32,
    },
    /// The deposit does not carry the shortest lease.
    #[error("a deposit of {found} is below {required}, the price of the shortest lease")]
    DepositTooSmall {
        /// The deposit paid.
        found: Uint128,
        /// The deposit needed.
        required: Uint128,
    },

    /// No such lease.
    #[error("there is no lease {lease_id}")]
    UnknownLease {
        /// The number asked for.
        lease_id: u64,
    },
    /// The end has come.
    #[error("lease {lease_id} ended at {ended_at}")]
    LeaseEnded {
        /// The lease.
        lease_id: u64,
        /// Its end.
        ended_at: u64,
    },
    /// The end has not come.
    #[error("lease {lease_id} runs until {runway_until}")]
    LeaseRunning {
        /// The lease.
        lease_id: u64,
        /// Its end as the deposit stands.
        runway_until: u64,
    },
    /// The lease holds nothing any more.
    #[error("lease {lease_id} is settled: {paid} paid, {refunded} refunded")]
    LeaseSettled {
        /// The lease.
        lease_id: u64,
        /// Charged in all.
        paid: Uint128,
        /// Sent back in all.
        refunded: Uint128,
    },
    /// Leaves can still claim all that is held.
    #[error("nothing of lease {lease_id} can be refunded now: {held} are held for claims until {settles_at}")]
    NothingToRefund {
        /// The lease.
        lease_id: u64,
        /// Held.
        held: Uint128,
        /// The time from which the rest can be refunded.
        settles_at: u64,
    },

    /// One commitment per lease and epoch.
    #[error("lease {lease_id} has a commitment for epoch {epoch} already, since block {height}")]
    AlreadyCommitted {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The block of the commitment.
        height: u64,
    },
    /// Too late: what the commitment is checked against may be known.
    #[error("epoch {epoch} was attested at {posted_at}: it takes no commitment any more")]
    EpochAttested {
        /// The epoch.
        epoch: u64,
        /// The time at which the root was posted.
        posted_at: u64,
    },
    /// A commitment is all zero, which stands for none.
    #[error("a commitment may not be all zero")]
    ZeroCommitment,

    /// The root is too young.
    #[error("leaves of epoch {epoch} can be claimed from {claimable_from}")]
    ChallengeWindowOpen {
        /// The epoch.
        epoch: u64,
        /// The time at which its challenge window closes.
        claimable_from: u64,
    },
    /// One message pays one provider.
    #[error("lease {lease_id} is of provider number {found}, the first lease of number {required}")]
    MixedProviders {
        /// The first lease of another provider.
        lease_id: u64,
        /// Its provider's number.
        found: u64,
        /// The first lease's.
        required: u64,
    },
    /// The leaf carries another output than the provider committed to.
    #[error(
        "the leaf of lease {lease_id} in epoch {epoch} carries commitment {found}, recorded is {required}"
    )]
    CommitmentMismatch {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
        /// The leaf's.
        found: Binary,
        /// The provider's; all zero for none.
        required: Binary,
    },
    /// More than was ever paid in.
    #[error("lease {lease_id}: a charge of {found} is above the lease's deposit of {max}")]
    ChargeAboveDeposit {
        /// The lease.
        lease_id: u64,
        /// The leaf's charge.
        found: Uint128,
        /// The sum of all payments into the deposit.
        max: Uint128,
    },
    /// More than the time costs.
    #[error("lease {lease_id}: a charge of {found} is above {max}, the price of the time metered")]
    ChargeAboveElapsed {
        /// The lease.
        lease_id: u64,
        /// The leaf's charge.
        found: Uint128,
        /// Rate × time.
        max: Uint128,
    },
    /// Earlier claims took as much.
    #[error("the leaf charges {charge}, {claimed} were claimed already")]
    NothingToClaim {
        /// The leaf's charge.
        charge: Uint128,
        /// Charged so far.
        claimed: Uint128,
    },
    /// One message pays one account.
    #[error("the payouts of lease {lease_id} go to {found}, those of the first lease to {required}")]
    MixedPayees {
        /// The first lease that pays another.
        lease_id: u64,
        /// The account that the lease pays.
        found: Addr,
        /// The account that the first lease pays.
        required: Addr,
    },
    /// No leaf of the message adds anything.
    #[error("none of the {leaves} leaves charges more than was claimed already")]
    NothingToClaimOfMany {
        /// Leaves in the message.
        leaves: usize,
    },
    /// No fees have been collected since they were last sent.
    #[error("there are no protocol fees to send")]
    NoFees,
    /// A rule of this contract that does not hold: nothing is changed.
    #[error("broken invariant: {broken}")]
    Invariant {
        /// The rule.
        broken: &'static str,
    },
}
