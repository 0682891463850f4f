//! What the index reports: a struct per fact.

use cosmwasm_std::{Addr, Event, Uint128};

/// An index over an escrow's settled work began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexCreated {
    /// Whose work.
    pub escrow: Addr,
    /// The most weight of one provider.
    pub provider_cap_bps: u16,
    /// Sources of a reliable price.
    pub min_providers: u32,
    /// Volume of half confidence, base units.
    pub half_volume: Uint128,
}

impl From<IndexCreated> for Event {
    fn from(fact: IndexCreated) -> Self {
        Self::new("index_created")
            .add_attribute("escrow", fact.escrow)
            .add_attribute("provider_cap_bps", fact.provider_cap_bps.to_string())
            .add_attribute("min_providers", fact.min_providers.to_string())
            .add_attribute("half_volume", fact.half_volume)
    }
}

/// What a message added. Zero for what was recorded before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRecorded {
    /// Leases looked at.
    pub leases: u32,
    /// Protocol fees added to payers' usage, base units.
    pub fees: Uint128,
    /// Leases that counted as settled, once in their life.
    pub settled: u32,
    /// What those charged, base units.
    pub volume: Uint128,
}

impl From<WorkRecorded> for Event {
    fn from(fact: WorkRecorded) -> Self {
        Self::new("work_recorded")
            .add_attribute("leases", fact.leases.to_string())
            .add_attribute("fees", fact.fees)
            .add_attribute("settled", fact.settled.to_string())
            .add_attribute("volume", fact.volume)
    }
}
