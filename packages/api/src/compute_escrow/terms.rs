//! The terms of offers and leases: what a provider offers, what a tenant asks for, what both agree on.

use cosmwasm_std::Uint128;
use weal_lease_math::{SlaTerms, VolumeTier};
use weal_records::Packed;

/// A provider's offer. It never changes: a lease keeps the notice, the SLA and the price of its offer.
#[weal_wire::message]
#[derive(Default, Packed)]
pub struct OfferTerms {
    /// The GPU's name in the registry's table of SKUs, 1 to 64 bytes.
    pub sku: String,
    /// The number of GPUs, at least 1.
    pub gpus: u32,
    /// The place of the GPUs, 1 to 64 bytes.
    pub region: String,
    /// The rate before discounts and premium, base units × 10^12 per GPU-second, above zero.
    pub rate: Uint128,
    /// The shortest lease, seconds, at least 1.
    pub min_seconds: u64,
    /// The longest lease, at most 366 days.
    pub max_seconds: u64,
    /// Carbon intensity of the power, grams of CO2 per kWh.
    pub grams_co2_per_kwh: u32,
    /// Power drawn by one GPU, watts.
    pub watts: u32,
    /// The notice: the time for which a reserved lease runs on after either side has stopped or scaled it down, at most
    /// 30 days. 0 where left out: the lease ends at once.
    #[serde(default)]
    pub notice_seconds: u64,
    /// The 95th percentile of latency promised, milliseconds. 0 where left out: no promise.
    #[serde(default)]
    pub latency_p95_ms: u64,
    /// The promise of a lease with an SLA, and its premium; none where left out.
    pub sla: Option<SlaTerms>,
    /// Discounts for large leases, at most 4, ascending in both fields. None where left out.
    #[serde(default)]
    pub volume_tiers: Vec<VolumeTier>,
    /// The discount of a lease that either side may stop at once, at most 9,000 basis points; where left out no such
    /// lease is let.
    pub interruptible_discount_bps: Option<u16>,
    /// The time in which the provider may accept a lease, at most 30 days. 0 where left out: the lease starts at once.
    #[serde(default)]
    pub accept_seconds: u64,
}

/// The kind of a lease: how either side may end it.
#[weal_wire::message]
#[derive(Copy, Default, Eq, Packed)]
pub enum LeaseKind {
    /// Either side ends it with the offer's notice.
    #[default]
    Reserved,
    /// Either side ends it at once; cheaper by the offer's discount.
    Interruptible,
}

/// A lease that is asked for: in `OpenLease` and, with the same answer, in `Quote`.
#[weal_wire::message]
#[derive(Default)]
pub struct LeaseRequest {
    /// The offer.
    pub offer_id: u64,
    /// The number of the offer's GPUs to lease.
    pub gpus: u32,
    /// The longest time that the lease may run, seconds: between the offer's `min_seconds` and `max_seconds`.
    pub seconds: u64,
    /// The kind of lease; reserved where left out.
    #[serde(default)]
    pub kind: LeaseKind,
    /// True for a lease with the offer's SLA and its premium. Without where left out.
    #[serde(default)]
    pub sla: bool,
    /// The greatest rate, base units × 10^12 per GPU-second after discounts and premium; any where left out.
    pub max_rate: Option<Uint128>,
}

impl LeaseRequest {
    /// A reserved lease without an SLA, at the offer's price.
    pub fn new(offer_id: u64, gpus: u32, seconds: u64) -> Self {
        Self { offer_id, gpus, seconds, ..Self::default() }
    }
}

/// A lease at a price that the market found.
#[weal_wire::message]
pub struct AgreedLease {
    /// The offer.
    pub offer_id: u64,
    /// The number of the offer's GPUs to lease.
    pub gpus: u32,
    /// The longest time that the lease may run, seconds: between the offer's `min_seconds` and `max_seconds`.
    pub seconds: u64,
    /// The agreed rate, base units × 10^12 per GPU-second: above zero, at most what `Quote` answers for the same lease.
    pub rate: Uint128,
    /// The tenant, to whom refunds go.
    pub tenant: String,
    /// The kind of lease; reserved where left out.
    #[serde(default)]
    pub kind: LeaseKind,
}
