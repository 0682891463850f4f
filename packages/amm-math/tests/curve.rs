//! A curve answers as the formulas of its form do.
#![allow(clippy::unwrap_used, missing_docs)]

use cosmwasm_std::{Uint128, Uint256};
use weal_amm_math::observation::{constant_product_prices, stableswap_price, stableswap_prices};
use weal_amm_math::opening::OpeningWorth;
use weal_amm_math::{
    Amplification, Balances, Curve, Direction, LpShares, MathError, Sides, Stableswap, constant_product,
    liquidity,
};
use weal_fixed_point::{Bps, Rounding};

const THERE: Direction = Direction { offer: 0, ask: 1 };
const SUPPLY: LpShares = LpShares::new(1_000_000);

fn stableswap() -> Stableswap {
    Stableswap::new(&[6, 6], Amplification::fixed(100).unwrap().at(0)).unwrap()
}

fn curves() -> [Curve; 2] {
    [Curve::ConstantProduct, Curve::Stableswap(stableswap())]
}

fn amounts<const N: usize>(amounts: [u128; N]) -> [Uint128; N] {
    amounts.map(Uint128::new)
}

fn held(reserves: [u128; 2], fees: [u128; 2]) -> Balances {
    Balances { reserves: amounts(reserves).into(), fees: amounts(fees).into() }
}

fn fee() -> Bps {
    Bps::at_most(30, 500).unwrap()
}

#[test]
fn a_direction_names_its_sides_and_the_way_back() {
    let reserves = amounts([10, 20, 30]);
    let direction = Direction { offer: 2, ask: 0 };
    let [offer, ask] = amounts([30, 10]);
    assert_eq!(direction.of(&reserves), Ok(Sides { offer, ask }));
    assert_eq!(direction.reversed(), Direction { offer: 0, ask: 2 });
    assert!(matches!(Direction { offer: 3, ask: 0 }.of(&reserves), Err(MathError::Invariant { .. })));
}

#[test]
fn only_a_stableswap_takes_any_ratio_and_puts_fees_into_its_reserves() {
    let [product, stable] = curves();
    assert!(!product.takes_any_ratio() && product.holds_fees_apart() && product.stableswap().is_none());
    assert!(stable.takes_any_ratio() && !stable.holds_fees_apart());
    assert_eq!(stable.stableswap(), Some(&stableswap()));
    assert_eq!((product.growth_parts(3), stable.growth_parts(3)), (3, 1));
}

#[test]
fn swaps_are_those_of_the_formulas() {
    let ([x, y], [offered, wanted]) = (amounts([30_000_000, 20_000_000]), amounts([1_000_000, 400_000]));
    let [product, stable] = curves();
    for (direction, [from, to]) in [(THERE, [x, y]), (THERE.reversed(), [y, x])] {
        let pair = (direction.offer, direction.ask);
        let found = product.swap_exact_in(&[x, y], direction, offered, fee());
        assert_eq!(found, constant_product::swap_exact_in(from, to, offered, fee()));
        let found = product.offer_for_exact_out(&[x, y], direction, wanted, fee());
        assert_eq!(found, constant_product::offer_for_exact_out(from, to, wanted, fee()));
        let found = stable.swap_exact_in(&[x, y], direction, offered, fee());
        assert_eq!(found, stableswap().swap_exact_in(&[x, y], pair, offered, fee()));
        let found = stable.offer_for_exact_out(&[x, y], direction, wanted, fee());
        assert_eq!(found, stableswap().offer_for_exact_out(&[x, y], pair, wanted, fee()));
    }
}

#[test]
fn prices_are_those_of_the_formulas() {
    let held = held([30_000_000, 20_000_000], [7, 9]);
    let [product, stable] = curves();
    let expected = constant_product_prices(&held).unwrap();
    assert_eq!(product.prices(&held).unwrap(), expected);
    assert_eq!(product.price(&held.reserves, THERE).unwrap(), expected[0].0);
    assert_eq!(product.price(&held.reserves, THERE.reversed()).unwrap(), expected[0].1);
    assert_eq!(stable.prices(&held), stableswap_prices(&stableswap(), &held.reserves));
    let back = stable.price(&held.reserves, THERE.reversed());
    assert_eq!(back, stableswap_price(&stableswap(), &held.reserves, (1, 0)));
}

