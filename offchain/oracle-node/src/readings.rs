//! One member's readings of every lease in an epoch, and its signature under them.

use compute_worker::Epoch;
use cosmwasm_std::{Binary, Uint128};
use serde::{Deserialize, Serialize};
use weal_attestation::{Encoder, Hash, MemberReadings, sha256};

/// First bytes of what is hashed; changes with the layout.
const TAG: &[u8] = b"commonweal/readings/v1";

/// One member's readings of one epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readings {
    /// The member's place in the committee.
    pub member: u8,
    /// The committee it is of.
    pub committee_epoch: u64,
    /// The epoch, with its first and last second.
    pub epoch: Epoch,
    /// The readings, one for each lease, ascending.
    pub leases: Vec<LeaseReading>,
}

/// One member's reading of one lease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseReading {
    /// The lease.
    pub lease_id: u64,
    /// The finding on whether its work of this epoch may be paid.
    pub finding: Finding,
    /// Seconds since the lease began in which this member's probes did not find the machine down.
    pub uptime_seconds: u64,
    /// 95th percentile of the time of this epoch's probes, milliseconds, rounded up; 0 where none was answered.
    pub latency_p95_ms: u64,
}

/// A finding: accepted or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The product that is committed to on chain is right.
    Accepted(AcceptedWork),
    /// The lease has nothing to be paid for.
    Rejected {
        /// The reason, for people.
        reason: String,
    },
}

/// The figures of a leaf for accepted work. Every figure is read from the chain at the epoch's end, so honest members
/// say the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AcceptedWork {
    /// The charge, base units, cumulative.
    pub charge: Uint128,
    /// The provider, who is paid.
    pub provider: String,
    /// The commitment, 32 bytes.
    pub output_commitment: Binary,
    /// The lease's first second (Unix time).
    pub starts_at: u64,
    /// The last second metered, Unix time.
    pub metered_until: u64,
    /// The GPU-seconds, cumulative.
    pub gpu_seconds: u64,
}

/// Readings with their member's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReadings {
    /// The readings that were signed.
    pub readings: Readings,
    /// The signature, 64 bytes.
    pub signature: Binary,
}

impl Readings {
    /// Returns the bytes that a member signs.
    pub fn statement(&self) -> MemberReadings {
        MemberReadings { epoch: self.epoch.number, readings_hash: self.hash() }
    }

    /// SHA-256 of the canonical bytes.
    pub fn hash(&self) -> Hash {
        let head = Encoder::new()
            .bytes(TAG)
            .u64(self.member.into())
            .u64(self.committee_epoch)
            .u64(self.epoch.number)
            .u64(self.epoch.starts_at)
            .u64(self.epoch.ends_at);
        sha256(&[&self.leases.iter().fold(head, |written, lease| lease.write(written)).finish()])
    }
}

impl LeaseReading {
    fn write(&self, encoder: Encoder) -> Encoder {
        let head = encoder.u64(self.lease_id).u64(self.uptime_seconds).u64(self.latency_p95_ms);
        match &self.finding {
            Finding::Rejected { reason } => head.fixed(&[0]).bytes(reason.as_bytes()),
            Finding::Accepted(work) => head
                .fixed(&[1])
                .u128(work.charge.u128())
                .bytes(work.provider.as_bytes())
                .bytes(&work.output_commitment)
                .u64(work.starts_at)
                .u64(work.metered_until)
                .u64(work.gpu_seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn work() -> AcceptedWork {
        AcceptedWork {
            charge: Uint128::new(1),
            provider: "p".into(),
            output_commitment: Binary::from([1; 32]),
            starts_at: 1,
            metered_until: 2,
            gpu_seconds: 3,
        }
    }

    fn readings(finding: Finding) -> Readings {
        let leases = vec![LeaseReading { lease_id: 1, finding, uptime_seconds: 2, latency_p95_ms: 3 }];
        let epoch = Epoch { number: 1, starts_at: 5, ends_at: 6 };
        Readings { member: 0, committee_epoch: 1, epoch, leases }
    }

    #[test]
    fn changing_any_field_of_readings_changes_their_hash() {
        let base = readings(Finding::Accepted(work()));
        let lease = base.leases[0].clone();
        let accepted = |work| readings(Finding::Accepted(work));
        let with = |lease| Readings { leases: vec![lease], ..base.clone() };
        let at = |epoch| Readings { epoch, ..base.clone() };
        let all = [
            base.clone(),
            Readings { member: 1, ..base.clone() },
            Readings { committee_epoch: 2, ..base.clone() },
            at(Epoch { number: 2, ..base.epoch }),
            at(Epoch { starts_at: 4, ..base.epoch }),
            at(Epoch { ends_at: 7, ..base.epoch }),
            Readings { leases: vec![], ..base.clone() },
            Readings { leases: vec![lease.clone(), lease.clone()], ..base.clone() },
            with(LeaseReading { lease_id: 2, ..lease.clone() }),
            with(LeaseReading { uptime_seconds: 9, ..lease.clone() }),
            with(LeaseReading { latency_p95_ms: 9, ..lease }),
            readings(Finding::Rejected { reason: "a".into() }),
            readings(Finding::Rejected { reason: "b".into() }),
            accepted(AcceptedWork { charge: Uint128::new(9), ..work() }),
            accepted(AcceptedWork { provider: "q".into(), ..work() }),
            accepted(AcceptedWork { output_commitment: Binary::from([2; 32]), ..work() }),
            accepted(AcceptedWork { starts_at: 9, ..work() }),
            accepted(AcceptedWork { metered_until: 9, ..work() }),
            accepted(AcceptedWork { gpu_seconds: 9, ..work() }),
        ];
        let hashes: BTreeSet<Hash> = all.iter().map(Readings::hash).collect();
        assert_eq!(hashes.len(), all.len());
    }
}
