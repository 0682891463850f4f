//! The meter of a lease at an epoch's end, from what the chain says of it alone.

use crate::readings::AcceptedWork;
use compute_worker::Epoch;
use cosmwasm_std::{Binary, Uint128, Uint256};
use weal_api::compute_escrow::{LeaseResponse, LeaseSegment, LeaseStatus, RATE_SCALE};

/// Returns the lease's account until the epoch's end, with its `output_commitment`; or the reason why there is nothing to pay.
///
/// Whatever happens to a lease after the epoch's end leaves this unchanged: a stop, a change of GPUs, a payment and a
/// refund then lie beyond it.
pub(crate) fn meter(
    lease: &LeaseResponse,
    epoch: &Epoch,
    output_commitment: Binary,
) -> Result<AcceptedWork, String> {
    if matches!(lease.status, LeaseStatus::Pending { .. }) {
        return Err("the lease has not begun".into());
    }
    let metered_until = epoch.ends_at.min(lease.runway_until);
    if metered_until <= lease.starts_at {
        return Err("the lease has not run in this epoch".into());
    }
    let gpu_seconds =
        gpu_seconds(&lease.schedule, metered_until).ok_or("the GPU-seconds are above 2^64 − 1")?;
    // Rounded down, as the escrow computes the price of time run.
    let charge = lease.rate.full_mul(Uint128::from(gpu_seconds)) / Uint256::from(RATE_SCALE);
    let charge = Uint128::try_from(charge).map_err(|_| "the charge is above 2^128 − 1")?.min(lease.deposit);
    Ok(AcceptedWork {
        charge,
        provider: lease.provider.clone().into(),
        output_commitment,
        starts_at: lease.starts_at,
        metered_until,
        gpu_seconds,
    })
}

/// GPUs × seconds that the lease charges up to `until`, through every change of its GPUs.
fn gpu_seconds(schedule: &[LeaseSegment], until: u64) -> Option<u64> {
    let ends = schedule.iter().skip(1).map(|segment| segment.from).chain([u64::MAX]);
    schedule.iter().zip(ends).try_fold(0u64, |sum, (segment, end)| {
        let seconds = end.min(until).saturating_sub(segment.from);
        sum.checked_add(u64::from(segment.gpus).checked_mul(seconds)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two GPUs from 100, four from 110, one from 130: as the escrow charges them, to the second.
    #[test]
    fn gpu_seconds_follow_every_change_of_a_lease() {
        let schedule = [(100, 2), (110, 4), (130, 1)].map(|(from, gpus)| LeaseSegment { from, gpus });
        for (until, expected) in [(99, 0), (100, 0), (101, 2), (110, 20), (111, 24), (130, 100), (140, 110)] {
            assert_eq!(gpu_seconds(&schedule, until), Some(expected), "{until}");
        }
        assert_eq!(gpu_seconds(&schedule[1..2], u64::MAX), None);
    }
}
