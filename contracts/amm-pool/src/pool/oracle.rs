//! Prices over time: summed before a trade, kept in a ring, read as means.

use super::Pool;
use crate::error::{ContractError, Failure};
use crate::pool_state::{Depth, Observation, ObservationCursor, PoolState};
use crate::state::OBSERVATIONS;
use cosmwasm_std::{Env, Storage, Uint128};
use weal_amm_math::exact::less;
use weal_amm_math::observation::at_price;
use weal_amm_math::{Direction, MathError, MeanPrices, Observations, PriceSums};
use weal_api::amm_pool::{DEFAULT_MAX_IMPACT_BPS, DEFAULT_TWAP_SECONDS, OBSERVATION_SPACING};
use weal_fixed_point::{Bps, FULL_BPS, Rounding, mul_div};

/// Means over a window that ends now.
pub(crate) struct Twap {
    /// The length of the window, seconds: at least what was asked for where `is_covered`.
    pub(crate) seconds: u64,
    /// True if there is an observation as old as the window.
    pub(crate) is_covered: bool,
    /// The means, one for each asset after the first.
    pub(crate) means: Vec<MeanPrices>,
    /// Reserves where the window begins, each rounded down by at most a sixty-fourth.
    pub(crate) depths: Vec<Uint128>,
}

impl Pool {
    /// Sums the prices before this trade over the time since the last one, once a second at most. The sums of a second
    /// are therefore those of the block's opening, whatever is traded in the block.
    pub(super) fn observe(&mut self, storage: &mut dyn Storage, env: &Env) -> Result<(), Failure> {
        let now = env.block.time.seconds();
        if self.sum_prices(env)? && elapsed(self.record.cursor.stored_at, now)? >= OBSERVATION_SPACING {
            self.next_slot(now)?;
            OBSERVATIONS.save(storage, &self.record.cursor.newest, &self.record.observation());
        }
        Ok(())
    }

    /// The same as [`Self::observe`], for a message that leaves the price where it is but for its rounding: the sums
    /// stay exact, and no observation is paid for. Where a stableswap has no price nothing is summed: liquidity can
    /// leave all the same, and the next price counts for that time. Errors: `Record`.
    pub(super) fn sum_prices_if_any(&mut self, env: &Env) -> Result<(), Failure> {
        match self.sum_prices(env) {
            Err(failure) if !matches!(*failure, ContractError::Math(_)) => Err(failure),
            _ => Ok(()),
        }
    }

    /// Sums the prices up to now and returns whether there was anything to sum. Errors: `Math` where a stableswap has
    /// no price.
    fn sum_prices(&mut self, env: &Env) -> Result<bool, Failure> {
        let (now, at) = (env.block.time.seconds(), self.record.cursor.at);
        if at == 0 || now <= at {
            return Ok(false);
        }
        self.record.sums = self.sums_at(now)?;
        self.record.cursor.at = now;
        Ok(true)
    }

    /// Starts the sums, with the first deposit.
    pub(super) fn start_observing(&mut self, storage: &mut dyn Storage, env: &Env) {
        let now = env.block.time.seconds();
        let cursor = &mut self.record.cursor;
        (cursor.at, cursor.stored_at, cursor.newest, cursor.count) = (now, now, 0, 1);
        OBSERVATIONS.save(storage, &self.record.cursor.newest, &self.record.observation());
    }

    /// Returns the means over `window` seconds until now, or over the time that is remembered; `None` before the first
    /// deposit and in the second of the only observation. Errors: `Math` where a stableswap has no price.
    pub(crate) fn twap(
        &self,
        storage: &dyn Storage,
        env: &Env,
        window: u64,
    ) -> Result<Option<Twap>, Failure> {
        let now = env.block.time.seconds();
        if self.record.cursor.count == 0 {
            return Ok(None);
        }
        // A clamp: a window longer than time itself.
        let (Observation { at, sums: then, depths }, is_covered) =
            self.observation_before(storage, now.saturating_sub(window))?;
        let seconds = elapsed(at, now)?;
        let sums = self.sums_at(now)?;
        let means: Option<Vec<_>> =
            sums.iter().zip(&then).map(|(now, then)| now.mean_since(then, seconds)).collect();
        let depths = depths.into_iter().map(Depth::amount).collect();
        Ok(means.map(|means| Twap { seconds, is_covered, means, depths }))
    }

