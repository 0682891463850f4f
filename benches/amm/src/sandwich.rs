//! The profit of a sandwich: buy before a victim, sell after, all in one block.
//!
//! Under the bound a trade gets at most the price that the block opened with; the rest of what the curve gives is withheld for the
//! protocol. The curve itself moves as without the bound.

use crate::table;
use cosmwasm_std::Uint128;
use serde::Serialize;
use weal_amm_math::constant_product::swap_exact_in;
use weal_amm_math::{MathError, SwapOutcome};
use weal_fixed_point::{Bps, Rounding, mul_div};

const RESERVE: u128 = 1_000_000_000_000;
const FEE_BPS: u16 = 30;
const FRONTS: [u128; 4] = [10_000_000_000, 20_000_000_000, 50_000_000_000, 100_000_000_000];
const VICTIMS: [u128; 4] = [1_000_000_000, 10_000_000_000, 50_000_000_000, 100_000_000_000];
/// Parts of a split trade back.
const PARTS: u128 = 100;

/// The strength with which the block's opening binds a trade.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Off,
    /// Each trade alone is bound by the curve of the opening: a rule that parts of a trade go around.
    EachTrade,
    /// Each trade gets no better than the opening's price, as in `amm-pool`.
    Price,
}

/// The place where fees stay.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fees {
    /// The fees stay in the reserve, as most pools have it.
    Inside,
    /// The fees stay beside the reserve, as `amm-pool` has it.
    Beside,
}

/// One attack, its profit in units of the asset sold.
#[derive(Serialize)]
pub struct Row {
    front: u128,
    victim: u128,
    /// The profit without a bound, fees in the reserve.
    off_fees_inside: i128,
    /// The profit without a bound, fees beside the reserve.
    off: i128,
    /// The profit under the opening's curve for each trade, the trade back in a hundred parts.
    curve_in_parts: i128,
    /// The profit under the opening's price.
    on: i128,
    /// The profit under the opening's price, the trade back in a hundred parts.
    on_in_parts: i128,
    off_bps_of_victim: f64,
    on_bps_of_victim: f64,
    /// The victim's loss against the same trade alone, in its asset bought: the same with and without the bound.
    victim_loss_bps: f64,
}

/// A block of a pool: reserves at its opening and now.
struct Block {
    opening: [Uint128; 2],
    reserves: [Uint128; 2],
    bound: Bound,
    fees: Fees,
}

impl Block {
    fn open(bound: Bound, fees: Fees) -> Self {
        let reserves = [Uint128::new(RESERVE); 2];
        Self { opening: reserves, reserves, bound, fees }
    }

    /// Sells `offered` of `asset`; what is received.
    fn swap(&mut self, asset: usize, offered: Uint128) -> Result<Uint128, MathError> {
        let (curve, gross) = self.gross(asset, offered)?;
        let curve_gross = curve.received;
        let received = gross - Bps::at_most(FEE_BPS, 500)?.of(gross, Rounding::Up)?;
        self.reserves[asset] = curve.offer_reserve;
        self.reserves[1 - asset] -= match self.fees {
            Fees::Inside => received,
            Fees::Beside => curve_gross,
        };
        Ok(received)
    }

    /// Returns the outcome along the curve without a fee, and the part of its output that is the trader's before the
    /// fee.
    fn gross(&self, asset: usize, offered: Uint128) -> Result<(SwapOutcome, Uint128), MathError> {
        let free = Bps::at_most(0, 500)?;
        let curve = |reserves: [Uint128; 2], offered| {
            swap_exact_in(reserves[asset], reserves[1 - asset], offered, free)
        };
        let now = curve(self.reserves, offered)?;
        let at_opening = match self.bound {
            Bound::Off => return Ok((now, now.received)),
            Bound::EachTrade => curve(self.opening, offered)?.received,
            Bound::Price => mul_div(offered, self.opening[1 - asset], self.opening[asset], Rounding::Down)?,
        };
        Ok((now, now.received.min(at_opening)))
    }
}

/// Returns the attacker's gain in its asset, and the amount that the victim received.
fn attack(front: u128, victim: u128, parts: u128, mut block: Block) -> Result<(i128, u128), MathError> {
    let bought = block.swap(0, front.into())?;
    let received = block.swap(0, victim.into())?;
    let (part, mut back) = (bought.u128() / parts, 0);
    for index in 0..parts {
        let offered = if index + 1 == parts { bought.u128() - part * index } else { part };
        back += block.swap(1, offered.into())?.u128();
    }
    Ok((back as i128 - front as i128, received.u128()))
}

