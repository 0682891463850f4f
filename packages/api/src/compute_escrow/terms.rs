//! What is offered, what is asked for, and what both sides agree on.

use cosmwasm_std::Uint128;
use weal_lease_math::{SlaTerms, VolumeTier};
use weal_records::Packed;

/// What a provider offers. It never changes: a lease keeps the notice, the SLA and the price of its offer.
#[weal_wire::message]
#[derive(Default, Packed)]
pub struct OfferTerms {
    /// The GPU's name in the registry's table of SKUs, 1 to 64 bytes.
    pub sku: String,
    /// How many of them, at least 1.
    pub gpus: u32,
    /// Where they stand, 1 to 64 bytes.
    pub region: String,
    /// Base units × 10^12 per GPU-second before discounts and premium, above zero.
    pub rate: Uint128,
    /// The shortest lease, at least 1.
    pub min_seconds: u64,
    /// The longest lease, at most 366 days.
    pub max_seconds: u64,
    /// Carbon intensity of the power, grams of CO2 per kWh.
    pub grams_co2_per_kwh: u32,
    /// Power drawn by one GPU.
    pub watts: u32,
    /// How long a reserved lease runs on after either side has stopped or scaled it down, at most 30 days. 0 where
    /// left out: at once.
    #[serde(default)]
    pub notice_seconds: u64,
    /// The 95th percentile of latency promised, milliseconds. 0 where left out: none.
    #[serde(default)]
    pub latency_p95_ms: u64,
    /// What a lease with an SLA is promised and costs more; none where left out.
    pub sla: Option<SlaTerms>,
    /// Discounts for large leases, at most 4, ascending in both fields. None where left out.
    #[serde(default)]
    pub volume_tiers: Vec<VolumeTier>,
    /// The discount of a lease that either side may stop at once, at most 9,000 basis points; none are let where
    /// left out.
    pub interruptible_discount_bps: Option<u16>,
    /// How long the provider may take to accept a lease, at most 30 days. 0 where left out: it starts at once.
    #[serde(default)]
    pub accept_seconds: u64,
}

/// How firm a lease is.
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
    /// How many of its GPUs.
    pub gpus: u32,
    /// The longest it may run, between the offer's `min_seconds` and `max_seconds`.
    pub seconds: u64,
    /// Reserved where left out.
    #[serde(default)]
    pub kind: LeaseKind,
    /// Whether with the offer's SLA and its premium. Without where left out.
    #[serde(default)]
    pub sla: bool,
    /// The most it may cost, base units × 10^12 per GPU-second after discounts and premium; any where left out.
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
    /// How many of its GPUs.
    pub gpus: u32,
    /// The longest it may run, between the offer's `min_seconds` and `max_seconds`.
    pub seconds: u64,
    /// Base units × 10^12 per GPU-second: above zero, at most what `Quote` answers for the same lease.
    pub rate: Uint128,
    /// Whose lease it is; refunds go to it.
    pub tenant: String,
    /// Reserved where left out.
    #[serde(default)]
    pub kind: LeaseKind,
}
