//! The product, its commitment and its check with this machine's vector instructions and threads.
//!
//! The same bits as the portable functions, for any kernel and any number of threads. For workers and oracle nodes
//! (feature `native`): a contract that depends on this crate gets none of it.
// Indices and lengths here are below the bounds that `Shape` checks.
#![allow(clippy::arithmetic_side_effects)]

mod check;
#[cfg(feature = "cuda")]
mod gpu;
mod product;

pub use check::{check, check_committed};
#[cfg(feature = "cuda")]
pub use gpu::{Gpu, GpuError, GpuInputs};
pub use product::multiply;
pub use weal_compute_kernels::Kernel;

use crate::commitment::{chunk_count, chunk_hashes};
use crate::field::Residue;
use crate::matrix::extent;
use crate::{CommittedOutput, MatrixI32};
use std::num::NonZeroUsize;
use std::ops::Range;

/// Returns the number of threads that this process may run at once.
pub fn all_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// [`CommittedOutput::new`], the chunks shared among `threads`.
pub fn commit(output: &MatrixI32, threads: NonZeroUsize) -> CommittedOutput<'_> {
    let chunks = u32::try_from(chunk_count(output.shape())).unwrap_or(u32::MAX);
    let hashes = in_bands(chunks, 1, threads, |band| {
        // The last band takes the chunks that a u32 does not count.
        let count = if band.end == chunks { usize::MAX } else { band.len() };
        chunk_hashes(output, band.start.into(), count)
    });
    CommittedOutput::of_hashes(output, hashes.concat())
}

fn values(residues: &[Residue]) -> Vec<u64> {
    residues.iter().map(|residue| residue.value()).collect()
}

/// `work` on consecutive ranges of 0..`count`, one a thread, that start at multiples of `unit`; its results in order.
fn in_bands<T: Send>(
    count: u32,
    unit: u32,
    threads: NonZeroUsize,
    work: impl Fn(Range<u32>) -> T + Sync,
) -> Vec<T> {
    let threads = u32::try_from(threads.get()).unwrap_or(u32::MAX);
    let share = count.div_ceil(threads).next_multiple_of(unit);
    if share >= count {
        return vec![work(0..count)];
    }
    let bands = (0..count).step_by(extent(share)).map(|start| start..count.min(start.saturating_add(share)));
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = bands.map(|band| scope.spawn(move || work(band))).collect();
        // A panic in a worker is a panic here.
        let joined = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
