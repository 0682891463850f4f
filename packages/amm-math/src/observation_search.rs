//! The search for the observation with which a window begins, in few reads: each costs a trade 1,200 gas.

/// The observations that there are, numbered from the oldest.
#[derive(Clone, Copy, Debug)]
pub struct Observations {
    /// The number of observations, above zero.
    pub count: u16,
    /// The time of the newest observation, Unix seconds.
    pub newest_at: u64,
    /// The least seconds between an observation and the one before, above zero.
    pub spacing: u64,
}

impl Observations {
    /// The newest observation not after `target`, and true; or the oldest, and false. A number or a time beyond the ends is clamped to
    /// them.
    ///
    /// `read` gives the time of an observation and what it holds. One read where observations are as dense as they can be, three at
    /// most where they are evenly made, and of *n* that can come into question 1 + 3·⌈log₂ *n*⌉ at most. Errors: those of `read`.
    pub fn not_after<T, E>(
        self,
        target: u64,
        mut read: impl FnMut(u16) -> Result<(u64, T), E>,
    ) -> Result<((u64, T), bool), E> {
        // As each is at least the spacing older than the next, this one is old enough, if there is it.
        let newest = self.count.saturating_sub(1);
        let back = self.newest_at.saturating_sub(target).div_ceil(self.spacing.max(1));
        let mut low = newest.saturating_sub(u16::try_from(back).unwrap_or(u16::MAX));
        let mut found = read(low)?;
        if found.0 > target {
            return Ok((found, false));
        }
        // `low` is not after the target, `high` is.
        let (mut high, mut high_at, mut slow) = (newest, self.newest_at, 0u8);
        // For the same reason the next one is too young, if this one is old enough by less than the spacing.
        while high.saturating_sub(low) > 1 && target.saturating_sub(found.0) >= self.spacing {
            let span = high.saturating_sub(low);
            let step = if slow < 2 { part(span, target, (found.0, high_at)) } else { span.midpoint(0) };
            let probe = low.saturating_add(step.clamp(1, span.saturating_sub(1)));
            let observation = read(probe)?;
            if observation.0 <= target {
                (found, low) = (observation, probe);
            } else {
                (high, high_at) = (probe, observation.0);
            }
            let is_halved = high.saturating_sub(low) <= span.midpoint(1);
            slow = if is_halved { 0 } else { slow.saturating_add(1) };
        }
        Ok((found, true))
    }
}

/// Returns the number of `span` that lie before `target`, if they were made evenly from the one time to the other;
/// rounded down.
fn part(span: u16, target: u64, (from, until): (u64, u64)) -> u16 {
    let passed = u128::from(target.saturating_sub(from)).saturating_mul(span.into());
    let part = passed.checked_div(until.saturating_sub(from).into()).unwrap_or_default();
    u16::try_from(part).unwrap_or(span)
}
