//! A worker's report of its work.

use serde::{Deserialize, Serialize};

/// A settlement epoch: everyone who attests it must mean the same seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Epoch {
    /// Counted from 1.
    pub number: u64,
    /// First second (Unix time): the epoch before's end.
    pub starts_at: u64,
    /// Last second (Unix time).
    pub ends_at: u64,
}

/// Names the product that a worker has to show. It says nothing of time or money: oracles meter the lease on chain and probe the
/// machine themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkReport {
    /// The lease.
    pub lease_id: u64,
    /// The epoch the output belongs to.
    pub epoch: u64,
    /// Rows of the product.
    pub rows: u32,
    /// Columns of the product.
    pub cols: u32,
    /// Commitment to the product, hex.
    pub output_commitment: String,
}
