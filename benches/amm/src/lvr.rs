//! The loss of LPs to arbitrage, the part that fees win back, and the price that everybody else pays for that.

use crate::market::{BLOCKS_PER_DAY, Chance, Market, years};
use crate::pool::Pool;
use crate::table;
use serde::Serialize;
use weal_amm_math::MathError;
use weal_amm_math::directional_fee::DirectionalFee;

/// Reserve of each asset at the start; the price is 1.
const RESERVE: f64 = 1e15;
const BASE_BPS: u16 = 30;
const CAP_BPS: u16 = 100;
/// The most that a trader pays who does not know the price elsewhere: between the base fee and this, basis points.
const DEAREST_BPS: f64 = 130.0;

/// A price path and the flow beside it.
#[derive(Clone, Copy)]
pub struct Scenario {
    pub name: &'static str,
    pub market: Market,
    /// Trades of a block that do not depend on the price.
    pub noise_per_block: f64,
    /// The mean size of those trades, part of a reserve.
    pub noise_size: f64,
}

/// The result of one rule in one scenario.
#[derive(Serialize)]
pub struct Row {
    scenario: &'static str,
    volatility_percent: f64,
    rule: String,
    /// The loss to arbitrage before its fees, per cent of TVL a year.
    lvr_percent: f64,
    /// The part of that loss that arbitrage's fees gave back.
    recaptured_percent: f64,
    /// The profit that arbitrage kept, per cent of TVL a year.
    arbitrage_profit_percent: f64,
    /// Average fee of the trades that do not depend on the price.
    noise_fee_bps: f64,
    /// The volume of those trades beside that at the base fee, per cent.
    noise_volume_percent: f64,
    /// The result of LPs above a portfolio that follows the reserves at the price elsewhere, per cent of TVL a year.
    lp_result_percent: f64,
}

/// The sums over one or more paths, in units of the second asset.
#[derive(Default)]
struct Sums {
    lvr: f64,
    arbitrage_fees: f64,
    noise_fees: f64,
    noise_volume: f64,
    lp_result: f64,
    value_years: f64,
}

const SCENARIOS: [Scenario; 7] = [
    gbm("much noise, GBM", 0.05, 0.6, 4e-4),
    gbm("GBM", 0.2, 0.1, 1.5e-4),
    gbm("GBM", 0.5, 0.1, 1.5e-4),
    gbm("GBM", 0.8, 0.1, 1.5e-4),
    gbm("GBM", 1.2, 0.1, 1.5e-4),
    gbm("GBM", 2.0, 0.1, 1.5e-4),
    Scenario {
        name: "back to 1, half in 30 min",
        market: Market { volatility: 0.8, half_life: Some(1_800.0) },
        noise_per_block: 0.1,
        noise_size: 1.5e-4,
    },
];

const fn gbm(name: &'static str, volatility: f64, noise_per_block: f64, noise_size: f64) -> Scenario {
    Scenario { name, market: Market { volatility, half_life: None }, noise_per_block, noise_size }
}

/// Every scenario under the constant fee, two surcharges, and the constant fee that costs noise what the larger does.
pub fn measure(days: u64, paths: u64) -> Result<Vec<Row>, MathError> {
    let mut rows = vec![];
    for scenario in &SCENARIOS {
        let run = |base_bps: u16, rule: Option<DirectionalFee>| {
            let mut sums = Sums::default();
            for seed in 0..paths {
                simulate(scenario, Pool::new([RESERVE as u128; 2], base_bps, rule)?, days, seed, &mut sums)?;
            }
            Ok::<_, MathError>(sums)
        };
        let constant = run(BASE_BPS, None)?;
        let half = run(BASE_BPS, Some(DirectionalFee::new(5_000, CAP_BPS)?))?;
        let full = run(BASE_BPS, Some(DirectionalFee::new(10_000, CAP_BPS)?))?;
        let same_bps = full.noise_fee_bps().round() as u16;
        let same = run(same_bps, None)?;
        let volume = constant.noise_volume;
        rows.push(constant.row(scenario, format!("constant {BASE_BPS}"), volume));
        rows.push(half.row(scenario, format!("{BASE_BPS} + 0.5 × distance"), volume));
        rows.push(full.row(scenario, format!("{BASE_BPS} + 1 × distance"), volume));
        rows.push(same.row(scenario, format!("constant {same_bps}"), volume));
    }
    Ok(rows)
}

impl Sums {
    fn noise_fee_bps(&self) -> f64 {
        self.noise_fees / self.noise_volume * 1e4
    }

    fn row(&self, scenario: &Scenario, rule: String, volume: f64) -> Row {
        let of_value = |amount: f64| amount / self.value_years * 100.0;
        Row {
            scenario: scenario.name,
            volatility_percent: scenario.market.volatility * 100.0,
            rule,
            lvr_percent: of_value(self.lvr),
            recaptured_percent: self.arbitrage_fees / self.lvr * 100.0,
            arbitrage_profit_percent: of_value(self.lvr - self.arbitrage_fees),
            noise_fee_bps: self.noise_fee_bps(),
            noise_volume_percent: self.noise_volume / volume * 100.0,
            lp_result_percent: of_value(self.lp_result),
        }
    }
}

