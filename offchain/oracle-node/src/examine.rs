//! Whether a worker's result may be paid.

use crate::member::hash;
use crate::{OracleError, OracleMember};
use api::compute_escrow::{
    LeaseResponse, LeaseSegment, LeaseStatus, OutputCommitmentResponse, QueryMsg, RATE_SCALE,
};
use attestation::SettlementLeaf;
use client::{Chain, ClientError};
use compute_proof::commitment::OutputCommitment;
use compute_proof::freivalds::first_wrong_element;
use compute_proof::native::{Kernel, check_committed};
use compute_proof::{MatrixI32, ProofError, Verdict};
use compute_worker::{DigitsJob, Epoch, WorkReport, WorkSource, WorkerError};
use cosmwasm_std::{Uint128, Uint256};
use rand::RngCore;
use serde::{Deserialize, Serialize};

/// Why a lease gets no leaf in this epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The lease.
    pub lease_id: u64,
    /// What was wrong, for people.
    pub reason: String,
}

/// A lease and where its provider's worker is: whoever assigns decides which lease a worker may speak of.
#[derive(Clone, Copy)]
pub struct Assignment<'a> {
    /// The lease.
    pub lease_id: u64,
    /// Its worker.
    pub source: &'a dyn WorkSource,
}

/// The leaf with the provider it pays, or why there is none.
pub(crate) type Examined = Result<(String, SettlementLeaf), Rejection>;

impl OracleMember {
    /// Checks one worker's result against the chain and the mathematics.
    ///
    /// The meter is recomputed from the lease; the worker's reading can lower it, never raise it. The product
    /// is checked with a secret that nobody knew when the commitment was recorded. Whatever a worker does
    /// wrong, or does not do, is a rejection of its lease alone; only a chain that does not answer is an error.
    pub(crate) fn examine(
        &self,
        chain: &dyn Chain,
        job: &DigitsJob,
        epoch: &Epoch,
        assignment: &Assignment<'_>,
    ) -> Result<Examined, OracleError> {
        let lease_id = assignment.lease_id;
        match self.leaf_of(chain, job, epoch, assignment) {
            Ok(leaf) => Ok(Ok(leaf)),
            Err(Failure::Worker(reason)) => Ok(Err(Rejection { lease_id, reason })),
            Err(Failure::Oracle(error)) => Err(error),
        }
    }

    fn leaf_of(
        &self,
        chain: &dyn Chain,
        job: &DigitsJob,
        epoch: &Epoch,
        assignment: &Assignment<'_>,
    ) -> Result<(String, SettlementLeaf), Failure> {
        let lease_id = assignment.lease_id;
        let report = assignment.source.report()?;
        if report.lease_id != lease_id {
            return Err(Failure::Worker(format!("the worker reports lease {} instead", report.lease_id)));
        }
        let lease: LeaseResponse = self.escrow.query(chain, &QueryMsg::Lease { lease_id })?;
        let query = QueryMsg::OutputCommitment { lease_id, epoch: epoch.number };
        let recorded: Option<OutputCommitmentResponse> = self.escrow.query(chain, &query)?;
        let recorded =
            recorded.ok_or_else(|| Failure::Worker("no commitment was recorded on chain".into()))?;
        let commitment = hash(&recorded.commitment)?;
        if let Some(fault) = wrong_product(job, &assignment.source.product()?, commitment)? {
            return Err(Failure::Worker(fault));
        }
        Ok((lease.provider.clone().into(), leaf(&lease, &report, epoch, commitment)?))
    }
}

/// Whose fault it is that there is no leaf.
enum Failure {
    /// The worker's, in words for people.
    Worker(String),
    /// Ours, or the chain's.
    Oracle(OracleError),
}

impl From<WorkerError> for Failure {
    fn from(error: WorkerError) -> Self {
        Self::Worker(error.to_string())
    }
}

