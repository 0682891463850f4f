//! How much of their loss LPs of every size are paid from the reserve that surcharges feed.

use crate::lvr::best_offer;
use crate::market::{BLOCKS_PER_DAY, Chance, Market};
use crate::pool::{Pool, Traded};
use crate::table;
use amm_math::cover::{Cover, CoverError, CoverTerms, CoveredPosition, Exit};
use amm_math::directional_fee::DirectionalFee;
use amm_math::liquidity::{deposit, withdraw};
use amm_math::{LpShares, MathError};
use cosmwasm_std::{Uint128, Uint256};
use serde::Serialize;

/// Reserve of each asset at the start, of a holder who is covered like all others, and stays.
const RESERVE: u128 = 100_000_000_000_000;
const DAYS: u64 = 14;
const PROVIDERS: usize = 100;
const DECILES: usize = 10;
const FED_BPS: u16 = 5_000;
const AGE: u64 = 86_400;
/// 1, as a price.
const ONE: u128 = 1 << 64;

#[derive(Serialize)]
pub struct Row {
    volatility_percent: f64,
    /// 1 for the smallest tenth of the deposits.
    decile: usize,
    /// Mean deposit, part of the pool at the start.
    deposit_bps_of_pool: f64,
    /// Exits below what holding would have been worth.
    exits_with_loss_percent: f64,
    /// Σ loss ÷ Σ deposits.
    loss_bps: f64,
    /// Σ paid ÷ Σ loss.
    covered_percent: Option<f64>,
    /// The least covered loss of a single exit older than the age.
    least_covered_percent: Option<f64>,
}

/// One exit, values in the second asset.
#[derive(Clone, Copy)]
struct Left {
    deposited: f64,
    loss: f64,
    paid: f64,
    is_old: bool,
}

/// Who deposits and leaves when.
struct Provider {
    amount: u128,
    enters: u64,
    leaves: u64,
    shares: LpShares,
    position: CoveredPosition,
}

struct World {
    pool: Pool,
    supply: LpShares,
    cover: Cover,
    terms: CoverTerms,
    price: f64,
}

pub fn measure(paths: u64) -> Result<Vec<Row>, CoverError> {
    let mut rows = vec![];
    for volatility in [0.5, 1.0, 2.0] {
        let mut left = vec![];
        for seed in 0..paths {
            left.extend(simulate(volatility, seed)?);
        }
        left.sort_by(|a, b| a.deposited.total_cmp(&b.deposited));
        let tenth = left.len() / DECILES;
        rows.extend(
            left.chunks(tenth).take(DECILES).enumerate().map(|(at, exits)| row(volatility, at + 1, exits)),
        );
    }
    Ok(rows)
}

fn row(volatility: f64, decile: usize, exits: &[Left]) -> Row {
    let sum = |of: fn(&Left) -> f64| exits.iter().map(of).sum::<f64>();
    let with_loss: Vec<_> = exits.iter().filter(|exit| exit.loss > 0.0).collect();
    let least = with_loss.iter().filter(|exit| exit.is_old).map(|exit| exit.paid / exit.loss);
    Row {
        volatility_percent: volatility * 100.0,
        decile,
        deposit_bps_of_pool: sum(|exit| exit.deposited) / exits.len() as f64 / (2.0 * RESERVE as f64) * 1e4,
        exits_with_loss_percent: with_loss.len() as f64 / exits.len() as f64 * 100.0,
        loss_bps: sum(|exit| exit.loss) / sum(|exit| exit.deposited) * 1e4,
        covered_percent: (!with_loss.is_empty())
            .then(|| sum(|exit| exit.paid) / sum(|exit| exit.loss) * 100.0),
        least_covered_percent: least.reduce(f64::min).map(|part| part * 100.0),
    }
}

/// One path: all exits on it.
fn simulate(volatility: f64, seed: u64) -> Result<Vec<Left>, CoverError> {
    let mut chance = Chance::new(seed);
    let mut providers = providers(&mut chance);
    let rule = DirectionalFee::new(10_000, 100)?;
    let (none, shares) = (CoveredPosition::empty(2), LpShares::new(RESERVE));
    let (cover, _) = Cover::empty(2).entered(&none, shares, &[Uint128::new(RESERVE); 2], 0)?;
    let mut world = World {
        pool: Pool::new([RESERVE; 2], 30, Some(rule))?,
        supply: shares,
        cover,
        terms: CoverTerms::new(FED_BPS, AGE)?,
        price: 1.0,
    };
    let market = Market { volatility, half_life: None };
    let mut left = vec![];
    for block in 0..DAYS * BLOCKS_PER_DAY {
        world.pool.open_block()?;
        world.price = market.next(world.price, &mut chance);
        world.trade(&mut chance)?;
        for provider in &mut providers {
            if provider.enters == block {
                world.enter(provider)?;
            } else if provider.leaves == block {
                left.push(world.leave(provider)?);
            }
        }
    }
    Ok(left)
}

