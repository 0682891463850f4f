//! The schedule of a lease: one rate, or several one after the other.

use crate::{RATE_SCALE, meter};
use cosmwasm_std::{Uint128, Uint256};
use weal_fixed_point::{FixedPointError, Rounding, divide};
use weal_wire::Packed;

/// A part of a lease that has one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
pub struct Segment {
    /// The segment's first second, counted from the lease's first.
    pub from: u64,
    /// R: base units × 10^12 per second for all GPUs, above zero.
    pub rate: Uint128,
}

/// The segments of a lease by offset, one at least. Most leases have exactly one.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub struct RateSchedule {
    /// R from the first second on.
    first: Uint128,
    /// The segments after the first, by ascending offset.
    later: Vec<Segment>,
}

impl RateSchedule {
    /// A schedule of one rate.
    pub fn flat(rate: Uint128) -> Self {
        Self { first: rate, later: vec![] }
    }

    /// Iterates over the segments by offset.
    pub fn segments(&self) -> impl Iterator<Item = Segment> {
        std::iter::once(Segment { from: 0, rate: self.first }).chain(self.later.iter().copied())
    }

    /// The last segment: where it begins after the current second, a change is pending.
    pub fn last(&self) -> Segment {
        self.later.last().copied().unwrap_or(Segment { from: 0, rate: self.first })
    }

    /// R at an offset.
    pub fn rate_at(&self, offset: u64) -> Uint128 {
        self.later.iter().rev().find(|segment| segment.from <= offset).map_or(self.first, |found| found.rate)
    }

    /// Sets the rate from the offset `from` on. The caller has checked that `from` is not before the last segment and that the
    /// schedule may have another one.
    pub fn change(&mut self, from: u64, rate: Uint128) {
        if from == 0 {
            *self = Self::flat(rate);
            return;
        }
        if self.last().from == from {
            self.later.pop();
        }
        if self.last().rate != rate {
            self.later.push(Segment { from, rate });
        }
    }

    /// The price of the first `seconds`: ΣR·Δt / 10^12, base units, one division, rounded as named. Errors: `Overflow`.
    pub fn price(&self, seconds: u64, rounding: Rounding) -> Result<Uint128, FixedPointError> {
        if self.later.is_empty() {
            return meter::price(self.first, seconds, rounding);
        }
        let scale = Uint128::new(RATE_SCALE);
        let overflow = FixedPointError::Overflow { a: self.first, b: seconds.into(), divisor: scale };
        let mut work = Uint256::zero();
        for (rate, length) in self.lengths(seconds) {
            work = work.checked_add(rate.full_mul(length)).map_err(|_| overflow)?;
        }
        divide(work, scale, rounding).ok_or(overflow)
    }

    /// The most seconds, up to `longest`, whose price rounded up is at most `deposit`: ΣR·Δt ≤ D·10^12, so that no
    /// segment rounds. Errors: `DivisionByZero` for a zero rate; `Overflow` for one rate whose price of `longest` is above 2^128 − 1.
    pub fn seconds_paid_for(&self, deposit: Uint128, longest: u64) -> Result<u64, FixedPointError> {
        if self.later.is_empty() {
            return meter::seconds_paid_for(self.first, deposit, longest);
        }
        let mut left = deposit.full_mul(RATE_SCALE);
        let mut paid = 0u64;
        for (rate, length) in self.lengths(longest) {
            let work = rate.full_mul(length);
            if work > left {
                let zero = FixedPointError::DivisionByZero { a: deposit, b: RATE_SCALE.into() };
                let seconds = divide(left, rate, Rounding::Down).ok_or(zero)?;
                // Below `length`, so it fits.
                let seconds = u64::try_from(seconds.u128()).unwrap_or(length);
                return Ok(paid.saturating_add(seconds));
            }
            left = left.saturating_sub(work);
            paid = paid.saturating_add(length);
        }
        Ok(paid)
    }

    /// Rate and seconds of each segment within the first `seconds`; they add up to `seconds`.
    fn lengths(&self, seconds: u64) -> Vec<(Uint128, u64)> {
        let (mut lengths, mut from, mut rate) = (vec![], 0, self.first);
        for next in &self.later {
            let end = next.from.min(seconds);
            lengths.push((rate, end.saturating_sub(from)));
            (from, rate) = (end, next.rate);
        }
        lengths.push((rate, seconds.saturating_sub(from)));
        lengths
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn schedule() -> impl Strategy<Value = RateSchedule> {
        (1u128..1 << 60, vec((1u64..400, 1u128..1 << 60), 0..7)).prop_map(|(first, changes)| {
            let (mut schedule, mut from) = (RateSchedule::flat(Uint128::new(first)), 0);
            for (after, rate) in changes {
                from += after;
                schedule.change(from, Uint128::new(rate));
            }
            schedule
        })
    }

    /// Second by second, without any of the code under test.
    fn work(schedule: &RateSchedule, seconds: u64) -> Uint256 {
        (0..seconds)
            .map(|second| {
                let segments: Vec<_> = schedule.segments().collect();
                let now = segments.iter().rev().find(|segment| segment.from <= second).unwrap();
                Uint256::from(now.rate)
            })
            .sum()
    }

    #[test]
    fn a_change_in_the_same_second_replaces_the_one_before() {
        let [one, two, three] = [1u128, 2, 3].map(Uint128::new);
        let mut schedule = RateSchedule::flat(one);
        schedule.change(0, two);
        assert_eq!(schedule, RateSchedule::flat(two));
        schedule.change(5, one);
        schedule.change(5, three);
        assert_eq!(schedule.last(), Segment { from: 5, rate: three });
        assert_eq!(schedule.segments().count(), 2);
        assert_eq!((schedule.rate_at(4), schedule.rate_at(5)), (two, three));
        schedule.change(5, two);
        assert_eq!(schedule, RateSchedule::flat(two));
    }

    proptest! {
        #[test]
        fn a_price_is_the_seconds_of_each_segment_divided_once(schedule in schedule(), seconds in 0u64..2_000) {
            let (work, scale) = (work(&schedule, seconds), Uint256::from(RATE_SCALE));
            let down = schedule.price(seconds, Rounding::Down).unwrap();
            let up = schedule.price(seconds, Rounding::Up).unwrap();
            prop_assert_eq!(Uint256::from(down), work / scale);
            prop_assert_eq!(Uint256::from(up), (work + scale - Uint256::one()) / scale);
        }

        /// Exhaustion at the exact second, whatever the segments.
        #[test]
        fn the_seconds_paid_for_are_the_most_that_the_deposit_covers(
            schedule in schedule(), deposit in 0u128..1 << 30, longest in 1u64..3_000,
        ) {
            let deposit = Uint128::new(deposit);
            let seconds = schedule.seconds_paid_for(deposit, longest).unwrap();
            prop_assert!(seconds <= longest);
            prop_assert!(schedule.price(seconds, Rounding::Up).unwrap() <= deposit);
            if seconds < longest {
                prop_assert!(schedule.price(seconds + 1, Rounding::Up).unwrap() > deposit);
            }
        }
    }
}
