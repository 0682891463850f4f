//! Jobs whose results can be judged on chain, and what is brought against a result.

use cosmwasm_std::{Addr, Binary, Uint128};
use std::fmt;
use weal_records::Packed;

/// A matrix product of INT8 inputs, as `docs/spec/compute-proof.md` defines it: C = A·B, A rows × inner, B inner × cols.
#[weal_wire::message]
#[derive(Eq, Packed)]
pub struct Job {
    /// Rows of A and C.
    pub rows: u32,
    /// Columns of A, rows of B: 131,071 at most from a seed, 16,384 at most with committed inputs.
    pub inner: u32,
    /// Columns of B and C.
    pub cols: u32,
    /// The origin of A and B.
    pub inputs: JobInputs,
}

/// The origin of a job's inputs.
#[weal_wire::message]
#[derive(Eq, Packed)]
pub enum JobInputs {
    /// The generator, from a seed.
    Seeded {
        /// The seed, 32 bytes.
        seed: Binary,
    },
    /// Data that a commitment fixes.
    Committed {
        /// The commitment to both inputs, 32 bytes.
        commitment: Binary,
    },
}

impl fmt::Display for Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (how, hash) = match &self.inputs {
            JobInputs::Seeded { seed } => ("the seed", seed),
            JobInputs::Committed { commitment } => ("the commitment", commitment),
        };
        let Self { rows, inner, cols, .. } = self;
        write!(formatter, "{rows} by {inner} times {inner} by {cols} from {how} {hash}")
    }
}

/// One element of an output, from 0.
#[weal_wire::message]
#[derive(Copy, Eq, Packed)]
pub struct ElementPosition {
    /// Row of C.
    pub row: u32,
    /// Column of C.
    pub col: u32,
}

/// The proof of one element of a committed output, and of the inputs that it is computed from.
#[weal_wire::message]
#[derive(Eq)]
pub struct ElementOpening {
    /// The chunk that holds the element: up to 256 elements, four little-endian bytes each.
    pub chunk: Binary,
    /// The siblings from the chunk to the root, 32 bytes each, bottom up.
    pub chunk_proof: Binary,
    /// The row of A and the column of B, for a job with committed inputs; none for one from a seed.
    pub lines: Option<OpenedLines>,
}

/// One row of A and one column of B with their ways to the roots.
#[weal_wire::message]
#[derive(Eq)]
pub struct OpenedLines {
    /// The row's elements in two's complement, a byte each.
    pub a_row: Binary,
    /// The row's siblings, 32 bytes each, bottom up.
    pub a_proof: Binary,
    /// The column's elements in two's complement, a byte each.
    pub b_col: Binary,
    /// The column's siblings, 32 bytes each, bottom up.
    pub b_proof: Binary,
}

/// A provider's commitment to its output of one epoch.
#[weal_wire::message]
#[derive(Eq)]
pub struct OutputCommit {
    /// The lease.
    pub lease_id: u64,
    /// The settlement epoch whose leaf must carry it.
    pub epoch: u64,
    /// The commitment, 32 bytes, not all zero.
    pub commitment: Binary,
    /// The job that was computed; none says that the output is of no job, so that nobody can dispute it on chain. It
    /// must be the job in force when the epoch starts, where there is one: else the epoch's leaf is not paid.
    pub job: Option<Job>,
}

/// A wish to see one element of a committed output.
#[weal_wire::message]
#[derive(Eq)]
pub struct OpeningRequest {
    /// The lease.
    pub lease_id: u64,
    /// The epoch.
    pub epoch: u64,
    /// The element to show; drawn from commitment, root and requester where left out.
    pub element: Option<ElementPosition>,
}

/// A wrong element of a committed output.
#[weal_wire::message]
#[derive(Eq)]
pub struct ElementDispute {
    /// The lease.
    pub lease_id: u64,
    /// The settlement epoch that the output was committed for.
    pub epoch: u64,
    /// The wrong element.
    pub element: ElementPosition,
    /// The provider's committed element, with its proof.
    pub opening: ElementOpening,
}

/// An open request for one element.
#[weal_wire::record]
pub struct RequestResponse {
    /// The epoch.
    pub epoch: u64,
    /// The element to show.
    pub element: ElementPosition,
    /// The account that asked.
    pub requester: Addr,
    /// The bond that the requester left, base units.
    pub bond: Uint128,
    /// The last second to answer, Unix time.
    pub answer_until: u64,
    /// The number of the provider's registration that answers for the request.
    pub provider_number: u64,
    /// True where nothing is left to decide, because the epoch is void or the lease forfeited: `ResolveRequest` gives
    /// the bond back at once.
    pub is_moot: bool,
}

/// A page of open requests.
#[weal_wire::record]
pub struct RequestsResponse {
    /// Rows, by epoch, then by requester.
    pub requests: Vec<RequestResponse>,
}

/// The name of one of a lease's requests.
#[weal_wire::message]
#[derive(Eq)]
pub struct RequestName {
    /// The epoch asked about.
    pub epoch: u64,
    /// The account that asks.
    pub requester: String,
}
