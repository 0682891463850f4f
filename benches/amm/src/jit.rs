//! The share that liquidity which comes for one trade takes of that trade's fee, and of the fees while it stays.

use crate::table;
use cosmwasm_std::Uint128;
use serde::Serialize;
use weal_amm_math::constant_product::swap_exact_in;
use weal_amm_math::liquidity::{deposit, first_deposit, withdraw};
use weal_amm_math::{Balances, LpShares, MathError};
use weal_fixed_point::{Bps, Rounding, mul_div};

const RESERVE: u128 = 1_000_000_000_000;
const FEE_BPS: u16 = 30;
/// The trade for which liquidity comes.
const TARGET: u128 = 10_000_000_000;
/// The trade of each later block, in turns of direction.
const REGULAR: u128 = 1_000_000_000;
/// Blocks in which new shares earn nothing.
pub const SEASONING: u64 = 10;
/// The liquidity that comes, per cent of the liquidity there.
const SIZES: [u128; 3] = [10, 100, 900];
const STAYS: [u64; 6] = [0, 1, 9, 10, 20, 60];

#[derive(Serialize)]
pub struct Row {
    /// The liquidity that comes, per cent of the liquidity there.
    size_percent: u128,
    /// The blocks for which the liquidity stays after the target's block.
    stays_blocks: u64,
    /// The newcomer's share of the target's fee, shares earning at once.
    target_percent: f64,
    /// The newcomer's share of all fees while it stays, shares earning at once.
    all_percent: f64,
    /// The newcomer's share of the target's fee, shares earning after `SEASONING` blocks.
    seasoned_target_percent: f64,
    /// The newcomer's share of all fees while it stays, shares earning after `SEASONING` blocks.
    seasoned_all_percent: f64,
}

/// Fees by their trade: that of the target and all, of what the newcomer got and of everything.
#[derive(Default)]
struct Fees {
    target: [u128; 2],
    all: [u128; 2],
}

impl Fees {
    fn add(&mut self, is_target: bool, newcomers: u128, whole: u128) {
        if is_target {
            self.target = [newcomers, whole];
        }
        self.all[0] += newcomers;
        self.all[1] += whole;
    }
}

/// Deposits before the target, leaves `stays` blocks later. A fee is of those shares that earn when it is paid: all, or
/// those that are `seasoning` blocks old.
fn stay(size_percent: u128, stays: u64, seasoning: u64) -> Result<Fees, MathError> {
    let opened = first_deposit([Uint128::new(RESERVE); 2])?;
    let amount = Uint128::new(RESERVE * size_percent / 100);
    let joined = deposit(&opened.balances, opened.supply, &[amount, amount])?;
    let mut reserves = [joined.balances.reserves[0], joined.balances.reserves[1]];
    let mut fees = Fees::default();
    for block in 0..=stays {
        let is_target = block == 0;
        let (sold, offered) = if is_target { (0, TARGET) } else { ((block % 2) as usize, REGULAR) };
        let fee_rate = Bps::at_most(FEE_BPS, 500)?;
        let traded = swap_exact_in(reserves[sold], reserves[1 - sold], offered.into(), fee_rate)?;
        (reserves[sold], reserves[1 - sold]) = (traded.offer_reserve, traded.ask_reserve);
        let earning = if block >= seasoning { joined.shares } else { LpShares::default() };
        let all_earning = opened.supply.checked_add(earning)?;
        let part = mul_div(traded.fee, earning.amount(), all_earning.amount(), Rounding::Down)?;
        fees.add(is_target, part.u128(), traded.fee.u128());
    }
    Ok(fees)
}

/// Returns the fees that leaving really pays where shares earn at once: by `withdraw`, not by the ratio.
fn withdrawn_fees(size_percent: u128) -> Result<(u128, u128), MathError> {
    let opened = first_deposit([Uint128::new(RESERVE); 2])?;
    let amount = Uint128::new(RESERVE * size_percent / 100);
    let joined = deposit(&opened.balances, opened.supply, &[amount, amount])?;
    let [x, y] = [joined.balances.reserves[0], joined.balances.reserves[1]];
    let traded = swap_exact_in(x, y, TARGET.into(), Bps::at_most(FEE_BPS, 500)?)?;
    let reserves = vec![traded.offer_reserve, traded.ask_reserve];
    let with_fees = Balances { reserves: reserves.clone(), fees: vec![Uint128::zero(), traded.fee] };
    let without = Balances { reserves, fees: vec![Uint128::zero(); 2] };
    let paid = |held: &Balances| withdraw(held, joined.supply, joined.shares).map(|out| out.amounts[1]);
    Ok(((paid(&with_fees)? - paid(&without)?).u128(), traded.fee.u128()))
}

pub fn measure() -> Result<Vec<Row>, MathError> {
    SIZES.iter().flat_map(|size| STAYS.map(|stays| row(*size, stays))).collect()
}

fn row(size_percent: u128, stays_blocks: u64) -> Result<Row, MathError> {
    let percent = |[part, whole]: [u128; 2]| part as f64 / whole as f64 * 100.0;
    let (plain, seasoned) =
        (stay(size_percent, stays_blocks, 0)?, stay(size_percent, stays_blocks, SEASONING)?);
    let (part, whole) = withdrawn_fees(size_percent)?;
    Ok(Row {
        size_percent,
        stays_blocks,
        target_percent: percent([part, whole]),
        all_percent: percent(plain.all),
        seasoned_target_percent: percent(seasoned.target),
        seasoned_all_percent: percent(seasoned.all),
    })
}

pub fn table(rows: &[Row]) -> String {
    let cells = |row: &Row| {
        let mut cells =
            vec![format!("{} % of what is there", row.size_percent), row.stays_blocks.to_string()];
        let figures =
            [row.target_percent, row.all_percent, row.seasoned_target_percent, row.seasoned_all_percent];
        cells.extend(figures.map(|figure| format!("{figure:.1}")));
        cells
    };
    let seasoning = format!("Per cent of fees. Seasoning: shares earn nothing for {SEASONING} blocks.");
    table::text(
        "Fees taken by liquidity that comes for one trade of 1e10, 1e9 traded in each later block",
        &[&seasoning],
        &["size", "stays, blocks", "of the target", "of all", "seasoned: of the target", "of all"],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_liquidity_takes_half_of_the_fee_and_seasoned_none() {
        let [there, came] = [RESERVE, RESERVE];
        let row = row(came * 100 / there, 0).unwrap();
        assert!((row.target_percent - 50.0).abs() < 1e-3, "{}", row.target_percent);
        assert!((row.all_percent - 50.0).abs() < 1e-3);
        assert_eq!((row.seasoned_target_percent, row.seasoned_all_percent), (0.0, 0.0));
    }

    #[test]
    fn seasoned_shares_earn_from_their_block_on() {
        let before = row(100, SEASONING - 1).unwrap();
        let after = row(100, SEASONING).unwrap();
        assert_eq!(before.seasoned_all_percent, 0.0);
        assert!(after.seasoned_all_percent > 0.0 && after.seasoned_target_percent == 0.0);
    }
}
