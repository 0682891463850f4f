//! The compute escrow: providers, offers, leases, epoch settlement and refunds.
//!
//! Money is in base units of the escrow's one payment asset. A `rate` is in base units × 10^12 per
//! GPU-second, so that a price far below one base unit a second is exact. Times are Unix seconds.

mod dispute_events;
mod disputes;
mod events;
mod handle;
mod lease_events;
mod packed_leaves;
mod records;
mod responses;
mod terms;

use crate::asset::AssetInfo;
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Binary, Uint128};

pub use dispute_events::*;
pub use disputes::*;
pub use events::*;
pub use handle::ComputeEscrowContract;
pub use lease_events::*;
pub use packed_leaves::{MAX_CLAIMED_LEAVES, PackedLeavesError, pack_leaves, unpack_leaves};
pub use records::{
    CONFIG, ConfigRecord, EscrowReadError, HOLDINGS, HoldingsRecord, OVERCHARGES, OverchargeRecord,
    read_capacity, read_market, read_overcharge,
};
pub use responses::*;
pub use terms::{AgreedLease, LeaseKind, LeaseRequest, OfferTerms};
pub use weal_lease_math::{RATE_SCALE, SlaTerms, VolumeTier};

/// Creates the escrow. Anyone may; no funds. Emits [`ConfigUpdated`].
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The account that may change the configuration.
    pub owner: String,
    /// The oracle contract whose settlement roots this escrow accepts. It cannot be changed.
    pub oracle: String,
    /// The one asset of bonds, deposits and payouts. It cannot be changed.
    pub payment_asset: AssetInfo,
    /// The account that gets the protocol's fees; whoever is the owner where left out.
    pub fee_recipient: Option<String>,
    /// The least bond of a new provider, base units; above zero.
    pub min_bond: Uint128,
    /// The protocol's part of every charge, basis points; 500 at most.
    pub protocol_fee_bps: u16,
    /// The challenge window of new leases, seconds: the time after a root's posting before its leaves can be claimed.
    /// 30 days at most.
    pub challenge_window_seconds: u64,
    /// The time after a lease's end in which the committee may still attest it, seconds: 1 second to 30 days.
    pub silence_seconds: u64,
    /// The registry whose table has the SKUs that may be offered; any may where left out. It cannot be changed.
    pub registry: Option<String>,
    /// The contract that may open leases at a price below the offer's: an auction. Nobody may where left out.
    pub market: Option<String>,
    /// The bond that an account leaves with a request to see an element, base units, above zero; a hundredth of
    /// `min_bond`, rounded up, where left out.
    pub request_bond: Option<Uint128>,
    /// The time in which the provider of a future lease must show a requested element, 60 seconds to 30 days; an hour
    /// where left out.
    pub answer_seconds: Option<u64>,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// Messages of the escrow. Where "payment" is written, the payment asset comes as the one coin attached, or by a cw20
