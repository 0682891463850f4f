//! The world outside the pool: chance, and a price that moves by it.

use std::f64::consts::TAU;

/// Seconds between blocks.
pub const BLOCK_SECONDS: u64 = 6;
/// Blocks of a day.
pub const BLOCKS_PER_DAY: u64 = 86_400 / BLOCK_SECONDS;
const SECONDS_PER_YEAR: f64 = 365.0 * 86_400.0;

/// SplitMix64: the same numbers from the same seed on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a uniform number above 0, at most 1.
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    /// Returns an exponential number of mean 1.
    pub fn exponential(&mut self) -> f64 {
        -self.uniform().ln()
    }

    /// Returns a normal number of mean 0 and variance 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (TAU * self.uniform()).cos()
    }
}

/// The way in which the price elsewhere moves.
#[derive(Clone, Copy)]
pub struct Market {
    /// Volatility of a year, 1 for 100 %.
    pub volatility: f64,
    /// The seconds in which half of a distance from 1 is lost; `None` for a geometric Brownian motion.
    pub half_life: Option<f64>,
}

impl Market {
    /// The price a block later.
    pub fn next(&self, price: f64, chance: &mut Chance) -> f64 {
        let seconds = BLOCK_SECONDS as f64;
        let deviation = self.volatility * (seconds / SECONDS_PER_YEAR).sqrt();
        let pull =
            self.half_life.map_or(0.0, |half_life| price.ln() * (1.0 - 0.5f64.powf(seconds / half_life)));
        // Without a pull the price elsewhere is worth its own mean.
        let drift = if self.half_life.is_some() { 0.0 } else { -deviation * deviation / 2.0 };
        price * (drift - pull + deviation * chance.normal()).exp()
    }
}

/// Part of a year that `blocks` are.
pub fn years(blocks: u64) -> f64 {
    (blocks * BLOCK_SECONDS) as f64 / SECONDS_PER_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_published_numbers() {
        // Source: prng.di.unimi.it/splitmix64.c with the seed 1234567.
        let mut chance = Chance::new(1_234_567);
        let found = [chance.bits(), chance.bits(), chance.bits()];
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn the_price_varies_as_much_as_its_volatility_says() {
        let market = Market { volatility: 0.8, half_life: None };
        let (mut chance, mut price, mut squares) = (Chance::new(1), 1.0f64, 0.0);
        let blocks = 100_000;
        for _ in 0..blocks {
            let next = market.next(price, &mut chance);
            squares += (next / price).ln().powi(2);
            price = next;
        }
        let found = (squares / years(blocks)).sqrt();
        assert!((found - 0.8).abs() < 0.01, "{found}");
    }

    #[test]
    fn a_pulled_price_comes_back() {
        let market = Market { volatility: 0.0, half_life: Some(600.0) };
        let mut chance = Chance::new(1);
        let price = (0..100).fold(4.0, |price, _| market.next(price, &mut chance));
        assert!((price - 2.0f64).abs() < 1e-9, "half of the logarithm is left after 600 s: {price}");
    }
}