impl From<ProofError> for Failure {
    fn from(error: ProofError) -> Self {
        Self::Worker(error.to_string())
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        match error {
            // The escrow does not know such a lease.
            ClientError::Refused { reason, .. } => Self::Worker(reason),
            other => Self::Oracle(other.into()),
        }
    }
}

impl From<OracleError> for Failure {
    fn from(error: OracleError) -> Self {
        Self::Oracle(error)
    }
}

/// What is wrong with the product, if anything: Freivalds' check, then the element to point at.
fn wrong_product(
    job: &DigitsJob,
    product: &MatrixI32,
    commitment: [u8; 32],
) -> Result<Option<String>, ProofError> {
    let mut secret = [0; 32];
    rand::rngs::OsRng.fill_bytes(&mut secret);
    let commitment = OutputCommitment::from_bytes(commitment);
    Ok(match check_committed(job.inputs(), product, &commitment, &secret, Kernel::best())? {
        Verdict::Accepted => None,
        Verdict::NotTheCommittedOutput => Some("the product served is not the one committed to".into()),
        Verdict::WrongRow { row } => {
            let wrong = first_wrong_element(job.inputs(), product, row)?;
            Some(wrong.map_or_else(
                || format!("row {row} of the product is wrong"),
                |wrong| format!("element ({}, {}) of the product is wrong", wrong.row, wrong.col),
            ))
        }
    })
}

fn leaf(
    lease: &LeaseResponse,
    report: &WorkReport,
    epoch: &Epoch,
    output_commitment: [u8; 32],
) -> Result<SettlementLeaf, OracleError> {
    let metered_until = report.metered_until.min(epoch.ends_at).min(lease.runway_until).max(lease.starts_at);
    let seconds = metered_until - lease.starts_at;
    let overflow = OracleError::Overflow { lease_id: lease.lease_id };
    let gpu_seconds = gpu_seconds(&lease.schedule, metered_until).ok_or(overflow)?.min(report.gpu_seconds);
    // Rounded down, as the escrow computes the price of time run.
    let charge = lease.rate.full_mul(Uint128::from(gpu_seconds)) / Uint256::from(RATE_SCALE);
    let charge = Uint128::try_from(charge)
        .map_err(|_| OracleError::Overflow { lease_id: lease.lease_id })?
        .min(chargeable(lease));
    Ok(SettlementLeaf {
        lease_id: lease.lease_id,
        gpu_seconds,
        uptime_seconds: report.uptime_seconds.min(seconds),
        latency_p95_ms: report.latency_p95_ms,
        output_commitment,
        charge: charge.u128(),
        metered_until,
    })
}

/// GPUs × seconds that the lease charges up to `until`, through every change of its GPUs.
fn gpu_seconds(schedule: &[LeaseSegment], until: u64) -> Option<u64> {
    let ends = schedule.iter().skip(1).map(|segment| segment.from).chain([u64::MAX]);
    schedule.iter().zip(ends).try_fold(0u64, |sum, (segment, end)| {
        let seconds = end.min(until).saturating_sub(segment.from);
        sum.checked_add(u64::from(segment.gpus).checked_mul(seconds)?)
    })
}

/// The most that a leaf may charge: the deposit; of a settled lease what was settled, so that a root stays within what
/// the escrow can still pay.
fn chargeable(lease: &LeaseResponse) -> Uint128 {
    match lease.status {
        LeaseStatus::Settled { paid, .. } => paid.saturating_add(lease.credited.unwrap_or_default()),
        _ => lease.deposit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two GPUs from 100, four from 110, one from 130: as the escrow charges them, to the second.
    #[test]
    fn gpu_seconds_follow_every_change_of_a_lease() {
        let schedule = [(100, 2), (110, 4), (130, 1)].map(|(from, gpus)| LeaseSegment { from, gpus });
        for (until, expected) in [(99, 0), (100, 0), (101, 2), (110, 20), (111, 24), (130, 100), (140, 110)] {
            assert_eq!(gpu_seconds(&schedule, until), Some(expected), "{until}");
        }
        assert_eq!(gpu_seconds(&schedule[1..2], u64::MAX), None);
    }
}
