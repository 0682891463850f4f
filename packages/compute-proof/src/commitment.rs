//! The commitment to an output, one chunk of which can be opened and verified alone.
//!
//! C is read row by row, each element as four little-endian bytes, and cut into chunks of 32 elements (128 bytes), the
//! last of which may be shorter:
//!
//! - leaf(n) = RFC 6962 leaf hash of ("commonweal/compute-proof/chunk/v1\0" ‖ rows ‖ cols ‖ n ‖ bytes);
//! - commitment = SHA-256("commonweal/compute-proof/output/v1\0" ‖ rows ‖ cols ‖ 32 ‖ root of the leaves);
//!
//! with n as u64 and the others as u32, all little-endian. So neither a chunk nor a root means anything for another
//! position or shape.

use crate::matrix::extent;
use crate::{MatrixI32, OutputShape, ProofError};
use weal_attestation::merkle::{Tree, leaf_hash, root_from_proof};
use weal_attestation::{Hash, sha256};

/// Elements in a chunk: few, because whoever disputes one sends it on chain, where a byte costs what thirty hashed ones do.
pub const CHUNK_ELEMENTS: u32 = 32;
/// Bytes of an element.
pub const ELEMENT_BYTES: usize = 4;

/// [`CHUNK_ELEMENTS`] as positions count it.
const CHUNK: u64 = CHUNK_ELEMENTS as u64;

const CHUNK_DOMAIN: &[u8] = b"commonweal/compute-proof/chunk/v1\0";
const OUTPUT_DOMAIN: &[u8] = b"commonweal/compute-proof/output/v1\0";

/// A hash to which a worker binds itself before the challenge exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputCommitment([u8; 32]);

impl OutputCommitment {
    /// Takes the 32 bytes of a message or a settlement leaf.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of(shape: OutputShape, root: &Hash) -> Self {
        let [rows, cols, chunk] = [shape.rows(), shape.cols(), CHUNK_ELEMENTS].map(u32::to_le_bytes);
        Self(sha256(&[OUTPUT_DOMAIN, &rows, &cols, &chunk, root]))
    }
}

/// Number of chunks of an output.
///
/// ```
/// use weal_compute_proof::{OutputShape, commitment::chunk_count};
/// assert_eq!(chunk_count(OutputShape::new(1797, 10)?), 562); // ⌈17,970 / 32⌉
/// # Ok::<(), weal_compute_proof::ProofError>(())
/// ```
pub fn chunk_count(shape: OutputShape) -> u64 {
    shape.elements().div_ceil(CHUNK)
}

/// The chunk that holds an element, ⌊(row × cols + col) / 32⌋. Errors: `OutsideMatrix`.
pub fn chunk_of(shape: OutputShape, row: u32, col: u32) -> Result<u64, ProofError> {
    Ok(shape.position(row, col)? / CHUNK)
}

/// The commitment to an output. Hashes every byte once and then one node a chunk.
pub fn commit(output: &MatrixI32) -> OutputCommitment {
    CommittedOutput::new(output).commitment()
}

/// An output with the hash tree over its chunks: what a worker keeps to answer openings.
#[derive(Clone, Debug)]
pub struct CommittedOutput<'a> {
    output: &'a MatrixI32,
    tree: Tree,
}

impl<'a> CommittedOutput<'a> {
    /// Hashes the chunks.
    pub fn new(output: &'a MatrixI32) -> Self {
        Self::of_hashes(output, chunk_hashes(output, 0, usize::MAX))
    }

    /// Builds the tree from the hashes of all chunks of `output`, in order.
    pub(crate) fn of_hashes(output: &'a MatrixI32, hashes: Vec<Hash>) -> Self {
        Self { output, tree: Tree::from_leaf_hashes(hashes) }
    }

    /// The commitment to the output.
    pub fn commitment(&self) -> OutputCommitment {
        OutputCommitment::of(self.output.shape(), &self.tree.root())
    }

    /// A chunk's bytes with the siblings from its leaf to the root, bottom up. Errors: `NoSuchChunk`.
    pub fn open(&self, chunk: u64) -> Result<(Vec<u8>, Vec<Hash>), ProofError> {
        let no_such_chunk = ProofError::NoSuchChunk { chunk, chunks: chunk_count(self.output.shape()) };
        let index = usize::try_from(chunk).map_err(|_| no_such_chunk.clone())?;
        let elements = self.output.data().chunks(extent(CHUNK_ELEMENTS)).nth(index).ok_or(no_such_chunk)?;
        Ok((to_bytes(elements), self.tree.proof(chunk)?))
    }
}

