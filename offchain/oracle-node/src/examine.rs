//! Examines the work of each lease: this member's finding of whether it may be paid.

use crate::meter::meter;
use crate::readings::{AcceptedWork, Finding, LeaseReading};
use crate::together::{AT_ONCE, together};
use crate::{OracleError, OracleMember, ProbeLogs, Witnesses};
use compute_worker::{DigitsJob, Epoch, WorkSource, WorkerError};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use weal_api::compute_escrow::{Job, LeaseResponse, LeaseStatus, OutputCommitmentResponse, QueryMsg};
use weal_client::{Chain, ClientError};
use weal_compute_proof::commitment::OutputCommitment;
use weal_compute_proof::freivalds::first_wrong_element;
use weal_compute_proof::native::{Kernel, check_committed};
use weal_compute_proof::{MatrixI32, ProofError, Verdict};

/// The time that all workers together may take to serve their products.
const WORKERS_TIME: Duration = Duration::from_secs(300);
/// The elements of all products that are fetched at the same time: 2 GiB.
const PRODUCTS_ELEMENTS: u64 = 512 << 20;
/// The longest reason that is signed, bytes: a worker's words can be in it.
const MAX_REASON: usize = 200;

/// A lease that gets no leaf in this epoch, and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// The lease.
    pub lease_id: u64,
    /// The reason, for people.
    pub reason: String,
}

/// A lease and where its provider's worker is: whoever assigns decides which lease a worker may speak of.
#[derive(Clone, Copy)]
pub struct Assignment<'a> {
    /// The lease.
    pub lease_id: u64,
    /// The worker of the lease's provider.
    pub source: &'a dyn WorkSource,
}

/// Everything that is to be examined, except the chain.
#[derive(Clone, Copy)]
pub struct Examination<'a> {
    /// The job that the leases compute.
    pub job: &'a DigitsJob,
    /// The epoch, whose seconds are metered.
    pub epoch: Epoch,
    /// The log of this member's probes.
    pub probes: &'a ProbeLogs,
    /// The leases. One that is assigned twice counts once.
    pub assignments: &'a [Assignment<'a>],
}

/// A lease with what the chain says of it at the epoch's end.
struct Case<'a> {
    assignment: Assignment<'a>,
    work: Result<AcceptedWork, String>,
}

impl OracleMember {
    /// Reads every lease: the meter and the commitment from the chain, the product from the worker, uptime and latency
    /// from this member's own probes.
    ///
    /// The product is checked with a secret that nobody knew when the commitment was recorded. Whatever a worker does
    /// wrong, or does not do, is a rejection of its lease alone; workers are asked at the same time, so those that stall
    /// cost the others little. Errors: only a chain that does not answer, or whose endpoints differ.
    pub(crate) fn examine(
        &self,
        witnesses: &Witnesses<'_>,
        examination: &Examination<'_>,
    ) -> Result<Vec<LeaseReading>, OracleError> {
        let Examination { job, epoch, probes, assignments } = examination;
        let mut seen = BTreeSet::new();
        let mut cases = Vec::new();
        for assignment in assignments.iter().filter(|assignment| seen.insert(assignment.lease_id)) {
            let work = self.work_on_chain(witnesses, job, epoch, assignment.lease_id)?;
            cases.push(Case { assignment: *assignment, work });
        }
        let deadline = Instant::now() + WORKERS_TIME;
        let faults = together(&cases, at_once(job), |case| {
            let Ok(work) = &case.work else { return None };
            if Instant::now() > deadline {
                return Some("the workers took too long together".into());
            }
            fault(&case.assignment, job, epoch, work).err()
        });
        let mut readings: Vec<LeaseReading> =
            cases.into_iter().zip(faults).map(|(case, fault)| reading(case, fault, epoch, probes)).collect();
        readings.sort_by_key(|reading| reading.lease_id);
        Ok(readings)
    }

    /// Meter and commitment, or why there is nothing to pay.
    fn work_on_chain(
        &self,
        witnesses: &Witnesses<'_>,
        job: &DigitsJob,
        epoch: &Epoch,
        lease_id: u64,
    ) -> Result<Result<AcceptedWork, String>, OracleError> {
        let agreed = witnesses.agree("a lease and its commitment", |chain| {
            let lease: LeaseResponse = self.escrow.query(chain, &QueryMsg::Lease { lease_id })?;
            let query = QueryMsg::OutputCommitment { lease_id, epoch: epoch.number };
            let recorded: Option<OutputCommitmentResponse> = self.escrow.query(chain, &query)?;
            Ok(work_of(&lease, recorded, &job.declaration(), epoch))
        });
        match agreed {
            // The escrow does not know such a lease.
            Err(OracleError::Client(ClientError::Refused { reason, .. })) => Ok(Err(reason)),
            other => other,
        }
    }