pub fn measure() -> Result<Vec<Row>, MathError> {
    FRONTS.iter().flat_map(|front| VICTIMS.map(|victim| row(*front, victim))).collect()
}

fn row(front: u128, victim: u128) -> Result<Row, MathError> {
    let (off, received) = attack(front, victim, 1, Block::open(Bound::Off, Fees::Beside))?;
    let (on, under_bound) = attack(front, victim, 1, Block::open(Bound::Price, Fees::Beside))?;
    assert_eq!(received, under_bound, "the bound does not touch the victim's trade");
    let alone = Block::open(Bound::Off, Fees::Beside).swap(0, victim.into())?.u128();
    let of_victim = |profit: i128| profit as f64 / victim as f64 * 1e4;
    Ok(Row {
        front,
        victim,
        off_fees_inside: attack(front, victim, 1, Block::open(Bound::Off, Fees::Inside))?.0,
        off,
        curve_in_parts: attack(front, victim, PARTS, Block::open(Bound::EachTrade, Fees::Beside))?.0,
        on,
        on_in_parts: attack(front, victim, PARTS, Block::open(Bound::Price, Fees::Beside))?.0,
        off_bps_of_victim: of_victim(off),
        on_bps_of_victim: of_victim(on),
        victim_loss_bps: (alone - received) as f64 / alone as f64 * 1e4,
    })
}

pub fn table(rows: &[Row]) -> String {
    let cells = |row: &Row| {
        let profit = |amount: i128| format!("{:.4}", amount as f64 / 1e9);
        vec![
            format!("{:.0e} / {:.0e}", row.front as f64, row.victim as f64),
            profit(row.off_fees_inside),
            profit(row.off),
            profit(row.curve_in_parts),
            profit(row.on),
            profit(row.on_in_parts),
            format!("{:.0}", row.off_bps_of_victim),
            format!("{:.0}", row.on_bps_of_victim),
            format!("{:.0}", row.victim_loss_bps),
        ]
    };
    table::text(
        "Profit of a sandwich, 1e9 units, reserves 1e12 and 1e12, 30 bp",
        &[
            "bp: of the victim's trade. In parts: the trade back in 100. Curve: each trade alone along the opening's curve.",
        ],
        &[
            "front / victim",
            "off, fees inside",
            "off",
            "curve, in parts",
            "on",
            "on, in parts",
            "off bp",
            "on bp",
            "victim loses bp",
        ],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profit(front: u128, victim: u128, bound: Bound, fees: Fees) -> i128 {
        attack(front, victim, 1, Block::open(bound, fees)).unwrap().0
    }

    /// Published: 5e10 before 5e10 earns +4.416e9, 883 bp of the victim's trade, and −4.81e9 under the bound; 2e10 before
    /// 1e10 earns 267 bp and −883 bp. Reserves 1e12, 30 bp, the fee in the reserve.
    #[test]
    fn the_published_profits_of_a_sandwich() {
        let (front, victim) = (50_000_000_000, 50_000_000_000);
        let off = profit(front, victim, Bound::Off, Fees::Inside);
        assert_eq!((off, off / 1_000_000, off * 10_000 / victim as i128), (4_416_098_625, 4_416, 883));
        let on = profit(front, victim, Bound::EachTrade, Fees::Inside);
        assert_eq!((on, on / 10_000_000), (-4_811_610_676, -481));

        let (front, victim) = (20_000_000_000, 10_000_000_000);
        let off = profit(front, victim, Bound::Off, Fees::Inside);
        assert_eq!((off, off * 10_000 / victim as i128), (267_429_426, 267));
        let on = profit(front, victim, Bound::EachTrade, Fees::Inside);
        assert_eq!((on, on * 10_000 / victim as i128), (-883_339_425, -883));
    }

    #[test]
    fn no_attack_of_the_grid_earns_under_the_bound() {
        for row in measure().unwrap() {
            assert!(row.on < 0 && row.on_in_parts < 0 && row.curve_in_parts < 0);
        }
    }

    /// One price for all of a block is the same for parts and for the whole.
    #[test]
    fn splitting_is_worthless_under_one_price() {
        for row in measure().unwrap() {
            assert!(row.on_in_parts <= row.on);
        }
    }
}
