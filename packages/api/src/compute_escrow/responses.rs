//! The escrow's answers.

use super::{Job, LeaseKind, OfferTerms, SlaTerms, VolumeTier};
use crate::asset::AssetInfo;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_records::Packed;

/// The configuration.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Who may change it.
    pub owner: Addr,
    /// Who may take the ownership.
    pub pending_owner: Option<Addr>,
    /// Whose settlement roots count.
    pub oracle: Addr,
    /// The asset of all money here.
    pub payment_asset: AssetInfo,
    /// Who gets the protocol's fees.
    pub fee_recipient: Addr,
    /// The least bond of a new provider, base units.
    pub min_bond: Uint128,
    /// The protocol's part of every charge, basis points.
    pub protocol_fee_bps: u16,
    /// How long a root waits before its leaves can be claimed.
    pub challenge_window_seconds: u64,
    /// How long after a lease's end the committee may still attest it.
    pub silence_seconds: u64,
    /// Whose table has the SKUs that may be offered.
    pub registry: Option<Addr>,
    /// Who may open leases at an agreed price.
    pub market: Option<Addr>,
    /// What whoever asks to see an element leaves, base units.
    pub request_bond: Uint128,
    /// How long the provider of a future lease may take to show it.
    pub answer_seconds: u64,
}

/// A provider.
#[weal_wire::record]
pub struct ProviderResponse {
    /// Its address.
    pub provider: Addr,
    /// What people call it.
    pub name: Option<String>,
    /// Where its machines answer.
    pub endpoint: String,
    /// Its bond, base units.
    pub bond: Uint128,
    /// Offers on the market.
    pub live_offers: u32,
    /// Leases not closed yet.
    pub open_leases: u32,
    /// When it registered.
    pub registered_at: u64,
    /// What its bond must be to publish offers and lease them, base units: the least of the day it registered.
    pub required_bond: Uint128,
    /// From this second its bond can be withdrawn, as far as closed leases go.
    pub locked_until: u64,
    /// Requests to show an element that wait for an answer.
    pub open_requests: u32,
}

/// An offer.
#[weal_wire::record]
pub struct OfferResponse {
    /// Its number, from 1.
    pub offer_id: u64,
    /// Whose it is.
    pub provider: Addr,
    /// What is offered.
    pub terms: OfferTerms,
    /// GPUs under leases not closed yet.
    pub gpus_in_use: u32,
    /// On the market.
    pub live: bool,
}

/// A page of offers.
#[weal_wire::record]
pub struct OffersResponse {
    /// By number.
    pub offers: Vec<OfferResponse>,
}

/// A lease in this second.
#[weal_wire::record]
pub struct LeaseResponse {
    /// Its number, from 1.
    pub lease_id: u64,
    /// The offer it was opened from.
    pub offer_id: u64,
    /// Who pays.
    pub tenant: Addr,
    /// Who is paid.
    pub provider: Addr,
    /// GPUs it takes of the offer: those scaled down by stay until their notice is over and somebody frees them.
    pub gpus: u32,
    /// Base units × 10^12 per GPU-second, after discounts and premium.
    pub rate: Uint128,
    /// The protocol's part of every charge, basis points.
    pub protocol_fee_bps: u16,
    /// First second; of one that waits for acceptance, the second at which it no longer does.
    pub starts_at: u64,
    /// `starts_at` plus the longest it may run.
    pub agreed_end: u64,
    /// The second it ends, or ended.
    pub runway_until: u64,
    /// From this second all that was not claimed goes back.
    pub settles_at: u64,
    /// How long a root waits before this lease's leaves can be claimed.
    pub challenge_window_seconds: u64,
    /// Paid in so far, base units.
    pub deposit: Uint128,
    /// The price of the time it has run, base units.
    pub accrued: Uint128,
    /// Charged by claims so far, protocol fee included, base units.
    pub claimed: Uint128,
    /// What `Refund` would send to all depositors together now, base units.
    pub refundable: Uint128,
    /// Where it stands.
    pub status: LeaseStatus,
    /// How firm it is.
    pub kind: LeaseKind,
    /// Whether either side has stopped it: it runs through its notice and cannot be lengthened.
    pub notice_given: bool,
    /// Its GPUs over time, ascending; the first from `starts_at`.
    pub schedule: Vec<LeaseSegment>,
    /// What its SLA promises, where it has one.
    pub sla: Option<SlaTerms>,
    /// What its SLA gave back, base units; none before the last claim, and without an SLA.
    pub credited: Option<Uint128>,
    /// What disputes took from all charges, base units.
    pub voided: Uint128,
}

/// GPUs of a lease from a second on.
#[weal_wire::record]
pub struct LeaseSegment {
    /// First second.
    pub from: u64,
    /// GPUs charged.
    pub gpus: u32,
}

/// Where a lease stands, with the money of that state in base units. Always deposit = claimed + held + refunded;
/// what counts as refunded is the depositors', taken by them or not.
#[weal_wire::record]
pub enum LeaseStatus {
    /// Waits for its provider; costs nothing yet.
    Pending {
        /// Held.
        held: Uint128,
        /// The second from which it can no longer be accepted.
        accept_until: u64,
    },
    /// Runs; the deposit is held against it.
    Running {
        /// Held.
        held: Uint128,
    },
    /// Has reached its end; nobody has closed it yet, so its GPUs still count as in use.
    Expired {
        /// Held.
        held: Uint128,
    },
    /// Closed; leaves up to its end can still be claimed.
    Ended {
        /// Held for claims and the rest of the refund.
        held: Uint128,
        /// Set free for the depositors so far.
        refunded: Uint128,
    },
    /// Nothing is held any more.
    Settled {
        /// Charged in all, protocol fee included.
        paid: Uint128,
        /// Set free for the depositors in all.
        refunded: Uint128,
    },
}

