//! Events of the escrow about a lease between its opening and its end.

use cosmwasm_std::{Addr, Uint128};

/// The provider accepted a lease, which runs from now on.
#[weal_wire::event]
pub struct LeaseAccepted {
    pub lease_id: u64,
    /// First second, Unix time.
    pub starts_at: u64,
    /// Latest end, Unix seconds.
    pub agreed_end: u64,
    /// End that the deposit pays for, Unix seconds.
    pub runway_until: u64,
}

/// One side stopped a reserved lease, which runs through its notice.
#[weal_wire::event]
pub struct NoticeGiven {
    pub lease_id: u64,
    /// Account that stopped it.
    pub given_by: Addr,
    /// End that the notice sets, Unix seconds.
    pub agreed_end: u64,
    /// End that the deposit pays for, Unix seconds.
    pub runway_until: u64,
}

/// A tenant lengthened its lease.
#[weal_wire::event]
pub struct LeaseExtended {
    pub lease_id: u64,
    /// Latest end, Unix seconds.
    pub agreed_end: u64,
    /// End that the deposit pays for, Unix seconds.
    pub runway_until: u64,
}

/// A tenant changed the number of its lease's GPUs.
#[weal_wire::event]
pub struct LeaseScaled {
    pub lease_id: u64,
    /// GPUs from `from` on.
    pub gpus: u32,
    /// Second from which they are charged, Unix time.
    pub from: u64,
    /// End that the deposit pays for, Unix seconds.
    pub runway_until: u64,
}

/// GPUs that a running lease was scaled down by are free.
#[weal_wire::event]
pub struct GpusFreed {
    pub lease_id: u64,
    /// GPUs freed.
    pub freed: u32,
    /// GPUs that the lease still has.
    pub gpus: u32,
}

/// The last claim of a lease with an SLA: what was held back is the provider's, less the credit.
#[weal_wire::event]
pub struct SlaSettled {
    pub lease_id: u64,
    /// Seconds in which the GPUs answered.
    pub uptime_seconds: u64,
    /// Seconds promised.
    pub promised_seconds: u64,
    /// Charge before the credit, base units.
    pub charge: Uint128,
    /// Part of the charge that goes back to the depositors, base units.
    pub credit: Uint128,
}
