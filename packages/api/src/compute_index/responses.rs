//! The answers to the index's queries.

use super::UsageRecord;
use cosmwasm_std::{Addr, Uint128};

/// Answer to `config`.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The escrow whose settled work counts.
    pub escrow: Addr,
    /// The most weight of one provider, basis points.
    pub provider_cap_bps: u16,
    /// Providers that a reliable price needs.
    pub min_providers: u32,
    /// The volume of half confidence, base units.
    pub half_volume: Uint128,
}

/// Answer to `usage_of`.
#[weal_wire::record]
pub struct UsageResponse {
    /// The account that paid.
    pub payer: Addr,
    /// The sums that the account has paid.
    pub usage: UsageRecord,
}

/// Answer to `usages`.
#[weal_wire::record]
pub struct UsagesResponse {
    /// Rows, by address.
    pub usages: Vec<UsageResponse>,
}

/// Answer to `provider_score`.
#[weal_wire::record]
pub struct ProviderScoreResponse {
    /// The provider.
    pub provider: Addr,
    /// The provider's leases of which something was claimed and nothing more can be.
    pub settled_leases: u64,
    /// The sum of what claims charged these leases, base units.
    pub volume: Uint128,
    /// The sum of what these leases' service levels gave back, base units.
    pub credited: Uint128,
    /// volume ÷ (volume + credited), basis points, rounded down; zero without volume.
    pub quality_bps: u16,
    /// volume ÷ (volume + half volume), basis points, rounded down.
    pub confidence_bps: u16,
    /// quality × volume ÷ (volume + half volume), basis points, rounded down: 0 to 10,000.
    pub score: u16,
}

/// Answer to `provider_scores`.
#[weal_wire::record]
pub struct ProviderScoresResponse {
    /// Rows, by address.
    pub scores: Vec<ProviderScoreResponse>,
}

/// Answer to `recorded_lease`.
#[weal_wire::record]
#[derive(Copy, Default, Eq)]
pub struct RecordedLeaseResponse {
    /// The amount that claims had charged, base units.
    pub claimed: Uint128,
    /// The protocol's part of `claimed`, base units.
    pub fees: Uint128,
    /// True where the tenant paid itself when the lease was recorded: from then on the lease counts for nothing.
    pub is_own: bool,
    /// True where the lease was settled. Score and price count it from then on, unless it is its tenant's own or
    /// nothing was claimed.
    pub is_final: bool,
}

/// The price of a GPU-hour on one day.
#[weal_wire::record]
pub struct GpuHourResponse {
    /// The GPU model.
    pub sku: String,
    /// The day on which the leases ended, Unix time ÷ 86,400.
    pub day: u64,
    /// The number of providers that the price is made of.
    pub sources: u32,
    /// The sum that their leases were charged, base units.
    pub volume: Uint128,
    /// Lower weighted median, base units × 10^12 per GPU-second.
    pub low_rate: Uint128,
    /// Upper weighted median; above the lower one only where the weights split evenly.
    pub high_rate: Uint128,
    /// The lower price, base units per GPU-hour, rounded down: values what is owned.
    pub gpu_hour_low: Uint128,
    /// The upper price, base units per GPU-hour, rounded up: values what is owed.
    pub gpu_hour_high: Uint128,
    /// True where the price is made of enough providers: no one of them has more than the cap of the weight.
    pub is_reliable: bool,
}

/// Answer to `gpu_hour_history`.
#[weal_wire::record]
pub struct GpuHoursResponse {
    /// Rows, newest first.
    pub days: Vec<GpuHourResponse>,
}

/// A GPU model with a price.
#[weal_wire::record]
pub struct IndexedSku {
    /// The model's name.
    pub sku: String,
    /// The newest day with a source.
    pub newest_day: u64,
}

/// Answer to `skus`.
#[weal_wire::record]
pub struct IndexedSkusResponse {
    /// Rows, by name.
    pub skus: Vec<IndexedSku>,
}

/// Sums over all that was recorded, tenants' own leases left out.
#[weal_wire::record]
#[derive(weal_wire::Packed, Copy, Default, Eq)]
pub struct TotalsResponse {
    /// Protocol fees in usage, base units.
    pub fees: Uint128,
    /// Volume in usage, base units.
    pub volume: Uint128,
    /// The number of settled leases in scores.
    pub settled_leases: u64,
    /// The volume of those settled leases, base units.
    pub settled_volume: Uint128,
}
