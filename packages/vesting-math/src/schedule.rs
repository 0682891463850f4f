//! The shapes in which an amount vests.

use crate::VestingError;
use cosmwasm_std::Uint128;
use weal_fixed_point::{Rounding, mul_div};

/// The way in which an amount vests. Plain data until [`Schedule::check`] has passed it.
#[weal_wire::message]
#[derive(Eq, weal_wire::Packed)]
pub enum Schedule {
    /// An equal part vests every second from `start` on, and nothing is given out before the cliff.
    CliffLinear {
        /// The time at which accrual begins, Unix seconds.
        start: u64,
        /// The cliff, seconds after `start`: nothing has vested before that second, and the backlog since `start`
        /// vests at it. Zero for no cliff; at most the duration.
        cliff_seconds: u64,
        /// The duration, seconds after `start`: everything has vested at that second. Above zero.
        duration_seconds: u64,
    },
}

impl Schedule {
    /// Refuses a schedule that makes no sense. Errors: `ZeroDuration`, `CliffAfterEnd`, `EndOverflow`.
    pub fn check(&self) -> Result<(), VestingError> {
        let Self::CliffLinear { start: _, cliff_seconds, duration_seconds } = *self;
        if duration_seconds == 0 {
            return Err(VestingError::ZeroDuration);
        }
        if cliff_seconds > duration_seconds {
            return Err(VestingError::CliffAfterEnd { cliff_seconds, duration_seconds });
        }
        self.end().map(|_| ())
    }

    /// The first second at which everything has vested, Unix seconds. Errors: `EndOverflow`.
    pub fn end(&self) -> Result<u64, VestingError> {
        let Self::CliffLinear { start, cliff_seconds: _, duration_seconds } = *self;
        start.checked_add(duration_seconds).ok_or(VestingError::EndOverflow { start, duration_seconds })
    }

