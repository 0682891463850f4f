//! The cost of moving the mean of half an hour by a twentieth.
//!
//! The attacker trades last in a block, so that the price stands until the next one; the price elsewhere stays 1.
//! Unopposed, it trades once and back at the end, and pays fees. Opposed, the first trade of each next block takes the
//! price back to 1, up to the fee, and the attacker pays for the whole way again.

use crate::lvr::best_offer;
use crate::pool::{Pool, WINDOW};
use crate::table;
use cosmwasm_std::Uint256;
use serde::Serialize;
use weal_amm_math::observation::constant_product_prices;
use weal_amm_math::{MathError, PriceSums};

const RESERVE: u128 = 1_000_000_000_000_000_000;
const FEE_BPS: u16 = 30;
/// The mean that the attacker wants, in thousandths.
const WANTED: u64 = 1_050;
const BLOCKS: [u64; 7] = [1, 2, 5, 10, 30, 60, 300];
const BLOCK_SECONDS: u64 = crate::market::BLOCK_SECONDS;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mean {
    Arithmetic,
    Geometric,
}

#[derive(Serialize)]
pub struct Row {
    holds_blocks: u64,
    /// The price that must stand, as a multiple; and what it costs, bp of TVL.
    arithmetic: Cost,
    geometric: Cost,
}

/// The cost of a move; `None` where no trade is large enough, since the price would be above 2^64.
#[derive(Serialize)]
pub struct Cost {
    price: Option<f64>,
    unopposed_bps: Option<f64>,
    opposed_bps: Option<f64>,
}

pub fn measure() -> Result<Vec<Row>, MathError> {
    BLOCKS
        .iter()
        .map(|blocks| {
            let [arithmetic, geometric] = [Mean::Arithmetic, Mean::Geometric].map(|mean| cost(*blocks, mean));
            Ok(Row { holds_blocks: *blocks, arithmetic: arithmetic?, geometric: geometric? })
        })
        .collect()
}

fn cost(blocks: u64, mean: Mean) -> Result<Cost, MathError> {
    let Some(offered) = least_push(blocks, mean)? else {
        return Ok(Cost { price: None, unopposed_bps: None, opposed_bps: None });
    };
    let mut pushed = Pool::new([RESERVE; 2], FEE_BPS, None)?;
    pushed.swap(1, offered)?;
    Ok(Cost {
        price: Some(pushed.reserve(1) as f64 / pushed.reserve(0) as f64),
        unopposed_bps: Some(unopposed(offered)?),
        opposed_bps: Some(opposed(blocks, offered)?),
    })
}

/// The least offer of the second asset after which the price, standing for `blocks`, moves the mean far enough.
fn least_push(blocks: u64, mean: Mean) -> Result<Option<u128>, MathError> {
    let (mut below, mut enough) = (0u128, RESERVE << 32);
    if !moves(blocks, enough, mean)? {
        return Ok(None);
    }
    while enough - below > 1 {
        let middle = below + (enough - below) / 2;
        if moves(blocks, middle, mean)? {
            enough = middle;
        } else {
            below = middle;
        }
    }
    Ok(Some(enough))
}

/// Returns whether the pool's own mean, of the window in which the price stood for `blocks`, is what is wanted.
fn moves(blocks: u64, offered: u128, mean: Mean) -> Result<bool, MathError> {
    let mut pool = Pool::new([RESERVE; 2], FEE_BPS, None)?;
    let idle = constant_product_prices(&pool.held)?[0];
    pool.swap(1, offered)?;
    let pushed = constant_product_prices(&pool.held)?[0];
    let stands = blocks * BLOCK_SECONDS;
    let sums = PriceSums::default().after(idle, WINDOW - stands).after(pushed, stands);
    let Some(means) = sums.mean_since(&PriceSums::default(), WINDOW) else { return Ok(false) };
    let found = match mean {
        Mean::Arithmetic => means.of_first,
        Mean::Geometric => means.geometric,
    };
    Ok(found * Uint256::from(1_000u64) >= idle.0 * Uint256::from(WANTED))
}

