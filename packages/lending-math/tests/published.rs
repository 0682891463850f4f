//! Figures that others have published, to the unit.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Decimal, Uint128, Uint256};
use std::str::FromStr;
use weal_fixed_point::Rounding;
use weal_lending_math::*;

fn decimal(text: &str) -> Decimal {
    Decimal::from_str(text).unwrap()
}

fn units(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

fn model(base: &str, slope1: &str, slope2: &str, optimal: &str, reserve_factor: &str) -> RateModel {
    RateModel::new(RateTerms {
        base: decimal(base),
        slope1: decimal(slope1),
        slope2: decimal(slope2),
        optimal_utilisation: decimal(optimal),
        reserve_factor: decimal(reserve_factor),
    })
    .unwrap()
}

/// (source, base, slope1, slope2, optimal, utilisation, borrow rate). Comet's slopes are per unit of
/// utilisation: 0.05 × 0.8 and 0.3 × 0.2 here. Umee's curve is flat above 0.9: its rows below the kink apply, and
/// the row at 0.9 with the slope that leads to 1.52 there. Mars caps a utilisation of 1.7 at 1; here it cannot be
/// above 1.
const KINKS: [(&str, &str, &str, &str, &str, &str, &str); 8] = [
    ("mars-protocol/contracts@b895db15 interest_rate_model.rs", "0", "0.07", "0.45", "0.8", "0.80", "0.07"),
    ("mars-protocol/contracts@b895db15 test_inflated_collateral.rs", "0", "0.2", "3", "0.8", "1", "3.2"),
    ("aave-v3-origin@fd1fbd91 RateStrategy.calculateRates.t.sol", "0.01", "0.04", "0.6", "0.8", "1", "0.65"),
    ("compound-finance/comet@d5a30b0a interest-rate-test.ts", "0.01", "0.04", "0.06", "0.8", "0.1", "0.015"),
    ("compound-finance/comet@d5a30b0a interest-rate-test.ts", "0.01", "0.04", "0.06", "0.8", "0.9", "0.08"),
    ("umee@5c705767 interest_test.go TestDynamicInterest", "0.02", "0.2", "1.3", "0.8", "0", "0.02"),
    ("umee@5c705767 interest_test.go TestDynamicInterest", "0.02", "0.2", "1.3", "0.8", "0.2", "0.07"),
    ("umee@5c705767 interest_test.go TestDynamicInterest", "0.02", "0.2", "2.6", "0.8", "0.9", "1.52"),
];

#[test]
fn kinked_rates_are_as_published() {
    for (source, base, slope1, slope2, optimal, utilisation, expected) in KINKS {
        let used = decimal(utilisation);
        let (cash, debt) = ((Decimal::one() - used).atomics(), used.atomics());
        let found = model(base, slope1, slope2, optimal, "0").borrow_rate(cash, debt);
        assert_eq!(found, Ok(decimal(expected)), "{source}");
    }
}

/// Source: mars-protocol/contracts@b895db15 contracts/red-bank/tests/tests/test_inflated_collateral.rs.
#[test]
fn the_supply_rate_is_as_published() {
    let model = model("0", "0.2", "3", "0.8", "0.1");
    assert_eq!(model.supply_rate(decimal("3.2"), Decimal::one()), Ok(decimal("2.88")));
}

/// (source, principal, ray per second, seconds, result, tolerance), principal and result with 18 decimals.
const COMPOUNDING: [(&str, u128, u128, u32, u128, u128); 5] = [
    (
        "makerdao/dss@fa4f6630 jug.t.sol (5 % a day, 1 day)",
        100_000_000_000_000_000_000,
        1_000_000_564_701_133_626_865_910_626,
        86_400,
        105_000_000_000_000_000_000,
        0,
    ),
    (
        "makerdao/dss@fa4f6630 jug.t.sol (5 % a day, 3 days)",
        100_000_000_000_000_000_000,
        1_000_000_564_701_133_626_865_910_626,
        259_200,
        115_762_500_000_000_000_000,
        0,
    ),
    (
        "makerdao/dss@fa4f6630 jug.t.sol test_drip_negative_3d",
        100_000_000_000_000_000_000,
        999_999_706_969_857_929_985_428_567,
        259_200,
        92_685_937_500_000_000_000,
        1,
    ),
    (
        "makerdao/dss@fa4f6630 jug.t.sol test_drip_base (1.05 + 0.05 a second)",
        100_000_000_000_000_000_000,
        1_100_000_000_000_000_000_000_000_000,
        1,
        110_000_000_000_000_000_000,
        0,
    ),
    (
        "tinlake@4584b0d0 pile.t.sol testSingleCompoundYear (12 % a year)",
        66_000_000_000_000_000_000,
        1_000_000_003_593_629_043_335_673_583,
        31_536_000,
        73_920_000_000_000_000_000,
        1,
    ),
];

/// The published figures are rounded half up at each step; ours are bounds from below and above, which differ by
/// at most `2 × seconds × 10⁻²⁷` of the result: less than a unit for days, three units in 10^20 for a year.
#[test]
fn compounding_per_second_is_as_published() {
    for (source, principal, per_second, seconds, expected, tolerance) in COMPOUNDING {
        let grown = |rounding| {
            let factor = ray_pow(units(per_second), seconds, rounding);
            ray_mul(units(principal), factor, Rounding::Down).u128()
        };
        let (down, up) = (grown(Rounding::Down), grown(Rounding::Up));
        assert!(down <= expected + tolerance && expected <= up + tolerance, "{source}: {down} to {up}");
        let error = units(expected).full_mul(units(2 * u128::from(seconds))) / Uint256::from(RAY);
        assert!(Uint256::from(up - down) <= error + Uint256::one(), "{source}: {down} to {up}");
    }
}

/// A day at 5 % and a day at 10 %, one after the other. Source: makerdao/dss@fa4f6630 src/test/jug.t.sol
/// test_drip_multi.
#[test]
fn a_rate_that_changes_compounds_as_published() {
    let days = [1_000_000_564_701_133_626_865_910_626u128, 1_000_001_103_127_689_513_476_993_127];
    let principal = 100_000_000_000_000_000_000u128;
    let grown = |rounding| {
        days.iter().fold(units(principal), |debt, rate| {
            ray_mul(debt, ray_pow(units(*rate), 86_400, rounding), rounding)
        })
    };
    let (down, up) = (grown(Rounding::Down).u128(), grown(Rounding::Up).u128());
    let expected = principal + 15_500_000_000_000_000_000;
    assert!(down <= expected && expected <= up && up - down <= 4, "{down} to {up}");
}

/// 10^11 at an index of 3: shares and debt both rounded up. Source: mars-protocol/contracts@b895db15
/// packages/interest-rate/src/lib.rs.
#[test]
fn debt_shares_are_rounded_up_both_ways() {
    let index = BorrowIndex(units(3 * RAY.u128()));
    let shares = index.shares_to_borrow(units(100_000_000_000)).unwrap();
    assert_eq!(shares, DebtShares(units(33_333_333_333_333_334)));
    assert_eq!(index.debt(shares), Ok(units(100_000_000_001)));
}

/// (collateral value, limit at the max LTV, limit at the threshold, debt, HF at max LTV, HF at threshold).
/// Sums over several assets; Mars floors the debt's value, which is given here. Source:
/// mars-protocol/contracts@b895db15 packages/health/tests/tests/test_health.rs.
#[test]
fn health_factors_are_as_published() {
    let value = |amount, price| collateral_value(units(amount), decimal(price)).unwrap().u128();
    let part = |value: u128, part| {
        weal_fixed_point::mul_decimal(units(value), decimal(part), Rounding::Down).unwrap()
    };
    let health = |limits: &[Uint128], debt| health_factor(limits.iter().sum(), units(debt));

    assert_eq!(value(300, "2.3654"), 709);
    assert_eq!(health(&[part(709, "0")], 0), None);
    assert_eq!(health(&[], 236), Some(Decimal::zero()));

    assert_eq!(value(10, "10.2"), 102);
    assert_eq!(health(&[part(102, "0.7")], 20), Some(decimal("3.55")));
    assert_eq!(health(&[part(102, "0.75")], 20), Some(decimal("3.8")));

    let (first, second) = (value(300, "2.3654"), value(50, "24"));
    assert_eq!(first + second, 1_909);
    assert_eq!(health(&[part(first, "0.5"), part(second, "0.7")], 1_200), Some(decimal("0.995")));
    assert_eq!(
        health(&[part(first, "0.55"), part(second, "0.75")], 1_200),
        Some(decimal("1.074166666666666666"))
    );

    let second = value(50, "35");
    assert_eq!(first + second, 2_459);
    assert_eq!(
        health(&[part(first, "0.5"), part(second, "0.7")], 1_750),
        Some(decimal("0.902285714285714285"))
    );
    assert_eq!(health(&[part(first, "0.55"), part(second, "0.75")], 1_750), Some(decimal("0.972")));
}

/// (source, repaid in value, bonus, price of the collateral, seized). Mars' values are repaid × debt price,
/// with its bonus of min(start + slope × (1 − HF), max), which is its maximum or minimum in these cases.
const SEIZED: [(&str, u128, &str, &str, u128); 11] = [
    ("mars@b895db15 debt_amt_adjusted_to_max_allowed_by_requested_coin", 18_176, "0.1", "2", 9_996),
    ("mars@b895db15 debt_amt_no_adjustment_with_different_recipient", 816, "0.1", "2.2", 407),
    ("mars@b895db15 same_asset_for_debt_and_collateral_with_refund", 1_470, "0.02", "1.5", 999),
    ("umee@5c705767 TestComputeLiquidation repay limited", 100, "0.1", "1", 110),
    ("umee@5c705767 TestComputeLiquidation leveraged", 1_000, "0.1", "1", 1_100),
    ("umee@5c705767 TestComputeLiquidation expensive repay", 2_000, "0.1", "1", 2_200),
    ("umee@5c705767 TestComputeLiquidation expensive reward", 1_000, "0.1", "2", 550),
    ("umee@5c705767 TestComputeLiquidation high incentive", 1_000, "1.5", "1", 2_500),
    ("umee@5c705767 TestComputeLiquidation nothing repaid", 0, "0.1", "1", 0),
    ("umee@5c705767 TestComputeLiquidation complex case, 300 at 6", 1_800, "0.5", "12", 225),
    ("umee@5c705767 TestComputeLiquidation reward limited", 300, "0.1", "1", 330),
];

#[test]
fn seized_collateral_is_as_published() {
    for (source, repaid, bonus, price, expected) in SEIZED {
        let found = collateral_for(units(repaid), decimal(bonus), decimal(price));
        assert_eq!(found, Ok(units(expected)), "{source}");
    }
}

/// (source, collateral, bonus, collateral price ÷ debt price, repaid): what all of a collateral costs, up.
const CLOSED_OUT: [(&str, u128, &str, &str, u128); 4] = [
    ("umee@5c705767 TestComputeLiquidation reward limited", 330, "0.1", "1", 300),
    ("umee@5c705767 TestComputeLiquidation collateral dust, 40 / 2", 1, "0", "20", 20),
    ("umee@5c705767 TestComputeLiquidation collateral dust, 39.9 / 2", 1, "0", "19.95", 20),
    ("umee@5c705767 TestComputeLiquidation cheap collateral dust, 2 / 40", 1, "0", "0.05", 1),
];

#[test]
fn the_cost_of_a_whole_collateral_is_as_published() {
    for (source, collateral, bonus, price, expected) in CLOSED_OUT {
        let found = payment_for(units(collateral), decimal(bonus), decimal(price));
        assert_eq!(found, Ok(units(expected)), "{source}");
    }
}

/// 85 % of a lease of 100 is healthy; what leads back there, rounded down. Source: Nolus@5fa9a313
/// platform/packages/finance/src/liability/mod.rs amount_to_liquidate (due, amount).
#[test]
fn the_repayment_to_a_target_is_as_published() {
    for (due, expected) in [(84, 0), (85, 0), (91, 40), (99, 93), (100, 100)] {
        let found =
            repay_to_target(units(due), units(85), Decimal::one(), Decimal::percent(85), Decimal::zero());
        assert_eq!(found, Ok(units(expected)), "{due}");
    }
}

/// A remainder of exactly the dust limit stays, one below takes everything. Source: makerdao/dss@fa4f6630
/// src/test/clip.t.sol test_bark_not_leaving_dust, test_bark_not_leaving_dust_over_hole.
#[test]
fn the_dust_rule_is_as_published() {
    let wad = 1_000_000_000_000_000_000u128;
    let (art, dust) = (units(100 * wad), units(20 * wad));
    assert_eq!(without_remainder_below(art, units(80 * wad), dust), Ok(units(80 * wad)));
    assert_eq!(without_remainder_below(art, units(80 * wad + 1), dust), Ok(art));
    // test_bark_only_leaving_dust_over_hole_rate: all of it at a rate of 1.02.
    let at_rate = |amount: u128| units(amount * wad / 10);
    assert_eq!(without_remainder_below(at_rate(1_020), at_rate(816), at_rate(204)), Ok(at_rate(816)));
}

/// A debt equal to its collateral is healthy at a factor of 1, one of 100,000 on 95,000 is not.
/// Source: compound-finance/comet@d5a30b0a test/is-liquidatable-test.ts.
#[test]
fn liquidatable_is_as_published() {
    for (collateral, is_liquidatable) in [(100_000, false), (95_000, true)] {
        let health = health_factor(units(collateral), units(100_000)).unwrap();
        assert_eq!(health < Decimal::one(), is_liquidatable);
    }
}