/// `Send` with the [`Cw20HookMsg`] of the same name; other messages take no funds.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Makes the sender a provider, with the payment as its bond (at least the minimum). A provider
    /// registers once. Emits [`ProviderRegistered`].
    RegisterProvider {
        /// The provider's name for people, at most 64 bytes.
        name: Option<String>,
        /// The address at which the provider's machines answer, 1 to 256 bytes.
        endpoint: String,
    },
    /// Sends the whole bond back and ends the registration. Only a provider without a live offer, a lease that has not
    /// been closed, an open request, or a lease with committed outputs that has not settled. Emits [`BondWithdrawn`].
    WithdrawBond {},
    /// Offers GPUs at a posted price. Only a provider with fewer than 64 live offers. The terms never change: to change
    /// a price, retire the offer and publish another. Emits [`OfferPublished`].
    PublishOffer(OfferTerms),
    /// Takes an offer off the market; the offer's running leases go on. Its provider only. Emits [`OfferRetired`].
    RetireOffer {
        /// The offer.
        offer_id: u64,
    },
    /// Opens a lease, with the payment as its deposit. The lease runs from this second, or waits for the provider where
    /// the offer says so (`accept_seconds`). Anyone may; the deposit must carry the lease for the offer's
    /// `min_seconds`. The rate per GPU-second is fixed for the lease's life: see `Quote`. Emits [`LeaseOpened`].
    OpenLease(LeaseRequest),
    /// Opens a lease at an agreed price, at most the offer's own, with the payment as the tenant's deposit. The
    /// configured market only. Emits [`LeaseOpened`].
    OpenAgreedLease(AgreedLease),
    /// Starts, in this second, a lease that waits for its provider. The provider only, before the offer's
    /// `accept_seconds` are over. Emits [`LeaseAccepted`].
    AcceptLease {
        /// The lease.
        lease_id: u64,
    },
    /// Lengthens a running lease, at its own rate, to the offer's `max_seconds` in all. Its tenant, while the offer is
    /// live and nobody has given notice. Takes no money: see `TopUp`. Emits [`LeaseExtended`].
    ExtendLease {
        /// The lease.
        lease_id: u64,
        /// The time by which the lease is lengthened, seconds.
        seconds: u64,
    },
    /// Changes how many GPUs a running lease has, at its own rate: more at once, while the offer is live and has them
    /// free; fewer after the notice, when anyone may have them freed by `Refund`. Its tenant, at most 7 times, and
    /// not while fewer are pending or notice was given. Emits [`LeaseScaled`].
    ScaleLease {
        /// The lease.
        lease_id: u64,
        /// The number of GPUs from then on.
        gpus: u32,
    },
    /// Adds the payment, at least the price of a second, to the deposit of a lease that has not ended, which can move
    /// the lease's end. Anyone may, 16 accounts a lease; the unused part goes back to these accounts. Emits
    /// [`LeaseToppedUp`].
    TopUp {
        /// The lease.
        lease_id: u64,
    },
    /// Stops a lease. Its tenant or provider. A reserved lease runs on through the offer's notice, once given by either
    /// side, and is paid for ([`NoticeGiven`]). Closed at once, which frees the GPUs ([`LeaseEnded`]), are a lease
    /// without a notice, an interruptible lease, one that waits for acceptance and one whose end has come. Moves no
    /// money: see `Refund`.
    StopLease {
        /// The lease.
        lease_id: u64,
    },
    /// Binds the lease's provider to an output before the epoch's root is posted, and no later than the committee may attest
    /// the lease. Once per lease and epoch. Emits [`OutputCommitted`].
    CommitOutput(OutputCommit),
    /// Says what the lease is to compute in epochs that start in this second or later, until another declaration. An epoch that
    /// has begun keeps the job it began with. Its tenant only. Emits [`JobDeclared`].
    DeclareJob {
        /// The lease.
        lease_id: u64,
        /// The job.
        job: Job,
    },
    /// Shows a wrong element of a committed output: the contract recomputes it. From the posting of the epoch's root to
    /// the end of its challenge window; anyone may. The epoch is void, and the provider's bond is cut by the least
    /// bond it registered with: half for the tenant, half for the sender. A bond that is then below the least ends the lease;
    /// so does the lease's 64th void epoch, after which nothing of it can be claimed. Refused, without effect, where the
    /// element is right. Emits [`EpochVoided`] and, where it ends the lease, [`LeaseEnded`].
    DisputeElement(ElementDispute),
    /// Asks to see one element of a committed output, with the payment of the request bond, in the same time as
    /// `DisputeElement` as long as the provider's time to answer ends before the lease settles: the one named, or one that
    /// nobody could choose before the root was posted. The lease's leaves of that epoch and later wait for the answer;
    /// nothing else does. Anyone may, whatever others ask; one open request an account and epoch. Emits
    /// [`OpeningRequested`].
    RequestOpening(OpeningRequest),
    /// Shows the element that a request asks for. Anyone may. A right element: the requester's bond is credited to the
    /// provider. A wrong one: the same as `DisputeElement` by the requester, whose bond is credited back. Emits
    /// [`RequestAnswered`] or [`EpochVoided`].
    AnswerRequest {
        /// The lease.
        lease_id: u64,
        /// The epoch asked about.
        epoch: u64,
        /// The account that asks.
        requester: String,
        /// The element.
        opening: ElementOpening,
    },
    /// Ends a request. Anyone may. A request that was not answered in time convicts the provider, as if the element
    /// were wrong. A request whose epoch has become void meanwhile, or whose lease is forfeited, needs no verdict: the
    /// bond is credited back to the requester at once. Emits [`EpochVoided`] or [`RequestReleased`].
    ResolveRequest {
        /// The lease.
        lease_id: u64,
        /// The epoch asked about.
        epoch: u64,
        /// The account that asks.
        requester: String,
    },
    /// Puts on record, once, that an attested leaf charges more than its lease can owe: no claim of that leaf could
    /// succeed, but its signers are to answer for it. Anyone may. Emits [`OverchargeShown`].
    ReportOvercharge(ClaimMsg),
    /// Adds the payment to the bond of the sender, a provider. Emits [`BondToppedUp`].
    TopUpBond {},
    /// Sends the sender its credit from disputes. Emits [`CreditClaimed`].
    ClaimCredit {},
    /// Pays out what an attested leaf says and earlier claims left. Anyone may; the money goes to the lease's payee:
    /// its provider, or the assignee of `AssignPayout`. Emits [`LeaseClaimed`].
    Claim(ClaimMsg),
    /// Pays out, in one transfer, what the attested leaves of any number of one provider's leases say. Anyone may; the
    /// money goes to the leases' payee. Leaves that add nothing, because they or later ones were claimed or the lease
    /// is settled, are passed over; a leaf that breaks a bound refuses the whole message. Emits [`LeasesClaimed`].
    ClaimMany(ClaimManyMsg),
    /// Names the account that gets a lease's payouts from now on, whoever claims them: a lender, for one. As long as
    /// there is an assignee only the assignee can assign the lease on, or release it by naming the provider; before,
    /// only the provider can assign. The rest of a lease that is settled cannot be assigned. Emits [`PayoutAssigned`].
    AssignPayout {
        /// The lease.
        lease_id: u64,
        /// The account to be paid; the lease's provider to release it.
        assignee: String,
    },
    /// Sends a depositor its part of what no leaf can claim any more: once the lease has ended, of what lies above the
    /// price of the time that the lease ran; once `settles_at` has come, or the last claim of a lease with an SLA, of
    /// all that was not claimed. Deposits are spent in order of payment, so the last depositor's are the first to go
    /// back. The first call after the end also frees the GPUs; a call on a running lease frees the GPUs by which the
    /// lease was scaled down. Anyone may; the tenant also ends a lease that waits for acceptance. Emits [`LeaseEnded`]
    /// (first call), [`LeaseRefunded`] (unless the amount is zero), [`GpusFreed`] (on a running lease).
    Refund {
        /// The lease.
        lease_id: u64,
        /// The depositor to pay; the tenant where left out.
        depositor: Option<String>,
    },
    /// Sends the fees collected so far to the fee recipient. Anyone may. Emits [`ProtocolFeesClaimed`].
    ClaimProtocolFees {},
    /// Changes terms of future registrations and leases; what is left out stays. Owner only.
    /// Emits [`ConfigUpdated`].
    UpdateConfig(ConfigChanges),
    /// Names the next owner, who must accept; withdraws the proposal where left out. Owner only.
    /// Emits [`OwnershipProposed`].
    TransferOwnership {
        /// The next owner.
        new_owner: Option<String>,
    },
    /// Takes the ownership proposed. The proposed owner only. Emits [`OwnershipAccepted`].
    AcceptOwnership {},
    /// A cw20 payment: `msg` holds a [`Cw20HookMsg`]. The payment asset's contract only.
    Receive(Cw20ReceiveMsg),
}

