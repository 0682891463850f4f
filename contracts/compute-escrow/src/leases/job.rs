//! The jobs that a lease can have.

use crate::DisputeError;
use weal_api::compute_escrow::{Job, JobInputs};
use weal_api::oracle::hash_from;
use weal_compute_proof::Shape;

/// The longest lines that a dispute may bring: 16,384 bytes each.
const MAX_COMMITTED_INNER: u32 = 16_384;

/// Returns the shape of a job, or refuses a job that cannot be proven. Errors: `Proof`, `Hash`, `InnerTooLong`.
pub(crate) fn check_job(job: &Job) -> Result<Shape, DisputeError> {
    let shape = Shape::new(job.rows, job.inner, job.cols)?;
    match &job.inputs {
        JobInputs::Seeded { seed } => hash_from("seed", seed)?,
        JobInputs::Committed { commitment } => hash_from("commitment", commitment)?,
    };
    let is_committed = matches!(job.inputs, JobInputs::Committed { .. });
    if is_committed && job.inner > MAX_COMMITTED_INNER {
        return Err(DisputeError::InnerTooLong { found: job.inner, max: MAX_COMMITTED_INNER });
    }
    Ok(shape)
}
