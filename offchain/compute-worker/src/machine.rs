//! The machine of a lease as oracles probe it: it computes one request of the job when asked.

use crate::{DigitsJob, WorkerError};
use weal_compute_proof::native::{Kernel, all_threads, multiply};
use weal_compute_proof::{Inputs, MatrixI32};

/// Images in one request.
pub const REQUEST_IMAGES: usize = 100;

/// Somewhere to send one request of a lease's job.
pub trait Probed: Sync {
    /// The product of request `number`, as the machine computes it now; of at most `max_elements`.
    fn answer(&self, number: usize, max_elements: u64) -> Result<MatrixI32, WorkerError>;
}

/// A machine that is up.
#[derive(Debug)]
pub struct Machine {
    requests: Vec<Inputs>,
}

impl Machine {
    /// The machine for this job. Errors: `Proof`.
    pub fn of(job: &DigitsJob) -> Result<Self, WorkerError> {
        Ok(Self { requests: job.requests(REQUEST_IMAGES)? })
    }

    /// The job in requests.
    pub fn requests(&self) -> &[Inputs] {
        &self.requests
    }

    /// Computes one request. Errors: `NoRequest`, `Proof`.
    pub fn compute(&self, number: usize) -> Result<MatrixI32, WorkerError> {
        let of = self.requests.len();
        let request = self.requests.get(number).ok_or(WorkerError::NoRequest { number, of })?;
        Ok(multiply(request, Kernel::best(), all_threads())?)
    }
}

impl Probed for Machine {
    fn answer(&self, number: usize, _max_elements: u64) -> Result<MatrixI32, WorkerError> {
        self.compute(number)
    }
}