    /// Returns the least that a taker who names no bound receives: what the offer is worth at the mean of
    /// [`DEFAULT_TWAP_SECONDS`], less [`DEFAULT_MAX_IMPACT_BPS`] and the unit that rounding takes, and of that less
    /// `fee`. `None` where that time is not covered yet.
    pub(crate) fn default_floor(
        &self,
        storage: &dyn Storage,
        env: &Env,
        direction: Direction,
        offered: Uint128,
        fee: Bps,
    ) -> Result<Option<Uint128>, Failure> {
        // A pool with one observation is as old as that: it need not be read.
        let ObservationCursor { count, stored_at, .. } = self.record.cursor;
        if count <= 1 && elapsed(stored_at, env.block.time.seconds())? < DEFAULT_TWAP_SECONDS {
            return Ok(None);
        }
        let Some(twap) = self.twap(storage, env, DEFAULT_TWAP_SECONDS)?.filter(|twap| twap.is_covered) else {
            return Ok(None);
        };
        let mean = |position: usize| position.checked_sub(1).and_then(|pair| twap.means.get(pair));
        let in_first = match mean(direction.offer) {
            Some(mean) => at_price(offered, mean.in_first),
            None => Some(offered),
        };
        let worth = match mean(direction.ask) {
            Some(mean) => in_first.and_then(|amount| at_price(amount, mean.of_first)),
            None => in_first,
        };
        let Some(worth) = worth else { return Ok(None) };
        let kept = Uint128::from(FULL_BPS.saturating_sub(DEFAULT_MAX_IMPACT_BPS));
        let floor = mul_div(worth, kept, Uint128::from(FULL_BPS), Rounding::Down)?;
        // A clamp: below a unit there is no floor.
        let floor = floor.saturating_sub(Uint128::one());
        Ok(Some(less(floor, fee.of(floor, Rounding::Up)?, "a fee is at most its gross")?))
    }

    /// The sums at `now`, the price being what it is.
    fn sums_at(&self, now: u64) -> Result<Vec<PriceSums>, Failure> {
        let PoolState { cursor, sums, .. } = &self.record;
        let seconds = elapsed(cursor.at, now)?;
        let prices = self.curve.prices(&self.record.holdings)?;
        Ok(sums.iter().zip(prices).map(|(sums, price)| sums.after(price, seconds)).collect())
    }

    /// The ring grows only where it ends, so that its slots stay in the order of time.
    fn next_slot(&mut self, now: u64) -> Result<(), Failure> {
        let cursor = &mut self.record.cursor;
        let next = |number: u16| number.checked_add(1).ok_or(EMPTY_RING);
        let after = next(cursor.newest)?;
        if after >= cursor.capacity {
            cursor.capacity = cursor.next_capacity;
        }
        cursor.newest = if after >= cursor.capacity { 0 } else { after };
        cursor.count = next(cursor.count)?.min(cursor.capacity);
        cursor.stored_at = now;
        Ok(())
    }

    /// The newest observation not after `target`, and true; or the oldest, and false.
    fn observation_before(&self, storage: &dyn Storage, target: u64) -> Result<(Observation, bool), Failure> {
        let ObservationCursor { count, stored_at: newest_at, .. } = self.record.cursor;
        let observations = Observations { count, newest_at, spacing: OBSERVATION_SPACING };
        let read = |number| self.observation(storage, number).map(|found| (found.at, found));
        let ((_, found), is_covered) = observations.not_after(target, read)?;
        Ok((found, is_covered))
    }

    /// The observation `number`, counted from the oldest.
    fn observation(&self, storage: &dyn Storage, number: u16) -> Result<Observation, Failure> {
        let cursor = self.record.cursor;
        let is_full = cursor.count >= cursor.capacity;
        let first = if is_full { cursor.newest.checked_add(1) } else { Some(0) };
        let slot = first.and_then(|first| first.checked_add(number)?.checked_rem(cursor.capacity));
        let slot = slot.ok_or(EMPTY_RING)?;
        Ok(OBSERVATIONS.load(storage, &slot)?)
    }
}

const EMPTY_RING: MathError = MathError::Invariant { broken: "the ring of observations has a slot for each" };

/// Seconds from one time until another. Errors: `Math` where the cursor went back.
pub(crate) fn elapsed(from: u64, until: u64) -> Result<u64, MathError> {
    until.checked_sub(from).ok_or(MathError::Invariant { broken: "no cursor goes back" })
}
