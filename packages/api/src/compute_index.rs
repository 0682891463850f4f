//! The compute index: what was really paid, how providers did, and what a GPU-hour costs, from an escrow's settled work.
//!
//! The index reads the escrow and holds no money. Beside the messages: what the index asks of the escrow ([`source`]),
//! what other contracts read of the index without calling it ([`ComputeIndexContract::usage`]), and its events. Page:
//! `docs/spec/compute-index.md`.

mod events;
mod handle;
mod records;
mod responses;

use cosmwasm_schema::QueryResponses;
use cosmwasm_std::Uint128;

pub use events::*;
pub use handle::ComputeIndexContract;
pub use records::{USAGE, UsageRecord};
pub use responses::*;

/// The most leases in one `record`.
pub const MAX_RECORDED_LEASES: usize = 30;
/// The most providers that a day's price is made of: those with the largest volumes.
pub const MAX_SOURCES: usize = 64;
/// Days of prices that are kept of a GPU model, up to its newest.
pub const HISTORY_DAYS: u64 = 366;
/// A day begins when Unix time is a multiple of this.
pub const SECONDS_PER_DAY: u64 = 86_400;
/// The least cap on a provider's weight, basis points.
pub const MIN_PROVIDER_CAP_BPS: u16 = 500;
/// The largest cap, basis points: above it two providers could outweigh all others.
pub const MAX_PROVIDER_CAP_BPS: u16 = 2_499;

/// Creates an index. Anyone may; no funds. None of it ever changes: there is no owner. Emits [`IndexCreated`].
#[weal_wire::message]
pub struct InstantiateMsg {
    /// The escrow whose settled work counts.
    pub escrow: String,
    /// The most weight of one provider in a day's price, basis points of all weight; 500 to 2,499.
    pub provider_cap_bps: u16,
    /// Providers that a reliable price needs: at most 64, and enough to keep the cap (number × cap ≥ 10,000).
    pub min_providers: u32,
    /// The settled volume at which a score's confidence is one half, base units; above zero.
    pub half_volume: Uint128,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// Messages of the index. No message takes funds.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Adds what is new of these leases since they were last recorded. Anyone may, as often as they like: what was
    /// recorded before adds nothing. Emits [`WorkRecorded`].
    Record {
        /// The leases of the escrow to record, 1 to 30.
        lease_ids: Vec<u64>,
    },
}

/// Queries of the index.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The escrow and the parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// The sums that an account has paid; zeros for an account that paid nothing.
    #[returns(UsageResponse)]
    UsageOf {
        /// The tenant.
        payer: String,
    },
    /// Payers by address.
    #[returns(UsagesResponse)]
    Usages {
        /// Last address of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// A provider's score; zeros for a provider of which nothing is settled.
    #[returns(ProviderScoreResponse)]
    ProviderScore {
        /// The provider.
        provider: String,
    },
    /// Providers by address.
    #[returns(ProviderScoresResponse)]
    ProviderScores {
        /// Last address of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The sums recorded of a lease; zeros for a lease that never was recorded.
    #[returns(RecordedLeaseResponse)]
    RecordedLease {
        /// The lease.
        lease_id: u64,
    },
    /// The price of a GPU-hour on one day; an error for a day without a source.
    #[returns(GpuHourResponse)]
    GpuHourIndex {
        /// The GPU model.
        sku: String,
        /// The day, Unix time ÷ 86,400; the newest where left out.
        day: Option<u64>,
    },
    /// The prices of the days that have sources, newest first.
    #[returns(GpuHoursResponse)]
    GpuHourHistory {
        /// The GPU model.
        sku: String,
        /// The day above the first row: the last of the page before.
        start_before: Option<u64>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// GPU models with a price, by name.
    #[returns(IndexedSkusResponse)]
    Skus {
        /// Last name of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Sums over all that was recorded.
    #[returns(TotalsResponse)]
    Totals {},
}
