//! What the index answers.

use super::UsageRecord;
use cosmwasm_std::{Addr, Uint128};

/// Answer to `config`.
#[weal_wire::record]
pub struct ConfigResponse {
    /// Whose settled work counts.
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
    /// Who.
    pub payer: Addr,
    /// What it has paid.
    pub usage: UsageRecord,
}

/// Answer to `usages`.
#[weal_wire::record]
pub struct UsagesResponse {
    /// By address.
    pub usages: Vec<UsageResponse>,
}

/// Answer to `provider_score`.
#[weal_wire::record]
pub struct ProviderScoreResponse {
    /// Who.
    pub provider: Addr,
    /// Leases of which nothing more can be claimed and something was.
    pub settled_leases: u64,
    /// What claims charged them, base units.
    pub volume: Uint128,
    /// What their service levels gave back, base units.
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
    /// By address.
    pub scores: Vec<ProviderScoreResponse>,
}

/// Answer to `recorded_lease`.
#[weal_wire::record]
#[derive(Copy, Default, Eq)]
pub struct RecordedLeaseResponse {
    /// What claims had charged, base units.
    pub claimed: Uint128,
    /// The protocol's part of it, base units.
    pub fees: Uint128,
    /// The tenant paid itself when it was recorded: from then on it counts for nothing.
    pub is_own: bool,
    /// It was settled, and counted in score and price unless it is its tenant's own.
    pub is_final: bool,
}

/// What a GPU-hour cost on one day.
#[weal_wire::record]
pub struct GpuHourResponse {
    /// The GPU model.
    pub sku: String,
    /// Unix time ÷ 86,400: the leases ended on it.
    pub day: u64,
    /// Providers that it is made of.
    pub sources: u32,
    /// What their leases were charged, base units.
    pub volume: Uint128,
    /// Lower weighted median, base units × 10^12 per GPU-second.
    pub low_rate: Uint128,
    /// Upper weighted median; above the lower one only where the weights split evenly.
    pub high_rate: Uint128,
    /// Of the lower one, base units per GPU-hour, rounded down: values what is owned.
    pub gpu_hour_low: Uint128,
    /// Of the upper one, rounded up: values what is owed.
    pub gpu_hour_high: Uint128,
    /// Enough providers: no one of them has more than the cap of the weight.
    pub is_reliable: bool,
}

/// Answer to `gpu_hour_history`.
#[weal_wire::record]
pub struct GpuHoursResponse {
    /// Newest first.
    pub days: Vec<GpuHourResponse>,
}

/// A GPU model with a price.
#[weal_wire::record]
pub struct IndexedSku {
    /// Its name.
    pub sku: String,
    /// The newest day with a source.
    pub newest_day: u64,
}

/// Answer to `skus`.
#[weal_wire::record]
pub struct IndexedSkusResponse {
    /// By name.
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
    /// Settled leases in scores.
    pub settled_leases: u64,
    /// Their volume, base units.
    pub settled_volume: Uint128,
}