/// Sizes over four orders of magnitude; times that do not depend on them.
fn providers(chance: &mut Chance) -> Vec<Provider> {
    let blocks = (DAYS * BLOCKS_PER_DAY) as f64;
    let mut one = || {
        // A Pareto tail with the exponent 1.16, at which a fifth holds four fifths.
        let size = chance.uniform().powf(-1.0 / 1.16).min(1e4);
        let enters = (chance.uniform() * blocks * 0.6) as u64 + 1;
        let leaves = enters + 1 + (chance.uniform() * (blocks - 3.0 - enters as f64)) as u64;
        let amount = (RESERVE as f64 * 1e-4 * size) as u128;
        Provider { amount, enters, leaves, shares: LpShares::default(), position: CoveredPosition::empty(2) }
    };
    (0..PROVIDERS).map(|_| one()).collect()
}

impl World {
    fn trade(&mut self, chance: &mut Chance) -> Result<(), CoverError> {
        for sold in [0, 1] {
            let offered = best_offer(&mut self.pool, sold, self.price)?;
            self.swap(sold, offered)?;
        }
        let (comes, sold) = (chance.uniform() < 0.1, usize::from(chance.uniform() < 0.5));
        let offered = (self.pool.reserve(sold) as f64 * 1.5e-4 * chance.exponential()) as u128;
        if comes { self.swap(sold, offered) } else { Ok(()) }
    }

    /// What the reserve takes of the surcharge leaves the fees.
    fn swap(&mut self, sold: usize, offered: u128) -> Result<(), CoverError> {
        let Some(Traded { surcharge, .. }) = self.pool.swap(sold, offered)? else { return Ok(()) };
        let (cover, taken) = self.cover.fed(1 - sold, surcharge.into(), &self.terms)?;
        self.pool.held.fees[1 - sold] -= taken;
        self.cover = cover;
        Ok(())
    }

    fn enter(&mut self, provider: &mut Provider) -> Result<(), CoverError> {
        // Of one asset the amount, of the other as much as the pool takes.
        let offered = [Uint128::new(provider.amount), Uint128::new(provider.amount * 100)];
        let outcome = deposit(&self.pool.held, self.supply, &offered)?;
        let entered =
            self.cover.entered(&provider.position, outcome.shares, &outcome.used, self.pool.now())?;
        (self.pool.held, self.supply, provider.shares) = (outcome.balances, outcome.supply, outcome.shares);
        (self.cover, provider.position) = entered;
        Ok(())
    }

    /// All shares, valued at the pool's own mean.
    fn leave(&mut self, provider: &Provider) -> Result<Left, CoverError> {
        let now = self.pool.now();
        let mean = self.pool.mean().ok_or(MathError::EmptyPool)?;
        let prices = [mean, Uint256::from(ONE)];
        let outcome = withdraw(&self.pool.held, self.supply, provider.shares)?;
        (self.pool.held, self.supply) = (outcome.balances, outcome.supply);
        let exit = Exit { shares: provider.shares, amounts: &outcome.amounts, prices: &prices };
        let settled = self.cover.exited(&provider.position, exit, &self.terms, now)?;
        let value = |amounts: &[Uint128]| {
            amounts[0].u128() as f64 * (float(mean) / ONE as f64) + amounts[1].u128() as f64
        };
        let left = Left {
            deposited: value(&provider.position.entry),
            loss: float(settled.loss) / ONE as f64,
            paid: value(&settled.paid),
            is_old: now - provider.position.entered_at >= AGE,
        };
        self.cover = settled.cover;
        Ok(left)
    }
}

fn float(value: Uint256) -> f64 {
    value.to_be_bytes().iter().fold(0.0, |sum, byte| sum * 256.0 + f64::from(*byte))
}

pub fn table(rows: &[Row]) -> String {
    let percent = |value: Option<f64>| value.map_or("–".to_string(), |value| format!("{value:.1}"));
    let cells = |row: &Row| {
        vec![
            format!("GBM {:.0} %", row.volatility_percent),
            row.decile.to_string(),
            format!("{:.2}", row.deposit_bps_of_pool),
            format!("{:.0}", row.exits_with_loss_percent),
            format!("{:.1}", row.loss_bps),
            percent(row.covered_percent),
            percent(row.least_covered_percent),
        ]
    };
    table::text(
        "Loss against holding, and what of it the cover paid, by size of the deposit",
        &[
            "Fee 30 bp + 1 × distance, half of the surcharge to the reserve, age 1 day, 14 days. Loss: of exits below",
            "holding, fees counted; bp of all deposits. Least: of a single exit that is old enough.",
        ],
        &[
            "path",
            "decile",
            "deposit, bp of pool",
            "exits with loss %",
            "loss bp",
            "covered %",
            "least covered %",
        ],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cover_is_paid_and_never_above_the_loss() {
        let left = simulate(2.0, 0).unwrap();
        assert_eq!(left.len(), PROVIDERS);
        assert!(left.iter().any(|exit| exit.paid > 0.0));
        for exit in left {
            assert!(exit.paid <= exit.loss * (1.0 + 1e-9));
            assert!(exit.is_old || exit.paid == 0.0);
        }
    }

    #[test]
    fn a_wide_number_becomes_the_nearest_float() {
        assert_eq!(float(Uint256::from(u128::MAX)), u128::MAX as f64);
        assert_eq!(float(Uint256::from(256u64)), 256.0);
    }
}