/// Runs one path. Chance is drawn in the same order whatever the rule, so that rules meet the same world.
fn simulate(
    scenario: &Scenario,
    mut pool: Pool,
    days: u64,
    seed: u64,
    sums: &mut Sums,
) -> Result<(), MathError> {
    let mut chance = Chance::new(seed);
    let mut price = 1.0;
    for _ in 0..days * BLOCKS_PER_DAY {
        pool.open_block()?;
        price = scenario.market.next(price, &mut chance);
        arbitrage(&mut pool, price, sums)?;
        noise(&mut pool, scenario, price, &mut chance, sums)?;
        let value = pool.reserve(0) as f64 * price + pool.reserve(1) as f64;
        sums.value_years += value * years(1);
    }
    Ok(())
}

/// Worth of one unit of an asset, in the second.
fn worth(asset: usize, price: f64) -> f64 {
    if asset == 0 { price } else { 1.0 }
}

/// Returns the trade that is worth most at the price elsewhere: up to where the last unit, after its fee, is worth that
/// price.
pub fn best_offer(pool: &mut Pool, sold: usize, price: f64) -> Result<u128, MathError> {
    let kept = 1.0 - f64::from(pool.rate(sold)?.value()) / 1e4;
    let [x, y] = [pool.reserve(sold) as f64, pool.reserve(1 - sold) as f64];
    let of_sold = worth(sold, price) / worth(1 - sold, price);
    Ok(((kept * x * y / of_sold).sqrt() - x).max(0.0) as u128)
}

fn arbitrage(pool: &mut Pool, price: f64, sums: &mut Sums) -> Result<(), MathError> {
    for sold in [0, 1] {
        let offered = best_offer(pool, sold, price)?;
        let Some(traded) = pool.swap(sold, offered)? else { continue };
        let paid = offered as f64 * worth(sold, price);
        let of_bought = worth(1 - sold, price);
        sums.lvr += (traded.received + traded.fee) as f64 * of_bought - paid;
        sums.arbitrage_fees += traded.fee as f64 * of_bought;
        sums.lp_result += paid - traded.received as f64 * of_bought;
    }
    Ok(())
}

fn noise(
    pool: &mut Pool,
    scenario: &Scenario,
    price: f64,
    chance: &mut Chance,
    sums: &mut Sums,
) -> Result<(), MathError> {
    let comes = chance.uniform() < scenario.noise_per_block;
    let sold = usize::from(chance.uniform() < 0.5);
    let value = RESERVE * scenario.noise_size * chance.exponential();
    let bears_bps = f64::from(BASE_BPS) + (DEAREST_BPS - f64::from(BASE_BPS)) * chance.uniform();
    if !comes || f64::from(pool.rate(sold)?.value()) > bears_bps {
        return Ok(());
    }
    let offered = (value / worth(sold, price)) as u128;
    let Some(traded) = pool.swap(sold, offered)? else { return Ok(()) };
    let of_bought = worth(1 - sold, price);
    sums.noise_volume += (traded.received + traded.fee) as f64 * of_bought;
    sums.noise_fees += traded.fee as f64 * of_bought;
    sums.lp_result += offered as f64 * worth(sold, price) - traded.received as f64 * of_bought;
    Ok(())
}

pub fn table(rows: &[Row]) -> String {
    let cells = |row: &Row| {
        vec![
            format!("{} {:.0} %", row.scenario, row.volatility_percent),
            row.rule.clone(),
            format!("{:.2}", row.lvr_percent),
            format!("{:.1}", row.recaptured_percent),
            format!("{:.2}", row.arbitrage_profit_percent),
            format!("{:.1}", row.noise_fee_bps),
            format!("{:.1}", row.noise_volume_percent),
            format!("{:.2}", row.lp_result_percent),
        ]
    };
    table::text(
        "Loss to arbitrage under a constant and a directional fee",
        &[
            "Arbitrage, result: % of TVL and year. Volume: % of that at 30 bp. The last rule of each scenario is the",
            "constant fee that costs noise what 1 × distance does: a surcharge that is not better than it helps nobody.",
        ],
        &[
            "scenario",
            "fee, bp",
            "lost",
            "taken back %",
            "arbitrage",
            "noise fee bp",
            "volume %",
            "LP result",
        ],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milionis, Moallemi, Roughgarden, Zhang (arXiv 2208.06046): a constant product without a fee loses σ² ÷ 8 of its
    /// value a year to arbitrage.
    #[test]
    fn without_a_fee_arbitrage_takes_an_eighth_of_the_variance() {
        let scenario = gbm("GBM", 0.8, 0.0, 0.0);
        let mut sums = Sums::default();
        for seed in 0..2 {
            let pool = Pool::new([RESERVE as u128; 2], 0, None).unwrap();
            simulate(&scenario, pool, 2, seed, &mut sums).unwrap();
        }
        let found = sums.lvr / sums.value_years;
        assert!((found - 0.08).abs() < 0.002, "{found}");
        assert_eq!(sums.arbitrage_fees, 0.0);
    }

    #[test]
    fn the_best_offer_is_better_than_one_a_hundredth_away() {
        for (sold, price) in [(0, 0.97), (1, 1.03)] {
            let fresh = || Pool::new([RESERVE as u128; 2], 30, None).unwrap();
            let best = best_offer(&mut fresh(), sold, price).unwrap();
            let profit = |offered: u128| {
                let traded = fresh().swap(sold, offered).unwrap().unwrap();
                traded.received as f64 * worth(1 - sold, price) - offered as f64 * worth(sold, price)
            };
            assert!(
                best > 0 && profit(best) > profit(best / 100 * 99) && profit(best) > profit(best / 100 * 101)
            );
            assert_eq!(best_offer(&mut fresh(), 1 - sold, price).unwrap(), 0);
        }
    }
}
