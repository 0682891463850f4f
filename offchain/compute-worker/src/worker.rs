//! Doing the work of one lease for one epoch.

use crate::{DigitsJob, Epoch, WorkReport, WorkerError};
use cosmwasm_std::Binary;
use weal_api::compute_escrow::{ExecuteMsg, Job, LeaseResponse, OutputCommit, QueryMsg};
use weal_client::{Chain, ComputeEscrow, Receipt};
use weal_compute_proof::MatrixI32;
use weal_compute_proof::commitment::{OutputCommitment, commit};
use weal_compute_proof::native::{Kernel, all_threads, multiply};

/// A dishonest provider's fault: for the demo and for tests.
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
    /// The escrow that holds the lease.
    pub escrow: ComputeEscrow,
    /// The provider's key.
    pub account: String,
    /// The lease.
    pub lease_id: u64,
    /// The fault of a dishonest provider; `None` for an honest one.
    pub fault: Option<Fault>,
}

/// A worker's result, with all that it has to show.
#[derive(Clone, Debug)]
pub struct Work {
    /// The report that names the product.
    pub report: WorkReport,
    /// The job, so that anyone can dispute the product.
    pub job: Job,
    /// The product itself.
    pub product: MatrixI32,
}

impl Worker {
    /// Computes the job. Nothing is sent yet. Errors: `NothingToDo`, `Client`, `Proof`.
    pub fn work(&self, chain: &dyn Chain, job: &DigitsJob, epoch: &Epoch) -> Result<Work, WorkerError> {
        let lease: LeaseResponse = self.escrow.query(chain, &QueryMsg::Lease { lease_id: self.lease_id })?;
        if lease.starts_at > epoch.ends_at {
            let (lease_id, starts_at, ends_at) = (self.lease_id, lease.starts_at, epoch.ends_at);
            return Err(WorkerError::NothingToDo { lease_id, starts_at, ends_at });
        }
        let product = self.spoil(multiply(job.inputs(), Kernel::best(), all_threads())?)?;
        let report = WorkReport {
            lease_id: self.lease_id,
            epoch: epoch.number,
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
