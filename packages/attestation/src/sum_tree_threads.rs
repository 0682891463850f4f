//! One level of a sum tree on several threads: for oracle nodes, never for contracts.

use crate::sum_tree::{SumNode, SumTreeError};
use std::num::NonZeroUsize;

/// The number of items below which a thread costs more than it saves.
const FEWEST_ITEMS: usize = 4096;

/// `map` of consecutive pieces of `items`, joined in order; pieces start at multiples of `unit`.
pub(crate) fn in_pieces<T: Sync>(
    items: &[T],
    unit: usize,
    threads: NonZeroUsize,
    map: impl Fn(&[T]) -> Result<Vec<SumNode>, SumTreeError> + Sync,
) -> Result<Vec<SumNode>, SumTreeError> {
    if threads.get() == 1 || items.len() < FEWEST_ITEMS {
        return map(items);
    }
    let piece = items.len().div_ceil(threads.get()).next_multiple_of(unit.max(1));
    let pieces: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = items.chunks(piece).map(|piece| scope.spawn(|| map(piece))).collect::<Vec<_>>();
        // A panic in a worker is a panic here.
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut joined = Vec::with_capacity(items.len());
    for piece in pieces {
        joined.extend(piece?);
    }
    Ok(joined)
}
