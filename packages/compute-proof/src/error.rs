//! The reasons for which an input, a shape or an opening is refused.

use thiserror::Error;
use weal_attestation::merkle::MerkleError;

/// Everything this crate refuses.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ProofError {
    /// A matrix has no rows or no columns.
    #[error("a {rows}×{cols} matrix is empty")]
    Empty {
        /// Rows given.
        rows: u32,
        /// Columns given.
        cols: u32,
    },
    /// The inner dimension is zero, or so large that a sum could leave i32.
    #[error("inner dimension {found} is outside 1..={max}")]
    InnerOutOfRange {
        /// Inner dimension given.
        found: u64,
        /// Largest allowed.
        max: u32,
    },
    /// A matrix has more rows or columns than the counters allow.
    #[error("side {found} is longer than {max}")]
    SideTooLong {
        /// Rows or columns given.
        found: u64,
        /// Longest allowed.
        max: u32,
    },
    /// The matrix does not fit this machine's address space.
    #[error("a {rows}×{cols} matrix does not fit in memory")]
    DoesNotFit {
        /// Rows given.
        rows: u32,
        /// Columns given.
        cols: u32,
    },
    /// The number of elements is not rows × columns.
    #[error("{found} elements for a {rows}×{cols} matrix")]
    ElementCount {
        /// Rows stated.
        rows: u32,
        /// Columns stated.
        cols: u32,
        /// Elements given.
        found: usize,
    },
    /// The two factors do not share their inner dimension.
    #[error("the left factor has {left} columns, the right factor {right} rows")]
    InnerMismatch {
        /// Columns of the left factor, or length of the row.
        left: u64,
        /// Rows of the right factor, or length of the column.
        right: u64,
    },
    /// The output has another shape than the inputs give.
    #[error("the output is {found_rows}×{found_cols}, the inputs give {rows}×{cols}")]
    OutputShapeMismatch {
        /// Rows the inputs give.
        rows: u32,
        /// Columns the inputs give.
        cols: u32,
        /// Rows of the output.
        found_rows: u32,
        /// Columns of the output.
        found_cols: u32,
    },
    /// The element is outside the matrix.
    #[error("element ({row}, {col}) is outside a {rows}×{cols} matrix")]
    OutsideMatrix {
        /// Row asked for, from 0.
        row: u32,
        /// Column asked for, from 0.
        col: u32,
        /// Rows of the matrix.
        rows: u32,
        /// Columns of the matrix.
        cols: u32,
    },
    /// The chunk is outside the output.
    #[error("chunk {chunk} is outside an output of {chunks} chunks")]
    NoSuchChunk {
        /// Chunk asked for, from 0.
        chunk: u64,
        /// Chunks of the output.
        chunks: u64,
    },
    /// The opened bytes are not as many as that position holds.
    #[error("{found} bytes opened where {required} are committed")]
    OpenedLength {
        /// Bytes given.
        found: usize,
        /// Bytes that position holds.
        required: usize,
    },
    /// The element is in another chunk than the opened one.
    #[error("element ({row}, {col}) is in chunk {required}, not in the opened chunk {opened}")]
    ElementNotInChunk {
        /// Row asked for.
        row: u32,
        /// Column asked for.
        col: u32,
        /// Chunk that was opened.
        opened: u64,
        /// Chunk that holds the element.
        required: u64,
    },
    /// The opening leads to another commitment.
    #[error("the opening does not lead to the commitment")]
    CommitmentMismatch,
    /// The inclusion proof is malformed.
    #[error(transparent)]
    Merkle(#[from] MerkleError),
}
