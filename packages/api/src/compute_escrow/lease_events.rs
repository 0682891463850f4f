//! What the escrow reports of a lease between its opening and its end.

use crate::fact::Fact;
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
        Fact::new("lease_accepted")
            .number("lease_id", fact.lease_id)
            .number("starts_at", fact.starts_at)
            .number("agreed_end", fact.agreed_end)
            .number("runway_until", fact.runway_until)
            .event()
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
        Fact::new("notice_given")
            .number("lease_id", fact.lease_id)
            .text("given_by", fact.given_by.as_str())
            .number("agreed_end", fact.agreed_end)
            .number("runway_until", fact.runway_until)
            .event()
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
        Fact::new("lease_extended")
            .number("lease_id", fact.lease_id)
            .number("agreed_end", fact.agreed_end)
            .number("runway_until", fact.runway_until)
            .event()
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
        Fact::new("lease_scaled")
            .number("lease_id", fact.lease_id)
            .number("gpus", fact.gpus)
            .number("from", fact.from)
            .number("runway_until", fact.runway_until)
            .event()
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
        Fact::new("gpus_freed")
            .number("lease_id", fact.lease_id)
            .number("freed", fact.freed)
            .number("gpus", fact.gpus)
            .event()
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
        Fact::new("sla_settled")
            .number("lease_id", fact.lease_id)
            .number("uptime_seconds", fact.uptime_seconds)
            .number("promised_seconds", fact.promised_seconds)
            .amount("charge", fact.charge)
            .amount("credit", fact.credit)
            .event()
    }
}
