//! Bounds on how far and how soon an amplification may move.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use weal_amm_math::{Amplification, MAX_RAMP_FACTOR, MIN_RAMP_SECONDS, MathError};

const NOW: u64 = 1_700_000_000;

#[test]
fn a_ramp_reaches_the_largest_factor_and_not_one_more() {
    let factor = u32::try_from(MAX_RAMP_FACTOR).unwrap();
    let (from, ends_at) = (Amplification::fixed(100).unwrap(), NOW + MIN_RAMP_SECONDS);
    let ramp = from.ramp(NOW, 100 * factor, ends_at).unwrap();
    assert_eq!((ramp.from, ramp.to), (10_000, 10_000 * MAX_RAMP_FACTOR));
    let steep = MathError::RampTooSteep { from: 10_000, to: 10_000 * MAX_RAMP_FACTOR + 100 };
    assert_eq!(from.ramp(NOW, 100 * factor + 1, ends_at), Err(steep));

    let high = Amplification::fixed(100 * factor).unwrap();
    assert_eq!(high.ramp(NOW, 100, ends_at).unwrap().to, 10_000);
    let steep = MathError::RampTooSteep { from: 10_000 * MAX_RAMP_FACTOR, to: 9_900 };
    assert_eq!(high.ramp(NOW, 99, ends_at), Err(steep));
}

#[test]
fn a_ramp_takes_the_least_time_and_not_a_second_less() {
    let from = Amplification::fixed(100).unwrap();
    from.ramp(NOW, 200, NOW + MIN_RAMP_SECONDS).unwrap();
    let short = MathError::RampTooShort { found: MIN_RAMP_SECONDS - 1, required: MIN_RAMP_SECONDS };
    assert_eq!(from.ramp(NOW, 200, NOW + MIN_RAMP_SECONDS - 1), Err(short));
}

/// The wait between two ramps is counted from the last one: an amplification that never moved has none.
#[test]
fn the_first_ramp_waits_for_nothing() {
    let fixed = Amplification::fixed(100).unwrap();
    assert_eq!(fixed.ramp(1, 200, 1 + MIN_RAMP_SECONDS).unwrap().starts_at, 1);
}
