//! The opening that shows one element of a product to the escrow.

use crate::{DigitsJob, WorkerError};
use cosmwasm_std::Binary;
use weal_api::compute_escrow::{ElementOpening, ElementPosition, OpenedLines};
use weal_compute_proof::commitment::{CommittedOutput, chunk_of};
use weal_compute_proof::{CommittedInputs, MatrixI32};

impl DigitsJob {
    /// The chunk of `product` that holds the element, and the two lines of the inputs that it is made of, each with its
    /// way to the commitment: what `DisputeElement` and `AnswerRequest` take. Errors: `Proof` outside the product.
    pub fn opening(
        &self,
        product: &MatrixI32,
        ElementPosition { row, col }: ElementPosition,
    ) -> Result<ElementOpening, WorkerError> {
        let (chunk, chunk_proof) =
            CommittedOutput::new(product).open(chunk_of(product.shape(), row, col)?)?;
        let (a, b) = CommittedInputs::new(self.inputs()).open(row, col)?;
        let bytes = |line: &[i8]| Binary::new(line.iter().map(|element| element.cast_unsigned()).collect());
        Ok(ElementOpening {
            chunk: Binary::new(chunk),
            chunk_proof: Binary::new(chunk_proof.concat()),
            lines: Some(OpenedLines {
                a_row: bytes(&a.elements),
                a_proof: Binary::new(a.proof.concat()),
                b_col: bytes(&b.elements),
                b_proof: Binary::new(b.proof.concat()),
            }),
        })
    }
}
