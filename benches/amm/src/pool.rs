//! A constant-product pool as the contract keeps one: reserves, fees beside them, sums of its price.

use crate::market::BLOCK_SECONDS;
use cosmwasm_std::{Uint128, Uint256};
use std::collections::VecDeque;
use weal_amm_math::constant_product::swap_exact_in;
use weal_amm_math::directional_fee::{DirectionalFee, PriceMove};
use weal_amm_math::observation::constant_product_prices;
use weal_amm_math::{Balances, MathError, PriceSums};
use weal_fixed_point::Bps;

/// Seconds of the mean.
pub const WINDOW: u64 = 1_800;
/// Seconds between two observations.
const OBSERVED_EVERY: u64 = 60;

/// The outcome of a trade.
#[derive(Clone, Copy)]
pub struct Traded {
    /// The amount that the trader got.
    pub received: u128,
    /// The whole fee, of the same asset.
    pub fee: u128,
}

pub struct Pool {
    pub held: Balances,
    base: Bps,
    rule: Option<DirectionalFee>,
    now: u64,
    sums: PriceSums,
    observed: VecDeque<(u64, PriceSums)>,
    opening: Uint256,
    /// The mean price of this block, computed when first asked for.
    mean: Option<Option<Uint256>>,
}

impl Pool {
    /// Opens a pool at `base_bps`; with `rule` there is a surcharge beside that fee, from when the window is covered
    /// on.
    pub fn new(reserves: [u128; 2], base_bps: u16, rule: Option<DirectionalFee>) -> Result<Self, MathError> {
        let held = Balances { reserves: reserves.map(Uint128::new).to_vec(), fees: vec![Uint128::zero(); 2] };
        let opening = spot(&held)?;
        let observed = VecDeque::from([(0, PriceSums::default())]);
        let base = Bps::at_most(base_bps, 500)?;
        let sums = PriceSums::default();
        Ok(Self { held, base, rule, now: 0, sums, observed, opening, mean: None })
    }

    pub fn reserve(&self, asset: usize) -> u128 {
        self.held.reserves[asset].u128()
    }

    /// The next block: what was the price until now is summed up.
    pub fn open_block(&mut self) -> Result<(), MathError> {
        self.now += BLOCK_SECONDS;
        if self.rule.is_none() {
            return Ok(());
        }
        let prices = constant_product_prices(&self.held)?[0];
        self.sums = self.sums.after(prices, BLOCK_SECONDS);
        (self.opening, self.mean) = (prices.0, None);
        if self.observed.back().is_none_or(|(at, _)| self.now - at >= OBSERVED_EVERY) {
            self.observed.push_back((self.now, self.sums));
        }
        // The newest that is old enough stays in front.
        while self.observed.get(1).is_some_and(|(at, _)| self.now - at >= WINDOW) {
            self.observed.pop_front();
        }
        Ok(())
    }

    /// The geometric mean of the window; `None` before the window is covered.
    fn mean(&mut self) -> Option<Uint256> {
        if self.mean.is_none() {
            let (at, earlier) = self.observed.front()?;
            let seconds = self.now - at;
            let is_covered = seconds >= WINDOW;
            let means = self.sums.mean_since(earlier, seconds).filter(|_| is_covered);
            self.mean = Some(means.map(|means| means.geometric));
        }
        self.mean.flatten()
    }

    /// The fee of a trade that sells `sold`.
    pub fn rate(&mut self, sold: usize) -> Result<Bps, MathError> {
        let (Some(rule), Some(mean)) = (self.rule, self.mean()) else { return Ok(self.base) };
        let direction = if sold == 0 { PriceMove::Down } else { PriceMove::Up };
        rule.rate(self.base, self.opening, mean, direction)
    }

    /// Sells `offered` of `sold`; `None` where it would receive nothing.
    pub fn swap(&mut self, sold: usize, offered: u128) -> Result<Option<Traded>, MathError> {
        let rate = self.rate(sold)?;
        let bought = 1 - sold;
        let [x, y] = [self.held.reserves[sold], self.held.reserves[bought]];
        let outcome = match swap_exact_in(x, y, offered.into(), rate) {
            Ok(outcome) => outcome,
            Err(MathError::ZeroOutput { .. } | MathError::ZeroAmount) => return Ok(None),
            Err(error) => return Err(error),
        };
        self.held.reserves[sold] = outcome.offer_reserve;
        self.held.reserves[bought] = outcome.ask_reserve;
        self.held.fees[bought] += outcome.fee;
        Ok(Some(Traded { received: outcome.received.u128(), fee: outcome.fee.u128() }))
    }
}

fn spot(held: &Balances) -> Result<Uint256, MathError> {
    Ok(constant_product_prices(held)?[0].0)
}
