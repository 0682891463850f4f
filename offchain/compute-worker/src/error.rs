//! Failures of a worker.

use thiserror::Error;
use weal_client::ClientError;
use weal_compute_proof::ProofError;

/// Failures of a worker.
#[derive(Debug, Error)]
pub enum WorkerError {
    /// The chain.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The product.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The job's files are not what their page says.
    #[error("the digits have {found} bytes of {what}, {required} are needed")]
    Job {
        /// The part of the job.
        what: &'static str,
        /// Its size.
        found: usize,
        /// The size needed.
        required: usize,
    },
    /// The lease began after the epoch ended.
    #[error("lease {lease_id} begins at {starts_at}, the epoch ends at {ends_at}: there is nothing to do")]
    NothingToDo {
        /// The lease.
        lease_id: u64,
        /// Its first second.
        starts_at: u64,
        /// The epoch's last second.
        ends_at: u64,
    },
    /// A probe for a request that the job does not have.
    #[error("the job has {of} requests, there is no request {number}")]
    NoRequest {
        /// The row or column that was asked for, from 0.
        number: usize,
        /// Number of them that there are.
        of: usize,
    },
    /// A worker that does not answer as it should.
    #[error("the worker at {url} did not answer {path}: {reason}")]
    Source {
        /// The service's address.
        url: String,
        /// The path that was asked.
        path: String,
        /// The failure, for people.
        reason: String,
    },
}