/// 3 for 2, so that 1,000 are worth 666 and two thirds; at most what a trade gives, and at least what one costs.
#[test]
fn worth_is_rounded_down_and_cost_up() {
    let reserves = amounts([30_000_000, 20_000_000]);
    let thousand = Uint128::new(1_000);
    let [product, stable] = curves();
    assert_eq!(product.worth(&reserves, THERE, thousand), Ok(Some(Uint128::new(666))));
    assert_eq!(product.cost(&reserves, THERE, Uint128::new(667)), Ok(Uint128::new(1_001)));
    assert_eq!(product.worth(&amounts([1, 2]), THERE, Uint128::MAX), Ok(None));
    assert!(matches!(product.cost(&amounts([2, 1]), THERE, Uint128::MAX), Err(MathError::FixedPoint(_))));
    let worth = stableswap().worth(&reserves, (0, 1), thousand).unwrap();
    assert_eq!(stable.worth(&reserves, THERE, thousand), Ok(Uint128::try_from(worth).ok()));
    let cost = stableswap().worth(&reserves, (1, 0), thousand).unwrap() + Uint256::one();
    assert_eq!(stable.cost(&reserves, THERE, thousand).map(Uint256::from), Ok(cost));
}

#[test]
fn deposits_are_those_of_the_formulas() {
    let (held, offered) = (held([30_000_000, 20_000_000], [0, 0]), amounts([3_000_000, 2_500_000]));
    let [product, stable] = curves();
    assert_eq!(product.first_deposit(&offered), liquidity::first_deposit(offered));
    assert_eq!(stable.first_deposit(&offered), stableswap().first_deposit(&offered));
    let three = MathError::WrongLength { found: 3, required: 2 };
    assert_eq!(product.first_deposit(&amounts([1, 2, 3])), Err(three));
    let found = product.deposit(&held, SUPPLY, &offered, fee());
    assert_eq!(found, liquidity::deposit(&held, SUPPLY, &offered));
    let found = stable.deposit(&held, SUPPLY, &offered, fee());
    assert_eq!(found, stableswap().deposit(&held, SUPPLY, &offered, fee()));
}

/// The reserves alone count in a constant product, the fees too in a stableswap.
#[test]
fn the_worth_since_the_opening_is_that_of_the_formulas() {
    let then = held([30_000_000, 20_000_000], [1_000_000, 0]);
    let now = held([31_000_000, 19_400_000], [1_000_000, 5_000]);
    let [product, stable] = curves();
    let expected = OpeningWorth::of_constant_product(&then.reserves, &now.reserves).unwrap();
    assert_eq!(product.worth_since(&then, &now), Ok(Some(expected)));
    let (before, after) = (then.totals().unwrap(), now.totals().unwrap());
    let expected = OpeningWorth::of_stableswap(&stableswap(), &then.reserves, &before, &after).unwrap();
    assert_eq!(stable.worth_since(&then, &now), Ok(Some(expected)));
    let empty = held([0, 0], [0, 0]);
    assert_eq!(stable.worth_since(&empty, &now), Ok(None));
}

/// A tenth of the shares, of fees of 15 and 20 and of a *D* of 50,000,001 at most.
#[test]
fn growth_is_the_part_of_the_fees_or_of_the_invariant() {
    let held = held([30_000_000, 20_000_000], [15, 20]);
    let tenth = LpShares::new(100_000);
    let [product, stable] = curves();
    let growth = |curve: &Curve, rounding| curve.growth(&held, SUPPLY, tenth, rounding).unwrap();
    assert_eq!(growth(&product, Rounding::Down), amounts([1, 2]));
    assert_eq!(growth(&product, Rounding::Up), amounts([2, 2]));
    let d = stableswap().invariant(&held.totals().unwrap()).unwrap();
    let part = |d: Uint256| Uint128::try_from(d / Uint256::from(10u8)).unwrap();
    assert_eq!(growth(&stable, Rounding::Down), [part(d.low)]);
    let up = growth(&stable, Rounding::Up)[0];
    assert!(up >= part(d.high) && up <= part(d.high) + Uint128::one());
    let all = |rounding| stable.growth(&held, SUPPLY, SUPPLY, rounding).unwrap();
    let bound = |d: Uint256| vec![Uint128::try_from(d).unwrap()];
    assert_eq!((all(Rounding::Down), all(Rounding::Up)), (bound(d.low), bound(d.high)));
    let nobody = product.growth(&held, LpShares::new(0), tenth, Rounding::Down);
    assert!(matches!(nobody, Err(MathError::FixedPoint(_))));
}
