//! The escrow's answers.

use super::{Job, LeaseKind, OfferTerms, SlaTerms, VolumeTier};
use crate::asset::AssetInfo;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_records::Packed;

/// The configuration.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The account that may change the configuration.
    pub owner: Addr,
    /// The account that may take the ownership.
    pub pending_owner: Option<Addr>,
    /// The oracle whose settlement roots count.
    pub oracle: Addr,
    /// The asset of all money here.
    pub payment_asset: AssetInfo,
    /// The account that gets the protocol's fees.
    pub fee_recipient: Addr,
    /// The least bond of a new provider, base units.
    pub min_bond: Uint128,
    /// The protocol's part of every charge, basis points.
    pub protocol_fee_bps: u16,
    /// The time for which a root waits before its leaves can be claimed, seconds.
    pub challenge_window_seconds: u64,
    /// The time after a lease's end in which the committee may still attest it, seconds.
    pub silence_seconds: u64,
    /// The registry whose table has the SKUs that may be offered.
    pub registry: Option<Addr>,
    /// The contract that may open leases at an agreed price.
    pub market: Option<Addr>,
    /// The bond that an account leaves with a request to see an element, base units.
    pub request_bond: Uint128,
    /// The time in which the provider of a future lease must show a requested element, seconds.
    pub answer_seconds: u64,
}

/// A provider.
#[weal_wire::record]
pub struct ProviderResponse {
    /// The provider's address.
    pub provider: Addr,
    /// The provider's name for people.
    pub name: Option<String>,
    /// The address at which the provider's machines answer.
    pub endpoint: String,
    /// The provider's bond, base units.
    pub bond: Uint128,
    /// Offers on the market.
    pub live_offers: u32,
    /// Leases not closed yet.
    pub open_leases: u32,
    /// The time of registration, Unix seconds.
    pub registered_at: u64,
    /// The bond that the provider needs to publish offers and lease them, base units: the least of the day it
    /// registered.
    pub required_bond: Uint128,
    /// The first second in which the bond can be withdrawn, as far as closed leases go.
    pub locked_until: u64,
    /// Requests to show an element that wait for an answer.
    pub open_requests: u32,
}

/// An offer.
#[weal_wire::record]
pub struct OfferResponse {
    /// The offer's number, from 1.
    pub offer_id: u64,
    /// The provider that offers the GPUs.
    pub provider: Addr,
    /// The offer's terms.
    pub terms: OfferTerms,
    /// GPUs under leases not closed yet.
    pub gpus_in_use: u32,
    /// True while the offer is on the market.
    pub live: bool,
}

/// A page of offers.
#[weal_wire::record]
pub struct OffersResponse {
    /// Rows, by number.
    pub offers: Vec<OfferResponse>,
}

