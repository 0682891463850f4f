//! Prices over time: summed before a trade, kept in a ring, read as means.

use crate::error::Failure;
use crate::pool::{Direction, Pool};
use crate::state::{Clock, Record, load_observation};
use amm_math::observation::{at_price, constant_product_prices, stableswap_prices};
use amm_math::{MeanPrices, Observations, PriceSums};
use api::amm_pool::{DEFAULT_MAX_IMPACT_BPS, DEFAULT_TWAP_SECONDS, OBSERVATION_SPACING};
use cosmwasm_std::{Env, Storage, Uint128, Uint256};
use fixed_point::{FULL_BPS, Rounding, mul_div};

/// Means over a window that ends now.
pub(crate) struct Twap {
    /// How long the window is: at least what was asked for where `is_covered`.
    pub(crate) seconds: u64,
    /// Whether there is an observation as old as the window.
    pub(crate) is_covered: bool,
    /// One for each asset after the first.
    pub(crate) means: Vec<MeanPrices>,
}

impl Pool {
    /// Sums the prices before this trade over the time since the last one; nothing twice in a second. The sums of a
    /// second are therefore those of the block's opening, whatever is traded in the block.
    pub(crate) fn observe(&mut self, storage: &mut dyn Storage, env: &Env) -> Result<(), Failure> {
        let now = env.block.time.seconds();
        if self.sum_prices(env)? && now.saturating_sub(self.record.clock.stored_at) >= OBSERVATION_SPACING {
            self.next_slot(now);
            self.record.save_observation(storage);
        }
        Ok(())
    }

    /// As [`Self::observe`], for what leaves the price where it is but for a unit of rounding: the sums stay exact, and no
    /// observation is paid for. Whether there was anything to sum. Errors: `Math` where a stableswap has no price.
    pub(crate) fn sum_prices(&mut self, env: &Env) -> Result<bool, Failure> {
        let (now, at) = (env.block.time.seconds(), self.record.clock.at);
        if at == 0 || now <= at {
            return Ok(false);
        }
        self.record.sums = self.sums_at(now)?;
        self.record.clock.at = now;
        Ok(true)
    }

    /// Starts the sums, with the first deposit.
    pub(crate) fn start_clock(&mut self, storage: &mut dyn Storage, env: &Env) {
        let now = env.block.time.seconds();
        let clock = &mut self.record.clock;
        (clock.at, clock.stored_at, clock.newest, clock.count) = (now, now, 0, 1);
        self.record.save_observation(storage);
    }

    /// The means over `window` seconds until now, or over what there is; none in the second of the only observation.
    /// Errors: `Math` where a stableswap has no price.
    pub(crate) fn twap(
        &self,
        storage: &dyn Storage,
        env: &Env,
        window: u64,
    ) -> Result<Option<Twap>, Failure> {
        let now = env.block.time.seconds();
        if self.record.clock.count == 0 {
            return Ok(None);
        }
        let ((at, then), is_covered) = self.observation_before(storage, now.saturating_sub(window))?;
        let seconds = now.saturating_sub(at);
        let sums = self.sums_at(now)?;
        let means: Option<Vec<_>> =
            sums.iter().zip(&then).map(|(now, then)| now.mean_since(then, seconds)).collect();
        Ok(means.map(|means| Twap { seconds, is_covered, means }))
    }

    /// The least gross output that a swap without bounds accepts: [`DEFAULT_MAX_IMPACT_BPS`] below the mean of
    /// [`DEFAULT_TWAP_SECONDS`], less the unit that rounding takes; none where that time is not covered yet.
    pub(crate) fn default_floor(
        &self,
        storage: &dyn Storage,
        env: &Env,
        direction: Direction,
        offered: Uint128,
    ) -> Result<Option<Uint128>, Failure> {
        // A pool with one observation is as old as that: it need not be read.
        let Clock { count, stored_at, .. } = self.record.clock;
        if count <= 1 && env.block.time.seconds().saturating_sub(stored_at) < DEFAULT_TWAP_SECONDS {
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
        Ok(Some(floor.saturating_sub(Uint128::one())))
    }

    /// The sums at `now`, the price being what it is.
    fn sums_at(&self, now: u64) -> Result<Vec<PriceSums>, Failure> {
        let Record { clock, sums, .. } = &self.record;
        let seconds = now.saturating_sub(clock.at);
        let prices = self.prices()?;
        Ok(sums.iter().zip(prices).map(|(sums, price)| sums.after(price, seconds)).collect())
    }

    fn prices(&self) -> Result<Vec<(Uint256, Uint256)>, Failure> {
        let holdings = &self.record.holdings;
        Ok(match &self.stableswap {
            Some(curve) => stableswap_prices(curve, &holdings.reserves)?,
            None => constant_product_prices(holdings)?,
        })
    }

    /// The ring grows only where it ends, so that its slots stay in the order of time.
    fn next_slot(&mut self, now: u64) {
        let clock = &mut self.record.clock;
        let after = clock.newest.saturating_add(1);
        if after >= clock.capacity {
            clock.capacity = clock.next_capacity;
        }
        clock.newest = if after >= clock.capacity { 0 } else { after };
        clock.count = clock.count.saturating_add(1).min(clock.capacity);
        clock.stored_at = now;
    }

    /// The newest observation not after `target`, and true; or the oldest, and false.
    fn observation_before(
        &self,
        storage: &dyn Storage,
        target: u64,
    ) -> Result<((u64, Vec<PriceSums>), bool), Failure> {
        let Clock { count, stored_at: newest_at, .. } = self.record.clock;
        let observations = Observations { count, newest_at, spacing: OBSERVATION_SPACING };
        observations.not_after(target, |number| self.observation(storage, number))
    }

    /// The observation `number`, counted from the oldest.
    fn observation(&self, storage: &dyn Storage, number: u16) -> Result<(u64, Vec<PriceSums>), Failure> {
        let clock = self.record.clock;
        let is_full = clock.count >= clock.capacity;
        let first = if is_full { clock.newest.saturating_add(1) } else { 0 };
        let slot = first.saturating_add(number).checked_rem(clock.capacity).unwrap_or_default();
        load_observation(storage, slot, self.config.tokens.len())
    }
}
