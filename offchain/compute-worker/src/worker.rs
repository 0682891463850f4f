//! Doing the work of one lease for one epoch.

use crate::{DigitsJob, Epoch, WorkReport, WorkerError};
use api::compute_escrow::{ExecuteMsg, Job, LeaseResponse, OutputCommit, QueryMsg};
use client::{Chain, ComputeEscrow, Receipt};
use compute_proof::commitment::{OutputCommitment, commit};
use compute_proof::native::{Kernel, all_threads, multiply};
use compute_proof::{MatrixI32, ProofError};
use cosmwasm_std::Binary;
use std::time::{Duration, Instant};

/// Images in one request.
const REQUEST_IMAGES: usize = 100;

/// What a dishonest provider does: for the demo and for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// One element of the product is off by one.
    WrongElement {
        /// Its row.
        row: u32,
        /// Its column.
        col: u32,
    },
}

/// A provider's worker for one lease.
#[derive(Debug)]
pub struct Worker {
    /// Where the lease is.
    pub escrow: ComputeEscrow,
    /// The provider's key.
    pub account: String,
    /// The lease.
    pub lease_id: u64,
    /// None for an honest provider.
    pub fault: Option<Fault>,
}

/// What a worker has to show.
#[derive(Clone, Debug)]
pub struct Work {
    /// Meter readings and commitment.
    pub report: WorkReport,
    /// What was computed, so that anyone can dispute the product.
    pub job: Job,
    /// The product itself.
    pub product: MatrixI32,
}

impl Worker {
    /// Computes the job and meters it. Nothing is sent yet. Errors: `NothingToMeter`, `Client`, `Proof`.
    pub fn work(&self, chain: &dyn Chain, job: &DigitsJob, epoch: &Epoch) -> Result<Work, WorkerError> {
        let lease: LeaseResponse = self.escrow.query(chain, &QueryMsg::Lease { lease_id: self.lease_id })?;
        let (product, latencies) = compute(job)?;
        let product = self.spoil(product)?;
        let metered_until = epoch.ends_at.min(lease.runway_until);
        let seconds = metered_until.checked_sub(lease.starts_at).ok_or(WorkerError::NothingToMeter {
            lease_id: self.lease_id,
            starts_at: lease.starts_at,
            ends_at: epoch.ends_at,
        })?;
        let report = WorkReport {
            lease_id: self.lease_id,
            epoch: epoch.number,
            gpu_seconds: u64::from(lease.gpus) * seconds,
            uptime_seconds: seconds,
            latency_p95_ms: percentile_95_ms(latencies),
            metered_until,
            rows: product.rows(),
            cols: product.cols(),
            output_commitment: hex::encode(commit(&product).as_bytes()),
        };
        Ok(Work { report, job: job.declaration(), product })
    }

    /// Records the commitment on chain: from now on the work cannot change.
    pub fn commit(&self, chain: &dyn Chain, work: &Work) -> Result<Receipt, WorkerError> {
        let commitment: OutputCommitment = commit(&work.product);
        let message = ExecuteMsg::CommitOutput(OutputCommit {
            lease_id: self.lease_id,
            epoch: work.report.epoch,
            commitment: Binary::new(commitment.as_bytes().to_vec()),
            job: Some(work.job.clone()),
        });
        Ok(self.escrow.execute(chain, &self.account, &message)?)
    }

    fn spoil(&self, product: MatrixI32) -> Result<MatrixI32, WorkerError> {
        let Some(Fault::WrongElement { row, col }) = self.fault else { return Ok(product) };
        let shape = product.shape();
        let position = usize::try_from(shape.position(row, col)?).unwrap_or(usize::MAX);
        let mut data = product.data().to_vec();
        if let Some(element) = data.get_mut(position) {
            *element += 1;
        }
        Ok(MatrixI32::new(shape.rows(), shape.cols(), data)?)
    }
}

/// The product, request by request, with the best instructions this processor has; and how long each took.
fn compute(job: &DigitsJob) -> Result<(MatrixI32, Vec<Duration>), WorkerError> {
    let requests = job.requests(REQUEST_IMAGES)?;
    let (mut data, mut latencies) = (Vec::new(), Vec::new());
    for request in &requests {
        let started = Instant::now();
        data.extend_from_slice(multiply(request, Kernel::best(), all_threads())?.data());
        latencies.push(started.elapsed());
    }
    let shape = job.inputs().shape().output();
    let product: Result<_, ProofError> = MatrixI32::new(shape.rows(), shape.cols(), data);
    Ok((product?, latencies))
}

fn percentile_95_ms(mut latencies: Vec<Duration>) -> u64 {
    latencies.sort();
    let rank = (latencies.len() * 95).div_ceil(100).saturating_sub(1);
    let slow = latencies.get(rank).copied().unwrap_or_default();
    u64::try_from(slow.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_95th_percentile_is_by_nearest_rank_and_rounded_up() {
        let milliseconds = |n: u64| Duration::from_micros(n * 1_000 - 500);
        assert_eq!(percentile_95_ms((1..=100).map(milliseconds).collect()), 95);
        assert_eq!(percentile_95_ms(vec![milliseconds(7)]), 7);
        assert_eq!(percentile_95_ms(vec![]), 0);
    }
}