/// A lease in this second.
#[weal_wire::record]
pub struct LeaseResponse {
    /// The lease's number, from 1.
    pub lease_id: u64,
    /// The offer that the lease was opened from.
    pub offer_id: u64,
    /// The account that pays.
    pub tenant: Addr,
    /// The provider that lends the GPUs.
    pub provider: Addr,
    /// GPUs that the lease takes of the offer: those scaled down by stay until their notice is over and somebody frees
    /// them.
    pub gpus: u32,
    /// The rate, base units × 10^12 per GPU-second, after discounts and premium.
    pub rate: Uint128,
    /// The protocol's part of every charge, basis points.
    pub protocol_fee_bps: u16,
    /// First second; of a lease that waits for acceptance, the second at which it no longer does.
    pub starts_at: u64,
    /// `starts_at` plus the longest time that the lease may run.
    pub agreed_end: u64,
    /// The second at which the lease ends, or ended.
    pub runway_until: u64,
    /// The second from which all that was not claimed goes back.
    pub settles_at: u64,
    /// The time for which a root waits before this lease's leaves can be claimed, seconds.
    pub challenge_window_seconds: u64,
    /// Paid in so far, base units.
    pub deposit: Uint128,
    /// The price of the time that the lease has run, base units.
    pub accrued: Uint128,
    /// Charged by claims so far, protocol fee included, base units.
    pub claimed: Uint128,
    /// The amount that `Refund` would send to all depositors together now, base units.
    pub refundable: Uint128,
    /// The lease's state.
    pub status: LeaseStatus,
    /// The kind of the lease.
    pub kind: LeaseKind,
    /// True where either side has stopped the lease: it runs through its notice and cannot be lengthened.
    pub notice_given: bool,
    /// The lease's GPUs over time, ascending; the first from `starts_at`.
    pub schedule: Vec<LeaseSegment>,
    /// The promise of the lease's SLA, where it has one.
    pub sla: Option<SlaTerms>,
    /// The credit of the SLA, base units; none before the last claim, and without an SLA.
    pub credited: Option<Uint128>,
    /// The amount that disputes took from all charges, base units.
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

/// The state of a lease, with the money of that state in base units. Always deposit = claimed + held + refunded; what
/// counts as refunded is the depositors', taken by them or not.
#[weal_wire::record]
pub enum LeaseStatus {
    /// Pending: the lease waits for its provider and costs nothing yet.
    Pending {
        /// The deposit held.
        held: Uint128,
        /// The second from which the lease can no longer be accepted.
        accept_until: u64,
    },
    /// Running: the deposit is held against the lease.
    Running {
        /// The deposit held.
        held: Uint128,
    },
    /// Expired: the lease has reached its end and nobody has closed it yet, so its GPUs still count as in use.
    Expired {
        /// The deposit held.
        held: Uint128,
    },
    /// Ended: the lease is closed; leaves up to its end can still be claimed.
    Ended {
        /// Held for claims and the rest of the refund.
        held: Uint128,
        /// Set free for the depositors so far.
        refunded: Uint128,
    },
    /// Settled: the escrow holds nothing of the deposit any more.
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
    /// Rows, by number.
    pub leases: Vec<LeaseResponse>,
}

/// The price of a lease.
#[weal_wire::record]
pub struct QuoteResponse {
    /// The price of a GPU-second after discounts and premium, base units × 10^12, rounded up once.
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
    /// The promise of the SLA, where one was asked for.
    pub sla: Option<SlaTerms>,
    /// The time for which the lease runs on after it was stopped, seconds: 0 for an interruptible one.
    pub notice_seconds: u64,
    /// The time in which the provider may accept the lease, seconds.
    pub accept_seconds: u64,
}

/// The result of a claim.
#[weal_wire::record]
pub struct ClaimableResponse {
    /// Taken from the deposit, base units.
    pub charged: Uint128,
    /// The protocol's part of `charged`.
    pub protocol_fee: Uint128,
    /// The amount that the payee gets.
    pub paid: Uint128,
    /// The amount charged by all claims, this one included.
    pub claimed: Uint128,
}

/// A provider's commitment to an output.
#[weal_wire::record]
#[derive(Packed)]
pub struct OutputCommitmentResponse {
    /// The commitment, 32 bytes.
    pub commitment: Binary,
    /// The block in which the commitment was recorded.
    pub height: u64,
    /// That block's time.
    pub committed_at: u64,
    /// The job that was computed; without it nobody can dispute the output on chain.
    pub job: Option<Job>,
}

/// Payments into one lease.
#[weal_wire::record]
pub struct DepositsResponse {
    /// Rows, in order of first payment; at most 16.
    pub deposits: Vec<DepositResponse>,
}

/// The prices of some leases.
#[weal_wire::record]
pub struct QuotesResponse {
    /// Rows in the order asked for; none where `Quote` refuses.
    pub quotes: Vec<Option<QuoteResponse>>,
}

/// The part of one account in the deposit of one lease.
#[weal_wire::record]
pub struct DepositResponse {
    /// The account.
    pub payer: Addr,
    /// The amount paid in all, base units.
    pub paid: Uint128,
    /// The amount sent back so far.
    pub refunded: Uint128,
    /// The amount that `Refund` would send the account now.
    pub refundable: Uint128,
}

/// The settled work of some leases.
#[weal_wire::record]
pub struct SettledWorkResponse {
    /// Rows in the order asked for.
    pub work: Vec<SettledWork>,
}

/// The settled work of one lease, base units.
#[weal_wire::record]
pub struct SettledWork {
    /// The lease.
    pub lease_id: u64,
    /// The account that pays.
    pub tenant: Addr,
    /// The provider, which does the work.
    pub provider: Addr,
    /// The account that gets the payouts.
    pub payee: Addr,
    /// The offer that the lease was opened from.
    pub offer_id: u64,
    /// The GPU's name in the table of SKUs.
    pub sku: String,
    /// The place of the GPUs.
    pub region: String,
    /// GPUs that the lease takes of the offer.
    pub gpus: u32,
    /// The rate, base units × 10^12 per GPU-second.
    pub rate: Uint128,
    /// Charged by claims so far, protocol fee included.
    pub claimed: Uint128,
    /// The protocol's part of `claimed`, rounded up.
    pub protocol_fees: Uint128,
    /// The credit of the SLA; zero before the last claim.
    pub credited: Uint128,
    /// First second.
    pub starts_at: u64,
    /// The lease's last second, once that has come.
    pub ended_at: Option<u64>,
    /// True where nothing more can be claimed.
    pub is_settled: bool,
    /// True where the lease's GPUs are free.
    pub is_closed: bool,
}

impl SettledWork {
    /// True where the tenant pays itself, as far as accounts show: such work counts for nothing.
    pub fn is_own(&self) -> bool {
        self.tenant == self.provider || self.tenant == self.payee
    }

    /// Returns the last second of work of which nothing more can be claimed; none while something can.
    pub fn final_since(&self) -> Option<u64> {
        self.ended_at.filter(|_| self.is_settled)
    }
}

/// The escrow's debts, base units of the payment asset.
#[weal_wire::record]
#[derive(Default)]
pub struct HoldingsResponse {
    /// Providers' bonds.
    pub bonds: Uint128,
    /// Deposits not claimed and not sent back.
    pub deposits: Uint128,
    /// Protocol fees not sent yet.
    pub fees: Uint128,
    /// The sum that was ever paid into deposits. Not owed: it bounds what a root may add up to, and nothing lowers it.
    pub paid_in: Uint128,
    /// The credits from disputes, not taken yet.
    pub credits: Uint128,
    /// Bonds of open requests.
    pub requests: Uint128,
}