/// New terms for future registrations and leases; what is left out stays.
#[weal_wire::message]
#[derive(Default)]
pub struct ConfigChanges {
    /// The account that gets the protocol's fees.
    pub fee_recipient: Option<String>,
    /// The least bond of a new provider, base units.
    pub min_bond: Option<Uint128>,
    /// The protocol's part of every charge, basis points; 500 at most.
    pub protocol_fee_bps: Option<u16>,
    /// The time for which a root waits before its leaves can be claimed, seconds; 30 days at most.
    pub challenge_window_seconds: Option<u64>,
    /// The time after a lease's end in which the committee may still attest it, seconds: 1 second to 30 days.
    pub silence_seconds: Option<u64>,
    /// The contract that may open leases at a price below the offer's.
    pub market: Option<String>,
    /// The bond that an account leaves with a request to see an element, base units.
    pub request_bond: Option<Uint128>,
    /// The time in which the provider of a future lease must show a requested element, 60 seconds to 30 days.
    pub answer_seconds: Option<u64>,
}

/// Purposes of a cw20 payment: the messages of [`ExecuteMsg`] with the same names.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// See [`ExecuteMsg::RegisterProvider`].
    RegisterProvider {
        /// The provider's name for people.
        name: Option<String>,
        /// The address at which the provider's machines answer.
        endpoint: String,
    },
    /// See [`ExecuteMsg::OpenLease`].
    OpenLease(LeaseRequest),
    /// See [`ExecuteMsg::OpenAgreedLease`].
    OpenAgreedLease(AgreedLease),
    /// See [`ExecuteMsg::TopUp`].
    TopUp {
        /// The lease.
        lease_id: u64,
    },
    /// See [`ExecuteMsg::RequestOpening`].
    RequestOpening(OpeningRequest),
    /// See [`ExecuteMsg::TopUpBond`].
    TopUpBond {},
}

/// A leaf of a settlement tree with its proof.
#[weal_wire::message]
pub struct ClaimMsg {
    /// The lease, which is part of the leaf's bytes.
    pub lease_id: u64,
    /// The epoch under whose root the leaf lies.
    pub epoch: u64,
    /// The rest of the leaf.
    pub leaf: Leaf,
    /// The leaf's position in the tree, from 0.
    pub index: u64,
    /// The siblings from the leaf up to the root, 48 bytes each (sum, hash), one after the other; at most 32 of them.
    pub proof: Binary,
}

