//! The observation that a window begins with: the right one, in few reads.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use proptest::collection::vec;
use proptest::prelude::*;
use std::convert::Infallible;
use weal_amm_math::Observations;

const SPACING: u64 = 60;
const START: u64 = 1_700_000_000;

/// Times of observations so many seconds above the spacing apart.
fn times(gaps: &[u64]) -> Vec<u64> {
    let later = gaps.iter().scan(START, |at, gap| {
        *at += SPACING + gap;
        Some(*at)
    });
    [START].into_iter().chain(later).collect()
}

/// The answer, which observation it is, and how many were read.
fn search(times: &[u64], target: u64) -> (u64, bool, usize) {
    let observations = Observations {
        count: times.len().try_into().unwrap(),
        newest_at: *times.last().unwrap(),
        spacing: SPACING,
    };
    let mut reads = 0;
    let read = |number: u16| {
        reads += 1;
        Ok::<_, Infallible>((times[usize::from(number)], number))
    };
    let ((at, number), covered) = observations.not_after(target, read).unwrap();
    assert_eq!(times[usize::from(number)], at);
    (at, covered, reads)
}

/// Gaps as markets make them: none, some seconds, some hours.
fn gap() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0u64..30, 0u64..600, 0u64..100_000]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn it_is_the_one_that_a_look_at_all_finds(gaps in vec(gap(), 0..200), permille in 0u64..1_200) {
        let times = times(&gaps);
        let length = times.last().unwrap() - START + 2 * SPACING;
        let target = START - SPACING + length * permille / 1_000;
        let (at, covered, reads) = search(&times, target);
        let expected = times.iter().rev().find(|time| **time <= target);
        prop_assert_eq!((at, covered), (*expected.unwrap_or(&START), expected.is_some()));
        let back = times.last().unwrap().saturating_sub(target).div_ceil(SPACING);
        let in_question = times.len().min(back.try_into().unwrap()).max(1);
        let most = 1 + 3 * in_question.next_power_of_two().ilog2() as usize;
        prop_assert!(reads <= most, "{} reads, at most {}", reads, most);
    }

    /// Ten minutes back of a pool that is traded every so many seconds.
    #[test]
    fn of_even_observations_three_are_read_at_most(gap in 0u64..2_000, age in 0u64..60, count in 2usize..100) {
        let times = times(&vec![gap; count]);
        let (_, _, reads) = search(&times, times.last().unwrap() + age - 600);
        prop_assert!(reads <= 3, "{} reads", reads);
    }
}

/// Uneven trades read as many observations as `docs/performance.md` says: gaps of one to eleven minutes, all alike
/// likely.
#[test]
fn of_uneven_observations_about_three_are_read() {
    let mut state = 1u64;
    let mut below = |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let runs = 2_000;
    let reads = (0..runs).map(|_| {
        let gaps: Vec<u64> = (0..60).map(|_| below(600)).collect();
        let times = times(&gaps);
        search(&times, times.last().unwrap() + below(60) - 600).2
    });
    let reads: usize = reads.sum();
    assert!((2 * runs..=33 * runs / 10).contains(&reads), "{reads} reads in {runs} runs");
}

#[test]
fn of_observations_as_dense_as_they_can_be_one_is_read() {
    let times = times(&[0; 1_439]);
    for age in 0..60 {
        assert_eq!(search(&times, times.last().unwrap() + age - 600).2, 1, "{age}");
    }
}

/// The second of an observation is covered by it, the one before is not.
#[test]
fn an_observation_covers_the_second_in_which_it_was_made() {
    let times = times(&[0, 500, 40]);
    for (number, at) in times.iter().enumerate() {
        assert_eq!(search(&times, *at), (*at, true, search(&times, *at).2));
        let before = number.checked_sub(1).map_or((START, false), |earlier| (times[earlier], true));
        let (found, covered, _) = search(&times, at - 1);
        assert_eq!((found, covered), before);
    }
}
