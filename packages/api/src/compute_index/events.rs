//! Events of the index, one struct each.

use cosmwasm_std::{Addr, Uint128};

/// An index over an escrow's settled work began.
#[weal_wire::event]
pub struct IndexCreated {
    pub escrow: Addr,
    /// Highest weight of one provider, basis points.
    pub provider_cap_bps: u16,
    /// Number of sources that make a price reliable.
    pub min_providers: u32,
    /// Volume of half confidence, base units.
    pub half_volume: Uint128,
}

/// A message added work; what was recorded before counts as zero.
#[weal_wire::event]
pub struct WorkRecorded {
    /// Leases looked at.
    pub leases: u32,
    /// Protocol fees added to payers' usage, base units.
    pub fees: Uint128,
    /// Leases that counted as settled, once in their life.
    pub settled: u32,
    /// Charges of those, base units.
    pub volume: Uint128,
}
