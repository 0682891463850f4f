//! The amplification *A* of a stableswap, which moves only slowly.

use crate::MathError;
use weal_wire::Packed;

/// Hundredths in which *A* is counted, so that a ramp moves in small steps.
pub const AMP_PRECISION: u64 = 100;
/// The largest *A*: with it the products of a pool at its largest balances still have 256 bits.
pub const MAX_AMP: u32 = 100_000;
/// The shortest ramp, and the shortest time between the starts of two, seconds.
pub const MIN_RAMP_SECONDS: u64 = 86_400;
/// The largest factor, up or down, of one ramp.
pub const MAX_RAMP_FACTOR: u64 = 10;

/// *A* in hundredths at one moment, 100 to 10,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amp(u64);

impl Amp {
    /// Whole *A*. Errors: `AmpOutOfRange` outside 1 to [`MAX_AMP`].
    pub fn whole(amp: u32) -> Result<Self, MathError> {
        if (1..=MAX_AMP).contains(&amp) {
            Ok(Self(u64::from(amp).saturating_mul(AMP_PRECISION)))
        } else {
            Err(MathError::AmpOutOfRange { found: amp, max: MAX_AMP })
        }
    }

    /// *A* × 100.
    pub const fn hundredths(self) -> u64 {
        self.0
    }
}

/// *A* as a function of time: a straight line from one value to another, then constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
pub struct Amplification {
    /// Hundredths at `starts_at` and before.
    pub from: u64,
    /// Hundredths at `ends_at` and after.
    pub to: u64,
    /// Start of the line, Unix seconds.
    pub starts_at: u64,
    /// End of the line, Unix seconds.
    pub ends_at: u64,
}

impl Amplification {
    /// Always the same, and free to be ramped at once. Errors: `AmpOutOfRange`.
    pub fn fixed(amp: u32) -> Result<Self, MathError> {
        let hundredths = Amp::whole(amp)?.hundredths();
        Ok(Self { from: hundredths, to: hundredths, starts_at: 0, ends_at: 0 })
    }

    /// The value at `now`, rounded towards where the ramp began.
    ///
    /// ```
    /// use weal_amm_math::Amplification;
    /// let ramp = Amplification::fixed(100)?.ramp(1_000_000, 250, 1_086_400)?;
    /// assert_eq!(ramp.at(1_043_200).hundredths(), 17_500);
    /// assert_eq!(ramp.at(1_086_400).hundredths(), 25_000);
    /// # Ok::<(), weal_amm_math::MathError>(())
    /// ```
    pub fn at(&self, now: u64) -> Amp {
        // Clamps: before the line it is where it begins, and a line of no length is over.
        let (elapsed, length) =
            (now.saturating_sub(self.starts_at), self.ends_at.saturating_sub(self.starts_at));
        if elapsed >= length {
            return Amp(self.to);
        }
        // Below 10^7 × 2^64, so the product has 128 bits; the length is above zero here.
        let moved = u128::from(self.from.abs_diff(self.to))
            .saturating_mul(u128::from(elapsed))
            .checked_div(u128::from(length))
            .and_then(|moved| u64::try_from(moved).ok())
            // Less than the whole way, since less than the whole time: it never falls back on its end.
            .unwrap_or(self.from.abs_diff(self.to));
        Amp(if self.to > self.from {
            self.from.saturating_add(moved)
        } else {
            self.from.saturating_sub(moved)
        })
    }

