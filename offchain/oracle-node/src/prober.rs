//! Probing machines: each is sent one request of its job, and must answer it right and in time.

use crate::probes::{ProbeLogs, ProbeOutcome};
use crate::together::{AT_ONCE, together};
use compute_worker::{Machine, Probed, WorkerError};
use rand::Rng;
use std::time::{Duration, Instant};

/// A lease and the machine that must answer for it.
#[derive(Clone, Copy)]
pub struct ProbeTarget<'a> {
    /// The lease.
    pub lease_id: u64,
    /// The lease's machine.
    pub machine: &'a dyn Probed,
}

/// Probes all machines at once and notes what they answered at `at` (Unix seconds). Which request each is sent is drawn;
/// `reference` computes what the answer must be. Errors: `Worker` where the reference itself fails.
pub fn probe(
    reference: &Machine,
    targets: &[ProbeTarget<'_>],
    at: u64,
    logs: &mut ProbeLogs,
) -> Result<(), WorkerError> {
    let number = rand::thread_rng().gen_range(0..reference.requests().len().max(1));
    let expected = reference.compute(number)?;
    let max_elements = expected.shape().elements();
    let outcomes = together(targets, AT_ONCE, |target| {
        let started = Instant::now();
        let answer = target.machine.answer(number, max_elements);
        let taken = started.elapsed();
        match answer {
            Ok(product) if product.data() == expected.data() => {
                ProbeOutcome::Answered { milliseconds: milliseconds(taken) }
            }
            _ => ProbeOutcome::Failed,
        }
    });
    for (target, outcome) in targets.iter().zip(outcomes) {
        logs.note(target.lease_id, at, outcome);
    }
    Ok(())
}

/// Converts a time to milliseconds, rounded up.
fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX)
}