/// Leaves of one provider with one proof.
#[weal_wire::message]
pub struct ClaimManyMsg {
    /// The epoch under whose root the leaves lie.
    pub epoch: u64,
    /// The leaves with their positions, 1 to 256, packed by [`pack_leaves`].
    pub leaves: Binary,
    /// The proof that [`weal_attestation::multiproof::SumProof::to_bytes`] gives for those positions.
    pub proof: Binary,
}

/// [`weal_attestation::SettlementLeaf`] without its lease. Every sum is cumulative since the lease began.
#[weal_wire::message]
pub struct Leaf {
    /// GPUs × seconds attested.
    pub gpu_seconds: u64,
    /// Seconds in which the GPUs answered.
    pub uptime_seconds: u64,
    /// 95th percentile of latency in the epoch, milliseconds.
    pub latency_p95_ms: u64,
    /// The provider's commitment for this lease and epoch, 32 bytes; all zero for none.
    pub output_commitment: Binary,
    /// The cumulative charge: what the tenant owes, base units.
    pub charge: Uint128,
    /// The last second for which the leaf accounts.
    pub metered_until: u64,
}

/// Queries of the escrow.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The configuration and who may change it.
    #[returns(ConfigResponse)]
    Config {},
    /// A provider; an error for an unknown one.
    #[returns(ProviderResponse)]
    Provider {
        /// The provider's address.
        provider: String,
    },
    /// An offer; an error for an unknown one.
    #[returns(OfferResponse)]
    Offer {
        /// The offer.
        offer_id: u64,
    },
    /// Offers by number, retired ones included.
    #[returns(OffersResponse)]
    Offers {
        /// Last offer of the page before.
        start_after: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A lease as it stands in this second; an error for an unknown one.
    #[returns(LeaseResponse)]
    Lease {
        /// The lease.
        lease_id: u64,
    },
    /// Leases by number.
    #[returns(LeasesResponse)]
    Leases {
        /// Last lease of the page before.
        start_after: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The price of a lease: to the unit what execution charges at most. An error where `OpenLease` would be refused
    /// for another reason than its deposit or GPUs that are not free now.
    #[returns(QuoteResponse)]
    Quote(LeaseRequest),
    /// The prices of several leases, each as `Quote` answers; none for a lease that `Quote` refuses.
    #[returns(QuotesResponse)]
    Quotes {
        /// The leases asked for, at most 30.
        requests: Vec<LeaseRequest>,
    },
    /// The amount that `Claim` with the same fields would pay in this block; its error where `Claim` would be refused.
    #[returns(ClaimableResponse)]
    Claimable(ClaimMsg),
    /// The price of the time a lease has run, base units: the most a leaf may charge now.
    #[returns(Uint128)]
    Accrued {
        /// The lease.
        lease_id: u64,
    },
    /// The runway of a lease: the second at which it ends unless it is topped up or stopped; the second of its end once
    /// it has ended.
    #[returns(u64)]
    RunwayUntil {
        /// The lease.
        lease_id: u64,
    },
    /// The job in force for an epoch of a lease: the last that its tenant declared at or before the epoch's start, if any.
    #[returns(Option<Job>)]
    Job {
        /// The lease.
        lease_id: u64,
        /// The epoch's start; the last declaration where left out.
        at: Option<u64>,
    },
    /// An account's open request for an element of a lease's output, if there is one.
    #[returns(Option<RequestResponse>)]
    Request {
        /// The lease.
        lease_id: u64,
        /// The epoch asked about.
        epoch: u64,
        /// The account that asks.
        requester: String,
    },
    /// The open requests for elements of a lease's outputs, by epoch.
    #[returns(RequestsResponse)]
    Requests {
        /// The lease.
        lease_id: u64,
        /// Last request of the page before.
        start_after: Option<RequestName>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The amount that disputes credited to an account, base units.
    #[returns(Uint128)]
    Credit {
        /// The account.
        account: String,
    },
    /// The provider's commitment for one epoch, if there is one.
    #[returns(Option<OutputCommitmentResponse>)]
    OutputCommitment {
        /// The lease.
        lease_id: u64,
        /// The epoch.
        epoch: u64,
    },
    /// The accounts that paid into a lease's deposit, in order of payment, and the part that goes back to each.
    #[returns(DepositsResponse)]
    Deposits {
        /// The lease.
        lease_id: u64,
    },
    /// The settled work of leases: for an index, a score, a lender. An error for an unknown lease.
    #[returns(SettledWorkResponse)]
    SettledWork {
        /// The leases, at most 30.
        lease_ids: Vec<u64>,
    },
    /// The account that gets a lease's payouts: the lease's provider unless they are assigned.
    #[returns(cosmwasm_std::Addr)]
    Payee {
        /// The lease.
        lease_id: u64,
    },
    /// The escrow's debts, by kind: the sum never exceeds what the escrow holds.
    #[returns(HoldingsResponse)]
    Holdings {},
}
