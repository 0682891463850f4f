//! The judgement of one element: what the provider committed to beside what the inputs give.

use crate::DisputeError;
use crate::leases::check_job;
use weal_api::compute_escrow::{ElementOpening, ElementPosition, Job, JobInputs, OpenedLines};
use weal_api::oracle::hash_from;
use weal_attestation::Hash;
use weal_compute_proof::commitment::{chunk_of, verify_opening};
use weal_compute_proof::input_commitment::element_of_opened;
use weal_compute_proof::{InputCommitment, Inputs, LineOpening, OutputCommitment, Seed};

/// (what the provider committed to, what the inputs give) at one position.
///
/// Errors: `Proof` where an opening does not lead to its commitment; `ProofLength`; `WrongLines`.
pub(crate) fn judge(
    job: &Job,
    commitment: &Hash,
    element: ElementPosition,
    opening: &ElementOpening,
) -> Result<(i32, i32), DisputeError> {
    let (shape, ElementPosition { row, col }) = (check_job(job)?, element);
    let chunk = chunk_of(shape.output(), row, col)?;
    let proof = hashes("chunk_proof", &opening.chunk_proof)?;
    let commitment = OutputCommitment::from_bytes(*commitment);
    let committed =
        verify_opening(&commitment, shape.output(), chunk, &opening.chunk, &proof)?.element(row, col)?;
    let expected = match (&job.inputs, &opening.lines) {
        (JobInputs::Seeded { seed }, None) => {
            let seed = Seed(hash_from("seed", seed)?);
            weal_compute_proof::product::element(&Inputs::seeded(shape, &seed), row, col)?
        }
        (JobInputs::Committed { commitment }, Some(lines)) => {
            let commitment = InputCommitment::from_bytes(hash_from("commitment", commitment)?);
            let (a_row, b_col) = opened(element, lines)?;
            element_of_opened(&commitment, shape, &a_row, &b_col)?
        }
        (JobInputs::Seeded { .. }, Some(_)) => {
            return Err(DisputeError::WrongLines { inputs: "generated", needed: "not taken" });
        }
        (JobInputs::Committed { .. }, None) => {
            return Err(DisputeError::WrongLines { inputs: "committed", needed: "needed" });
        }
    };
    Ok((committed, expected))
}

fn opened(element: ElementPosition, lines: &OpenedLines) -> Result<(LineOpening, LineOpening), DisputeError> {
    let elements = |bytes: &[u8]| bytes.iter().map(|byte| byte.cast_signed()).collect();
    Ok((
        LineOpening {
            index: element.row,
            elements: elements(&lines.a_row),
            proof: hashes("a_proof", &lines.a_proof)?,
        },
        LineOpening {
            index: element.col,
            elements: elements(&lines.b_col),
            proof: hashes("b_proof", &lines.b_proof)?,
        },
    ))
}

fn hashes(field: &'static str, bytes: &[u8]) -> Result<Vec<Hash>, DisputeError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() {
        return Ok(hashes.to_vec());
    }
    Err(DisputeError::ProofLength { field, found: bytes.len() })
}
