//! The commitment to inputs given as data, from which one row of A and one column of B can be opened.
//!
//! It does for data what the seed does for generated inputs: it fixes both factors in 32 bytes, and lets a contract
//! recompute one element. A line is a row of A or a column of B:
//!
//! - leaf(M, n) = RFC 6962 leaf hash of ("commonweal/compute-proof/line/v1\0" ‖ M ‖ K ‖ n ‖ bytes), M the byte `A` or `B`;
//! - commitment = SHA-256("commonweal/compute-proof/input/v1\0" ‖ rows ‖ K ‖ cols ‖ root over A ‖ root over B);
//!
//! with all numbers as u32, little-endian, and the bytes in two's complement.

use crate::generator::Factor;
use crate::matrix::extent;
use crate::product::dot_product;
use crate::{Inputs, ProofError, Shape};
use weal_attestation::merkle::{Tree, leaf_hash, root_from_proof};
use weal_attestation::{Hash, sha256};

const LINE_DOMAIN: &[u8] = b"commonweal/compute-proof/line/v1\0";
const INPUT_DOMAIN: &[u8] = b"commonweal/compute-proof/input/v1\0";

/// The 32 bytes that fix both factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputCommitment([u8; 32]);

impl InputCommitment {
    /// Takes the 32 bytes of a message or a job.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of(shape: Shape, a_root: &Hash, b_root: &Hash) -> Self {
        let [rows, inner, cols] = [shape.rows(), shape.inner(), shape.cols()].map(u32::to_le_bytes);
        Self(sha256(&[INPUT_DOMAIN, &rows, &inner, &cols, a_root, b_root]))
    }
}

/// Inputs with the hash trees over their lines.
#[derive(Clone, Debug)]
pub struct CommittedInputs<'a> {
    inputs: &'a Inputs,
    a: Tree,
    b: Tree,
}

/// One line with its way to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineOpening {
    /// Row of A or column of B, from 0.
    pub index: u32,
    /// The line's K elements.
    pub elements: Vec<i8>,
    /// Siblings from the leaf to the root, bottom up.
    pub proof: Vec<Hash>,
}

impl<'a> CommittedInputs<'a> {
    /// Hashes every line of both factors.
    pub fn new(inputs: &'a Inputs) -> Self {
        let shape = inputs.shape();
        let tree = |factor, lines| {
            let mut elements = vec![0; extent(shape.inner())];
            let leaf = |line| {
                inputs.read_line(factor, line, 0, &mut elements);
                line_hash(factor, line, &elements)
            };
            Tree::from_leaf_hashes((0..lines).map(leaf).collect())
        };
        Self { inputs, a: tree(Factor::A, shape.rows()), b: tree(Factor::B, shape.cols()) }
    }

    /// The commitment to both factors.
    pub fn commitment(&self) -> InputCommitment {
        InputCommitment::of(self.inputs.shape(), &self.a.root(), &self.b.root())
    }

    /// Row `row` of A and column `col` of B, what element (row, col) is made of. Errors: `OutsideMatrix`.
    pub fn open(&self, row: u32, col: u32) -> Result<(LineOpening, LineOpening), ProofError> {
        let a =
            LineOpening { index: row, elements: self.inputs.a_row(row)?, proof: self.a.proof(row.into())? };
        let b =
            LineOpening { index: col, elements: self.inputs.b_col(col)?, proof: self.b.proof(col.into())? };
        Ok((a, b))
    }
}

/// Element (`a_row.index`, `b_col.index`) of the product of the committed inputs, once both lines are verified.
///
/// `shape` comes from the job. Errors: `OutsideMatrix`, `OpenedLength`, `Merkle` where a proof is too long or short,
/// `CommitmentMismatch`.
pub fn element_of_opened(
    commitment: &InputCommitment,
    shape: Shape,
    a_row: &LineOpening,
    b_col: &LineOpening,
) -> Result<i32, ProofError> {
    shape.output().position(a_row.index, b_col.index)?;
    let a_root = root_of_line(Factor::A, shape, a_row)?;
    let b_root = root_of_line(Factor::B, shape, b_col)?;
    if InputCommitment::of(shape, &a_root, &b_root) != *commitment {
        return Err(ProofError::CommitmentMismatch);
    }
    dot_product(&a_row.elements, &b_col.elements)
}

fn root_of_line(factor: Factor, shape: Shape, line: &LineOpening) -> Result<Hash, ProofError> {
    let (found, required) = (line.elements.len(), extent(shape.inner()));
    if found != required {
        return Err(ProofError::OpenedLength { found, required });
    }
    let lines = match factor {
        Factor::A => shape.rows(),
        Factor::B => shape.cols(),
    };
    let leaf = line_hash(factor, line.index, &line.elements);
    Ok(root_from_proof(&leaf, line.index.into(), lines.into(), &line.proof)?)
}

/// The elements' count stands for K: it is checked against the shape wherever a line comes from outside.
fn line_hash(factor: Factor, line: u32, elements: &[i8]) -> Hash {
    let inner = u32::try_from(elements.len()).unwrap_or(u32::MAX).to_le_bytes();
    let bytes: Vec<u8> = elements.iter().map(|element| element.cast_unsigned()).collect();
    leaf_hash(&[LINE_DOMAIN, &[factor.tag()], &inner, &line.to_le_bytes(), &bytes].concat())
}
