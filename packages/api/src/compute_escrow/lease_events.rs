//! What the escrow reports of a lease between its opening and its end.

use cosmwasm_std::{Addr, Event, Uint128};

/// The provider accepted a lease, which runs from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseAccepted {
    /// The lease.
    pub lease_id: u64,
    /// Its first second.
    pub starts_at: u64,
    /// The latest end.
    pub agreed_end: u64,
    /// The end that the deposit pays for.
    pub runway_until: u64,
}

impl From<LeaseAccepted> for Event {
    fn from(fact: LeaseAccepted) -> Self {
        Self::new("lease_accepted")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("starts_at", fact.starts_at.to_string())
            .add_attribute("agreed_end", fact.agreed_end.to_string())
            .add_attribute("runway_until", fact.runway_until.to_string())
    }
}

/// One side stopped a reserved lease, which runs through its notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeGiven {
    /// The lease.
    pub lease_id: u64,
    /// Who stopped it.
    pub given_by: Addr,
    /// The end that the notice sets.
    pub agreed_end: u64,
    /// The end that the deposit pays for.
    pub runway_until: u64,
}

impl From<NoticeGiven> for Event {
    fn from(fact: NoticeGiven) -> Self {
        Self::new("notice_given")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("given_by", fact.given_by)
            .add_attribute("agreed_end", fact.agreed_end.to_string())
            .add_attribute("runway_until", fact.runway_until.to_string())
    }
}

/// A tenant lengthened its lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseExtended {
    /// The lease.
    pub lease_id: u64,
    /// The latest end.
    pub agreed_end: u64,
    /// The end that the deposit pays for.
    pub runway_until: u64,
}

impl From<LeaseExtended> for Event {
    fn from(fact: LeaseExtended) -> Self {
        Self::new("lease_extended")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("agreed_end", fact.agreed_end.to_string())
            .add_attribute("runway_until", fact.runway_until.to_string())
    }
}

/// A tenant changed the number of its lease's GPUs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseScaled {
    /// The lease.
    pub lease_id: u64,
    /// GPUs from `from` on.
    pub gpus: u32,
    /// The second from which they are charged.
    pub from: u64,
    /// The end that the deposit pays for.
    pub runway_until: u64,
}

impl From<LeaseScaled> for Event {
    fn from(fact: LeaseScaled) -> Self {
        Self::new("lease_scaled")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("gpus", fact.gpus.to_string())
            .add_attribute("from", fact.from.to_string())
            .add_attribute("runway_until", fact.runway_until.to_string())
    }
}

/// GPUs that a running lease was scaled down by are free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GpusFreed {
    /// The lease.
    pub lease_id: u64,
    /// GPUs freed.
    pub freed: u32,
    /// GPUs that it still has.
    pub gpus: u32,
}

impl From<GpusFreed> for Event {
    fn from(fact: GpusFreed) -> Self {
        Self::new("gpus_freed")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("freed", fact.freed.to_string())
            .add_attribute("gpus", fact.gpus.to_string())
    }
}

/// The last claim of a lease with an SLA: what was held back is the provider's, less the credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlaSettled {
    /// The lease.
    pub lease_id: u64,
    /// Seconds in which the GPUs answered.
    pub uptime_seconds: u64,
    /// Seconds promised.
    pub promised_seconds: u64,
    /// What the charge was before the credit, base units.
    pub charge: Uint128,
    /// What goes back to the depositors of it.
    pub credit: Uint128,
}

impl From<SlaSettled> for Event {
    fn from(fact: SlaSettled) -> Self {
        Self::new("sla_settled")
            .add_attribute("lease_id", fact.lease_id.to_string())
            .add_attribute("uptime_seconds", fact.uptime_seconds.to_string())
            .add_attribute("promised_seconds", fact.promised_seconds.to_string())
            .add_attribute("charge", fact.charge)
            .add_attribute("credit", fact.credit)
    }
}