/// A page of leases.
#[weal_wire::record]
pub struct LeasesResponse {
    /// By number.
    pub leases: Vec<LeaseResponse>,
}

/// What a lease costs.
#[weal_wire::record]
pub struct QuoteResponse {
    /// What a GPU-second costs after discounts and premium, base units × 10^12, rounded up once.
    pub rate: Uint128,
    /// The most the tenant is charged, rounded down, base units.
    pub charge: Uint128,
    /// The part of the charge that is the protocol's, rounded up.
    pub protocol_fee: Uint128,
    /// The part of the charge that is the provider's.
    pub provider_payout: Uint128,
    /// The deposit that carries the lease for all of `seconds`: the charge rounded up.
    pub deposit: Uint128,
    /// The least deposit `OpenLease` takes: the price of the offer's `min_seconds`, rounded up.
    pub min_deposit: Uint128,
    /// Energy drawn by the GPUs, watt-hours, rounded up.
    pub energy_wh: Uint128,
    /// Carbon emitted for it, grams of CO2, rounded up.
    pub grams_co2: Uint128,
    /// GPUs of the offer that are free now.
    pub gpus_free: u32,
    /// The volume discount that the rate has, if any.
    pub tier: Option<VolumeTier>,
    /// What the SLA promises, where one was asked for.
    pub sla: Option<SlaTerms>,
    /// How long the lease runs on after it was stopped: 0 for an interruptible one.
    pub notice_seconds: u64,
    /// How long the provider may take to accept it.
    pub accept_seconds: u64,
}

/// What a claim would pay.
#[weal_wire::record]
pub struct ClaimableResponse {
    /// Taken from the deposit, base units.
    pub charged: Uint128,
    /// The protocol's part of it.
    pub protocol_fee: Uint128,
    /// What the provider gets.
    pub paid: Uint128,
    /// Charged by all claims after it.
    pub claimed: Uint128,
}

/// A provider's commitment to an output.
#[weal_wire::record]
#[derive(Packed)]
pub struct OutputCommitmentResponse {
    /// 32 bytes.
    pub commitment: Binary,
    /// The block it was recorded in.
    pub height: u64,
    /// That block's time.
    pub committed_at: u64,
    /// What was computed; without it nobody can dispute the output on chain.
    pub job: Option<Job>,
}

/// Payments into one lease.
#[weal_wire::record]
pub struct DepositsResponse {
    /// In order of first payment; at most 16.
    pub deposits: Vec<DepositResponse>,
}

/// What some leases cost.
#[weal_wire::record]
pub struct QuotesResponse {
    /// In the order asked for; none where `Quote` refuses.
    pub quotes: Vec<Option<QuoteResponse>>,
}

/// What one account paid into one lease and gets back.
#[weal_wire::record]
pub struct DepositResponse {
    /// Who.
    pub payer: Addr,
    /// Base units, in all.
    pub paid: Uint128,
    /// Sent back so far.
    pub refunded: Uint128,
    /// What `Refund` would send it now.
    pub refundable: Uint128,
}

/// What was settled of some leases.
#[weal_wire::record]
pub struct SettledWorkResponse {
    /// In the order asked for.
    pub work: Vec<SettledWork>,
}

/// What was settled of one lease, base units.
#[weal_wire::record]
pub struct SettledWork {
    /// The lease.
    pub lease_id: u64,
    /// Who pays.
    pub tenant: Addr,
    /// Who works.
    pub provider: Addr,
    /// Who is paid.
    pub payee: Addr,
    /// The offer it was opened from.
    pub offer_id: u64,
    /// The GPU's name.
    pub sku: String,
    /// Where it stands.
    pub region: String,
    /// GPUs it takes of the offer.
    pub gpus: u32,
    /// Base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// Charged by claims so far, protocol fee included.
    pub claimed: Uint128,
    /// The protocol's part of it, rounded up.
    pub protocol_fees: Uint128,
    /// What the SLA gave back; zero before the last claim.
    pub credited: Uint128,
    /// First second.
    pub starts_at: u64,
    /// Its last second, once that has come.
    pub ended_at: Option<u64>,
    /// Nothing more can be claimed.
    pub is_settled: bool,
    /// Its GPUs are free.
    pub is_closed: bool,
}

impl SettledWork {
    /// Whether the tenant pays itself, as far as accounts show: such work counts for nothing.
    pub fn is_own(&self) -> bool {
        self.tenant == self.provider || self.tenant == self.payee
    }

    /// The last second of work of which nothing more can be claimed; none while something can.
    pub fn final_since(&self) -> Option<u64> {
        self.ended_at.filter(|_| self.is_settled)
    }
}

/// What the escrow owes, base units of the payment asset.
#[weal_wire::record]
#[derive(Default)]
pub struct HoldingsResponse {
    /// Providers' bonds.
    pub bonds: Uint128,
    /// Deposits not claimed and not sent back.
    pub deposits: Uint128,
    /// Protocol fees not sent yet.
    pub fees: Uint128,
    /// All that was ever paid into deposits. Not owed: it bounds what a root may add up to, and nothing lowers it.
    pub paid_in: Uint128,
    /// What disputes credited, not taken yet.
    pub credits: Uint128,
    /// Bonds of open requests.
    pub requests: Uint128,
}