    /// Errors: `Overcharged` where a lease cannot owe that much, by this member's own reading of the chain: whoever signs
    /// such a charge loses its bond.
    pub(crate) fn ensure_owed(
        &self,
        witnesses: &Witnesses<'_>,
        epoch: &Epoch,
        leaf: &weal_attestation::SettlementLeaf,
    ) -> Result<(), OracleError> {
        let lease_id = leaf.lease_id;
        let owed = witnesses.agree("what a lease owes", |chain: &dyn Chain| {
            let lease: LeaseResponse = self.escrow.query(chain, &QueryMsg::Lease { lease_id })?;
            Ok(meter(&lease, epoch, leaf.output_commitment.into()).map(|work| work.charge.u128()))
        })?;
        // A lease without a meter owes nothing.
        let (charge, owed) = (leaf.charge, owed.unwrap_or(0));
        if charge > owed { Err(OracleError::Overcharged { lease_id, charge, owed }) } else { Ok(()) }
    }
}

/// Returns the number of workers for whose products there is room.
fn at_once(job: &DigitsJob) -> usize {
    let elements = job.inputs().shape().output().elements();
    let room = usize::try_from(PRODUCTS_ELEMENTS / elements.max(1)).unwrap_or(AT_ONCE);
    room.clamp(1, AT_ONCE)
}

fn work_of(
    lease: &LeaseResponse,
    recorded: Option<OutputCommitmentResponse>,
    job: &Job,
    epoch: &Epoch,
) -> Result<AcceptedWork, String> {
    if matches!(lease.status, LeaseStatus::Settled { .. }) {
        return Err("the lease is settled".into());
    }
    let recorded = recorded.ok_or("no commitment was recorded on chain")?;
    match recorded.job {
        Some(stated) if stated == *job => meter(lease, epoch, recorded.commitment),
        Some(_) => Err("the commitment is to the output of another job".into()),
        None => Err("the commitment names no job".into()),
    }
}

fn reading(case: Case<'_>, fault: Option<String>, epoch: &Epoch, probes: &ProbeLogs) -> LeaseReading {
    let lease_id = case.assignment.lease_id;
    let log = probes.of(lease_id);
    let uptime_seconds = match &case.work {
        Ok(work) => log.uptime(work.starts_at, work.metered_until),
        Err(_) => 0,
    };
    let finding = match (case.work, fault) {
        (Ok(work), None) => Finding::Accepted(work),
        (Ok(_), Some(reason)) | (Err(reason), _) => Finding::Rejected { reason: shortened(&reason) },
    };
    let latency_p95_ms = log.latency_p95(epoch.starts_at..=epoch.ends_at);
    LeaseReading { lease_id, finding, uptime_seconds, latency_p95_ms }
}

fn shortened(reason: &str) -> String {
    let end = (0..=MAX_REASON.min(reason.len())).rev().find(|end| reason.is_char_boundary(*end));
    reason[..end.unwrap_or(0)].to_owned()
}

/// Returns the fault of a worker's product, in words, as the error.
fn fault(
    assignment: &Assignment<'_>,
    job: &DigitsJob,
    epoch: &Epoch,
    work: &AcceptedWork,
) -> Result<(), String> {
    let words = |error: WorkerError| error.to_string();
    let report = assignment.source.report().map_err(words)?;
    if report.lease_id != assignment.lease_id {
        return Err(format!("the worker reports lease {} instead", report.lease_id));
    }
    if report.epoch != epoch.number {
        return Err(format!("the worker reports epoch {} instead", report.epoch));
    }
    let commitment =
        work.output_commitment.as_slice().try_into().map_err(|_| "the commitment is no hash".to_owned())?;
    let product = assignment.source.product(job.inputs().shape().output()).map_err(words)?;
    match wrong_product(job, &product, commitment) {
        Ok(None) => Ok(()),
        Ok(Some(fault)) => Err(fault),
        Err(error) => Err(error.to_string()),
    }
}

/// Finds the fault of a product, if it has one: Freivalds' check, then the element to point at.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workers_words_are_cut_between_characters() {
        assert_eq!(shortened("short"), "short");
        assert_eq!(shortened(&"a".repeat(300)).len(), 200);
        // Three bytes each: 66 of them, and none in half.
        assert_eq!(shortened(&"€".repeat(100)), "€".repeat(66));
    }
}