    /// The vested part of `amount` (A) at `now` (t, Unix seconds), rounded down so that nobody is paid early.
    ///
    /// With s = start, c = cliff, d = duration: 0 where t < s + c; A where t ≥ s + d; ⌊A × (t − s) ÷ d⌋
    /// between. The cliff does not move the start. Base units in and out. Multiplied before it is divided,
    /// over 256 bits. Source: docs/spec/vesting.md; OpenZeppelin `VestingWallet`, `VestingWalletCliff`.
    ///
    /// Errors: none once [`Schedule::check`] has passed; before that `Division` for a zero duration.
    ///
    /// ```
    /// use cosmwasm_std::Uint128;
    /// use weal_vesting_math::Schedule;
    /// // 1,000 over four years with a cliff of one: a quarter comes at once on the first anniversary.
    /// let year = 31_536_000;
    /// let grant =
    ///     Schedule::CliffLinear { start: 1_700_000_000, cliff_seconds: year, duration_seconds: 4 * year };
    /// let vested = |now| grant.vested(Uint128::new(1_000), now);
    /// assert_eq!(vested(1_700_000_000 + year - 1)?, Uint128::zero());
    /// assert_eq!(vested(1_700_000_000 + year)?, Uint128::new(250));
    /// assert_eq!(vested(1_700_000_000 + 4 * year)?, Uint128::new(1_000));
    /// # Ok::<(), weal_vesting_math::VestingError>(())
    /// ```
    pub fn vested(&self, amount: Uint128, now: u64) -> Result<Uint128, VestingError> {
        let Self::CliffLinear { start, cliff_seconds, duration_seconds } = *self;
        let elapsed = match now.checked_sub(start) {
            Some(elapsed) if elapsed >= cliff_seconds => elapsed.min(duration_seconds),
            _ => return Ok(Uint128::zero()),
        };
        Ok(mul_div(amount, Uint128::from(elapsed), Uint128::from(duration_seconds), Rounding::Down)?)
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn linear(start: u64, cliff_seconds: u64, duration_seconds: u64) -> Schedule {
        Schedule::CliffLinear { start, cliff_seconds, duration_seconds }
    }

    /// Any schedule that passes the check.
    fn checked() -> impl Strategy<Value = Schedule> {
        (1..u64::MAX, any::<u64>(), any::<u64>()).prop_map(|(duration, start, cliff)| {
            linear(start % (u64::MAX - duration + 1), cliff % (duration + 1), duration)
        })
    }

    /// The page's formula in integers without a bound.
    fn reference(schedule: &Schedule, amount: u128, now: u64) -> BigUint {
        let Schedule::CliffLinear { start, cliff_seconds, duration_seconds } = *schedule;
        let [start, cliff, duration, now] = [start, cliff_seconds, duration_seconds, now].map(BigUint::from);
        if now < &start + cliff {
            return BigUint::ZERO;
        }
        if now >= &start + &duration {
            return BigUint::from(amount);
        }
        (now - start) * amount / duration
    }

    /// Moments around every bend as well as anywhere.
    fn moments(schedule: &Schedule, anywhere: u64) -> Vec<u64> {
        let Schedule::CliffLinear { start, cliff_seconds, duration_seconds } = *schedule;
        let bends = [start, start + cliff_seconds, start + duration_seconds];
        let around = bends.into_iter().flat_map(|at| [at.saturating_sub(1), at, at.saturating_add(1)]);
        let mut moments: Vec<u64> = around.chain([0, anywhere, u64::MAX]).collect();
        moments.sort_unstable();
        moments
    }

    proptest! {
        #[test]
        fn vested_agrees_with_a_big_integer_reference(
            schedule in checked(), amount: u128, anywhere: u64, within: u64,
        ) {
            prop_assert_eq!(schedule.check(), Ok(()));
            let Schedule::CliffLinear { start, duration_seconds, .. } = schedule;
            let inside = start + within % duration_seconds;
            for now in moments(&schedule, anywhere).into_iter().chain([inside]) {
                let found = schedule.vested(amount.into(), now).unwrap();
                prop_assert_eq!(BigUint::from(found.u128()), reference(&schedule, amount, now));
            }
        }

        #[test]
        fn vested_never_falls_and_never_passes_the_amount(schedule in checked(), amount: u128, anywhere: u64) {
            let mut before = Uint128::zero();
            for now in moments(&schedule, anywhere) {
                let vested = schedule.vested(amount.into(), now).unwrap();
                prop_assert!(before <= vested && vested <= Uint128::new(amount));
                before = vested;
            }
            prop_assert_eq!(before, Uint128::new(amount));
        }

        /// A grant cut in two never vests more than the whole, and at most one base unit less.
        #[test]
        fn splitting_a_grant_gains_nothing(schedule in checked(), a: u64, b: u64, now: u64) {
            let vested = |amount: u128| schedule.vested(amount.into(), now).unwrap().u128();
            let (parts, whole) = (vested(a.into()) + vested(b.into()), vested(u128::from(a) + u128::from(b)));
            prop_assert!(parts <= whole && whole <= parts + 1);
        }
    }

    #[test]
    fn every_bend_is_exact_to_the_second() {
        let schedule = linear(1_000, 40, 100);
        let figures = [(0, 0), (999, 0), (1_000, 0), (1_039, 0), (1_040, 400), (1_041, 410)];
        for (now, expected) in figures.into_iter().chain([(1_099, 990), (1_100, 1_000), (1_101, 1_000)]) {
            assert_eq!(schedule.vested(Uint128::new(1_000), now), Ok(Uint128::new(expected)), "at {now}");
        }
    }

    #[test]
    fn without_a_cliff_accrual_begins_in_the_second_after_the_start() {
        let schedule = linear(1_000, 0, 100);
        assert_eq!(schedule.vested(Uint128::new(1_000), 1_000), Ok(Uint128::zero()));
        assert_eq!(schedule.vested(Uint128::new(1_000), 1_001), Ok(Uint128::new(10)));
    }

    #[test]
    fn a_cliff_at_the_end_gives_everything_at_once() {
        let schedule = linear(1_000, 100, 100);
        assert_eq!(schedule.check(), Ok(()));
        assert_eq!(schedule.vested(Uint128::new(7), 1_099), Ok(Uint128::zero()));
        assert_eq!(schedule.vested(Uint128::new(7), 1_100), Ok(Uint128::new(7)));
    }

    #[test]
    fn a_schedule_without_duration_is_refused() {
        assert_eq!(linear(1_000, 0, 0).check(), Err(VestingError::ZeroDuration));
        assert_eq!(linear(1_000, 0, 1).check(), Ok(()));
        let unchecked = linear(1_000, 0, 0).vested(Uint128::one(), 1_000);
        assert!(matches!(unchecked, Err(VestingError::Division(_))), "{unchecked:?}");
    }

    #[test]
    fn a_cliff_one_second_after_the_end_is_refused() {
        let refused = VestingError::CliffAfterEnd { cliff_seconds: 101, duration_seconds: 100 };
        assert_eq!(linear(1_000, 101, 100).check(), Err(refused));
    }

    #[test]
    fn the_end_may_be_the_last_second_and_not_one_later() {
        assert_eq!(linear(u64::MAX - 100, 0, 100).end(), Ok(u64::MAX));
        let refused = VestingError::EndOverflow { start: u64::MAX - 99, duration_seconds: 100 };
        assert_eq!(linear(u64::MAX - 99, 0, 100).check(), Err(refused));
    }

    #[test]
    fn the_largest_amount_vests_without_overflow() {
        let schedule = linear(0, 0, u64::MAX);
        assert_eq!(schedule.vested(Uint128::MAX, u64::MAX), Ok(Uint128::MAX));
        // (2^128 − 1)(2^64 − 2) ÷ (2^64 − 1) = (2^64 + 1)(2^64 − 2), whole.
        let expected = 18_446_744_073_709_551_617u128 * 18_446_744_073_709_551_614;
        assert_eq!(schedule.vested(Uint128::MAX, u64::MAX - 1), Ok(Uint128::new(expected)));
    }
}