/// Returns the cost of trading there and back at once: bp of TVL, at the price elsewhere.
fn unopposed(offered: u128) -> Result<f64, MathError> {
    let mut pool = Pool::new([RESERVE; 2], FEE_BPS, None)?;
    let bought = pool.swap(1, offered)?.map_or(0, |traded| traded.received);
    // The whole way back: what is missing is bought elsewhere, at 1.
    let way_back = RESERVE - pool.reserve(0);
    let back = pool.swap(0, way_back)?.map_or(0, |traded| traded.received);
    Ok(bps_of_tvl((offered as f64 + way_back as f64) - (bought as f64 + back as f64)))
}

/// Returns the cost of trading to the same price again in each block, against arbitrage that takes the price back
/// first: bp of TVL.
fn opposed(blocks: u64, offered: u128) -> Result<f64, MathError> {
    let mut pool = Pool::new([RESERVE; 2], FEE_BPS, None)?;
    let wanted = RESERVE + offered;
    let mut lost = 0.0;
    for _ in 0..blocks {
        // Along one curve the reserve of the second asset says the price.
        let push = wanted - pool.reserve(1);
        let bought = pool.swap(1, push)?.map_or(0, |traded| traded.received);
        lost += push as f64 - bought as f64;
        let taken_back = best_offer(&mut pool, 0, 1.0)?;
        pool.swap(0, taken_back)?;
    }
    Ok(bps_of_tvl(lost))
}

fn bps_of_tvl(amount: f64) -> f64 {
    amount / (2.0 * RESERVE as f64) * 1e4
}

pub fn table(rows: &[Row]) -> String {
    let figure = |value: Option<f64>| match value {
        Some(value) if value < 1e5 => format!("{value:.3}"),
        Some(value) => format!("{value:.2e}"),
        None => "–".to_string(),
    };
    let cells = |row: &Row| {
        let costs = [&row.arithmetic, &row.geometric]
            .map(|cost| [cost.price, cost.unopposed_bps, cost.opposed_bps].map(figure));
        [vec![row.holds_blocks.to_string()], costs.concat()].concat()
    };
    table::text(
        "Cost of moving the mean of 30 minutes by 5 %, bp of TVL, blocks of 6 s",
        &[
            "Price: what must stand, as a multiple. Opposed: arbitrage takes the price back in each next block.",
        ],
        &["held, blocks", "price", "unopposed", "opposed", "geometric: price", "unopposed", "opposed"],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// n of 300 blocks at the price c move the arithmetic mean by n·(c − 1) ÷ 300 and the geometric one to c^(n ÷ 300).
    #[test]
    fn the_price_that_must_stand_is_that_of_the_formula() {
        for row in measure().unwrap() {
            let part = row.holds_blocks as f64 * BLOCK_SECONDS as f64 / WINDOW as f64;
            let found = row.arithmetic.price.unwrap();
            assert!((found / (1.0 + 0.05 / part) - 1.0).abs() < 1e-6, "{found}");
            let found = row.geometric.price.unwrap();
            assert!((found / 1.05f64.powf(1.0 / part) - 1.0).abs() < 1e-3, "{found}");
        }
    }

    /// A price of 4 there and back: 2 of reserves 1 and 1 becomes ½ and 2, so that 1 and ½ are bought and each pays 30 bp.
    #[test]
    fn an_unopposed_push_pays_two_fees() {
        let found = unopposed(RESERVE).unwrap();
        assert!((found - (0.5 + 1.0) * 0.003 / 2.0 * 1e4).abs() < 1e-6, "{found}");
    }

    #[test]
    fn a_longer_hold_is_cheaper_unopposed_and_dearer_than_one_block_is_never_free() {
        let rows = measure().unwrap();
        for pair in rows.windows(2) {
            let [shorter, longer] = [&pair[0].arithmetic, &pair[1].arithmetic];
            assert!(shorter.unopposed_bps > longer.unopposed_bps);
        }
        assert!(
            rows.iter()
                .all(|row| row.arithmetic.opposed_bps >= row.arithmetic.unopposed_bps.map(|bps| bps / 2.0))
        );
    }
}