/// A chunk that has been verified against a commitment; made only by [`verify_opening`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedChunk<'a> {
    shape: OutputShape,
    chunk: u64,
    bytes: &'a [u8],
}

impl VerifiedChunk<'_> {
    /// The committed value of an element. Errors: `OutsideMatrix`, `ElementNotInChunk`.
    pub fn element(&self, row: u32, col: u32) -> Result<i32, ProofError> {
        let (opened, required) = (self.chunk, chunk_of(self.shape, row, col)?);
        let not_here = ProofError::ElementNotInChunk { row, col, opened, required };
        if opened != required {
            return Err(not_here);
        }
        let within = self.shape.position(row, col)? % CHUNK;
        let index = usize::try_from(within).map_err(|_| not_here.clone())?;
        self.bytes.as_chunks().0.get(index).map(|bytes| i32::from_le_bytes(*bytes)).ok_or(not_here)
    }
}

/// Checks that `bytes` are chunk `chunk` of the output of shape `shape` behind `commitment`.
///
/// `shape` comes from the job, never from the one who opens. Errors: `NoSuchChunk`, `OpenedLength`, `Merkle` where the
/// proof is too long or short, `CommitmentMismatch`.
///
/// ```
/// use weal_compute_proof::{MatrixI32, commitment::{CommittedOutput, chunk_of, verify_opening}};
/// let output = MatrixI32::new(20, 30, (0..600).collect())?;
/// let committed = CommittedOutput::new(&output);
/// let chunk = chunk_of(output.shape(), 13, 7)?;
/// let (bytes, proof) = committed.open(chunk)?;
/// let verified = verify_opening(&committed.commitment(), output.shape(), chunk, &bytes, &proof)?;
/// assert_eq!(verified.element(13, 7)?, 13 * 30 + 7);
/// # Ok::<(), weal_compute_proof::ProofError>(())
/// ```
pub fn verify_opening<'a>(
    commitment: &OutputCommitment,
    shape: OutputShape,
    chunk: u64,
    bytes: &'a [u8],
    proof: &[Hash],
) -> Result<VerifiedChunk<'a>, ProofError> {
    let chunks = chunk_count(shape);
    if chunk >= chunks {
        return Err(ProofError::NoSuchChunk { chunk, chunks });
    }
    let required = chunk_bytes(shape, chunk);
    if bytes.len() != required {
        return Err(ProofError::OpenedLength { found: bytes.len(), required });
    }
    let root = root_from_proof(&chunk_hash(shape, chunk, bytes), chunk, chunks, proof)?;
    if OutputCommitment::of(shape, &root) != *commitment {
        return Err(ProofError::CommitmentMismatch);
    }
    Ok(VerifiedChunk { shape, chunk, bytes })
}

/// Bytes of an existing chunk: 1,024, or fewer for the last one.
fn chunk_bytes(shape: OutputShape, chunk: u64) -> usize {
    let before = chunk.saturating_mul(CHUNK);
    let elements = shape.elements().saturating_sub(before).min(CHUNK);
    usize::try_from(elements).unwrap_or_default().saturating_mul(ELEMENT_BYTES)
}

/// The hashes of `count` chunks from chunk `first` on, or of those there are.
pub(crate) fn chunk_hashes(output: &MatrixI32, first: u64, count: usize) -> Vec<Hash> {
    let chunks = output.data().chunks(extent(CHUNK_ELEMENTS));
    let from = usize::try_from(first).unwrap_or(usize::MAX);
    let of_chunk = |(index, chunk): (u64, &[i32])| chunk_hash(output.shape(), index, &to_bytes(chunk));
    (first..).zip(chunks.skip(from).take(count)).map(of_chunk).collect()
}

fn chunk_hash(shape: OutputShape, chunk: u64, bytes: &[u8]) -> Hash {
    let [rows, cols] = [shape.rows(), shape.cols()].map(u32::to_le_bytes);
    leaf_hash(&[CHUNK_DOMAIN, &rows, &cols, &chunk.to_le_bytes(), bytes].concat())
}

fn to_bytes(elements: &[i32]) -> Vec<u8> {
    elements.iter().flat_map(|element| element.to_le_bytes()).collect()
}