    /// A line from the value at `now` to `amp` at `ends_at`.
    ///
    /// Errors: `AmpOutOfRange`, `RampTooSoon` within [`MIN_RAMP_SECONDS`] of the start of the last one or before
    /// its end, `RampTooShort`, `RampTooSteep` above [`MAX_RAMP_FACTOR`].
    pub fn ramp(&self, now: u64, amp: u32, ends_at: u64) -> Result<Self, MathError> {
        let to = Amp::whole(amp)?.hundredths();
        let possible_at = self.starts_at.saturating_add(MIN_RAMP_SECONDS).max(self.ends_at);
        if self.starts_at > 0 && now < possible_at {
            return Err(MathError::RampTooSoon { now, possible_at });
        }
        let seconds = ends_at.saturating_sub(now);
        if seconds < MIN_RAMP_SECONDS {
            return Err(MathError::RampTooShort { found: seconds, required: MIN_RAMP_SECONDS });
        }
        let from = self.at(now).hundredths();
        if from.max(to) > from.min(to).saturating_mul(MAX_RAMP_FACTOR) {
            return Err(MathError::RampTooSteep { from, to });
        }
        Ok(Self { from, to, starts_at: now, ends_at })
    }

    /// Stays at the value at `now` from then on. The next ramp has to wait as if this were the start of one, so that
    /// stopping and starting again is never faster than one ramp.
    pub fn stop(&self, now: u64) -> Self {
        let hundredths = self.at(now).hundredths();
        Self { from: hundredths, to: hundredths, starts_at: now, ends_at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = MIN_RAMP_SECONDS;
    const NOW: u64 = 1_700_000_000;

    /// Source: astroport-fi/astroport-core@a6d1c041f4bb contracts/pair_stable/tests/integration.rs
    /// update_pair_config.
    #[test]
    fn the_published_ramp() {
        let up = Amplification::fixed(100).unwrap().ramp(NOW, 250, NOW + DAY).unwrap();
        assert_eq!(up.at(NOW).hundredths(), 10_000);
        assert_eq!(up.at(NOW + DAY / 2).hundredths(), 17_500);
        assert_eq!(up.at(NOW + DAY).hundredths(), 25_000);
        let down = up.ramp(NOW + DAY, 50, NOW + 2 * DAY).unwrap();
        let half = NOW + DAY + DAY / 2;
        assert_eq!(down.at(half).hundredths(), 15_000);
        let stopped = down.stop(half);
        assert_eq!(stopped.at(half + 10 * DAY).hundredths(), 15_000);
    }

    #[test]
    fn a_ramp_takes_a_day_and_a_factor_of_ten() {
        let fixed = Amplification::fixed(100).unwrap();
        let short = fixed.ramp(NOW, 200, NOW + DAY - 1);
        assert_eq!(short, Err(MathError::RampTooShort { found: DAY - 1, required: DAY }));
        for (amp, accepted) in [(9, false), (10, true), (1_000, true), (1_001, false)] {
            assert_eq!(fixed.ramp(NOW, amp, NOW + DAY).is_ok(), accepted, "{amp}");
        }
        for (amp, accepted) in [(0, false), (1, true), (MAX_AMP, true), (MAX_AMP + 1, false)] {
            assert_eq!(Amplification::fixed(amp).is_ok(), accepted, "{amp}");
        }
    }

    #[test]
    fn stopping_and_starting_again_is_not_a_way_around() {
        let ramp = Amplification::fixed(100).unwrap().ramp(NOW, 1_000, NOW + DAY).unwrap();
        let again = ramp.ramp(NOW + DAY - 1, 2_000, NOW + 3 * DAY);
        assert_eq!(again, Err(MathError::RampTooSoon { now: NOW + DAY - 1, possible_at: NOW + DAY }));
        let stopped = ramp.stop(NOW + 10);
        let again = stopped.ramp(NOW + 11, 1_000, NOW + 3 * DAY);
        assert_eq!(again, Err(MathError::RampTooSoon { now: NOW + 11, possible_at: NOW + 10 + DAY }));
        assert!(stopped.ramp(NOW + 10 + DAY, 1_000, NOW + 3 * DAY).is_ok());
        let long = Amplification::fixed(100).unwrap().ramp(NOW, 200, NOW + 9 * DAY).unwrap();
        let again = long.ramp(NOW + 2 * DAY, 300, NOW + 20 * DAY);
        assert_eq!(again, Err(MathError::RampTooSoon { now: NOW + 2 * DAY, possible_at: NOW + 9 * DAY }));
    }
}
