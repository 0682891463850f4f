//! Derives the epoch's leaves from a quorum's readings: a pure function, so that whoever has the bundle has the tree.
//!
//! With at most f liars among the n − f or more readings: a lease that every honest member accepts is accepted by at
//! least n − 2f ≥ f + 1 of them, one that every honest member rejects by at most f. So f + 1 is the threshold: f liars can
//! neither include a lease nor leave one out. Figures that members measure are medians of *all* readings, of which more
//! than half are honest, so that they lie within the honest range whoever accepts.

use crate::readings::{AcceptedWork, Finding, LeaseReading, Readings};
use crate::{OracleError, Rejection};
use std::collections::{BTreeMap, BTreeSet};
use weal_attestation::{Quorum, SettlementLeaf};

/// A leaf and whom it pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLeaf {
    /// The provider, who is paid.
    pub provider: String,
    /// The leaf.
    pub leaf: SettlementLeaf,
}

/// An epoch's result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// Leaves in the tree's order: by provider, then lease.
    pub leaves: Vec<ProviderLeaf>,
    /// Leases without a leaf and the reason that most members gave.
    pub left_out: Vec<Rejection>,
}

/// The leaves that these readings, each of another member, come to. Errors: `Client` for a commitment that is no hash.
pub fn derive<'a>(
    readings: impl IntoIterator<Item = &'a Readings>,
    quorum: Quorum,
) -> Result<Derivation, OracleError> {
    let readings: Vec<&Readings> = readings.into_iter().collect();
    let leases: BTreeSet<u64> =
        readings.iter().flat_map(|one| &one.leases).map(|lease| lease.lease_id).collect();
    let mut derivation = Derivation::default();
    for lease_id in leases {
        let seen: Vec<&LeaseReading> = readings.iter().filter_map(|one| reading_of(one, lease_id)).collect();
        match accepted_work(&seen, quorum) {
            Some(work) => derivation.leaves.push(ProviderLeaf {
                provider: work.provider.clone(),
                leaf: leaf(lease_id, work, &seen, readings.len())?,
            }),
            None => derivation.left_out.push(Rejection { lease_id, reason: reason(&seen, quorum) }),
        }
    }
    let place = |one: &ProviderLeaf| (one.provider.clone(), one.leaf.lease_id);
    derivation.leaves.sort_by_key(place);
    Ok(derivation)
}

fn reading_of(readings: &Readings, lease_id: u64) -> Option<&LeaseReading> {
    let found = readings.leases.binary_search_by_key(&lease_id, |lease| lease.lease_id);
    found.ok().and_then(|place| readings.leases.get(place))
}

/// Returns the work that f + 1 members accept, to the last figure. Where honest members have read the chain on two sides of a change, both
/// may be: then what more accept, and of equals the lower charge.
fn accepted_work<'a>(seen: &[&'a LeaseReading], quorum: Quorum) -> Option<&'a AcceptedWork> {
    let mut support: BTreeMap<&AcceptedWork, usize> = BTreeMap::new();
    for lease in seen {
        if let Finding::Accepted(work) = &lease.finding {
            *support.entry(work).or_default() += 1;
        }
    }
    let enough = support.into_iter().filter(|(_, members)| *members > quorum.faulty());
    // Of equals the last wins, so the lowest is asked last.
    enough.rev().max_by_key(|(_, members)| *members).map(|(work, _)| work)
}

fn leaf(
    lease_id: u64,
    work: &AcceptedWork,
    seen: &[&LeaseReading],
    members: usize,
) -> Result<SettlementLeaf, OracleError> {
    let run = work.metered_until.checked_sub(work.starts_at).ok_or(OracleError::Backwards { lease_id })?;
    // A member that has not read the lease has seen no second of it down, and no slow answer.
    let unread = members - seen.len();
    let uptimes = seen.iter().map(|lease| lease.uptime_seconds.min(run));
    let latencies = seen.iter().map(|lease| lease.latency_p95_ms);
    Ok(SettlementLeaf {
        lease_id,
        gpu_seconds: work.gpu_seconds,
        uptime_seconds: lower_median(uptimes.chain(std::iter::repeat_n(run, unread))),
        latency_p95_ms: lower_median(latencies.chain(std::iter::repeat_n(0, unread))),
        output_commitment: crate::member::hash(&work.output_commitment)?,
        charge: work.charge.u128(),
        metered_until: work.metered_until,
    })
}

/// The lower of the two middles of an even number; 0 of nothing.
fn lower_median(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values.len().checked_sub(1).and_then(|last| values.get(last / 2)).copied().unwrap_or(0)
}

/// The reason that most gave; of equals the first in order.
fn reason(seen: &[&LeaseReading], quorum: Quorum) -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for lease in seen {
        if let Finding::Rejected { reason } = &lease.finding {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let most = reasons.into_iter().rev().max_by_key(|(_, members)| *members);
    match most {
        Some((reason, members)) if members > quorum.faulty() => reason.to_owned(),
        _ => "the members differ on it".into(),
    }
}
