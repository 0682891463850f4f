//! Ranges, extremes and worked figures of docs/spec/lending-market.md.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Decimal, Uint128};
use samples::{loan, pool, rate_terms, risk, terms, units};
use weal_lending_math::*;

mod samples;

/// The refusal of terms that lack something: which, and what was found.
fn refusal<T: std::fmt::Debug>(checked: Result<T, LendingError>) -> (&'static str, String) {
    match checked {
        Err(LendingError::InvalidTerm { term, found, .. }) => (term, found),
        other => panic!("{other:?}"),
    }
}

/// One step of a decimal beyond each end of a range is refused, and the end itself is not.
#[test]
fn risk_terms_are_accepted_up_to_the_ends_of_their_ranges() {
    let (step, cap) = (Decimal::new(units(1)), MAX_CAP);
    let (at, above) = (Decimal::percent, |percent| Decimal::percent(percent) + step);
    let below = |percent| Decimal::percent(percent) - step;
    let broken = [
        ("max_ltv", RiskTerms { max_ltv: Decimal::zero(), ..terms() }),
        ("max_ltv", RiskTerms { max_ltv: above(75), ..terms() }),
        ("max_ltv", RiskTerms { max_ltv: step, liquidation_threshold: at(5), ..terms() }),
        ("bonus.min", RiskTerms { min_bonus: Decimal::permille(5) - step, ..terms() }),
        ("bonus.min", RiskTerms { min_bonus: above(10), ..terms() }),
        ("liquidation_threshold", RiskTerms { liquidation_threshold: Decimal::percent(91), ..terms() }),
        (
            "liquidation_threshold",
            RiskTerms { liquidation_threshold: above(95), max_bonus: at(5), ..terms() },
        ),
        ("bonus.slope", RiskTerms { bonus_slope: above(1_000), ..terms() }),
        ("target_health", RiskTerms { target_health: below(101), ..terms() }),
        ("target_health", RiskTerms { target_health: above(200), ..terms() }),
        ("min_debt", RiskTerms { min_debt: Uint128::zero(), ..terms() }),
        ("supply_cap", RiskTerms { supply_cap: cap + units(1), ..terms() }),
        ("borrow_cap", RiskTerms { borrow_cap: cap + units(1), ..terms() }),
    ];
    for (name, terms) in broken {
        assert_eq!(refusal(RiskModel::new(terms)).0, name, "{terms:?}");
    }
    let accepted = [
        RiskTerms { max_ltv: step, ..terms() },
        RiskTerms { max_ltv: at(75), ..terms() },
        RiskTerms { min_bonus: Decimal::permille(5), ..terms() },
        RiskTerms { min_bonus: at(10), ..terms() },
        // 0.8 × 1.25 is 1.
        RiskTerms { max_bonus: at(25), ..terms() },
        RiskTerms { liquidation_threshold: at(95), max_bonus: at(5), ..terms() },
        RiskTerms { bonus_slope: at(1_000), ..terms() },
        RiskTerms { target_health: at(101), ..terms() },
        RiskTerms { target_health: at(200), ..terms() },
        RiskTerms { min_debt: units(1), ..terms() },
        RiskTerms { supply_cap: cap, borrow_cap: cap, ..terms() },
    ];
    for terms in accepted {
        assert_eq!(RiskModel::new(terms).unwrap().terms(), &terms);
    }
    let unbounded = RiskTerms { max_bonus: Decimal::MAX, ..terms() };
    assert!(matches!(RiskModel::new(unbounded), Err(LendingError::Overflow(_))));
}

#[test]
fn rate_terms_are_accepted_up_to_the_ends_of_their_ranges() {
    let (one, step) = (Decimal::one(), Decimal::new(units(1)));
    let broken = [
        ("optimal_utilisation", RateTerms { optimal_utilisation: Decimal::zero(), ..rate_terms() }),
        ("optimal_utilisation", RateTerms { optimal_utilisation: one, ..rate_terms() }),
        ("reserve_factor", RateTerms { reserve_factor: Decimal::percent(50) + step, ..rate_terms() }),
        ("base + slope1 + slope2", RateTerms { slope2: Decimal::percent(989) + step, ..rate_terms() }),
        ("base + slope1 + slope2", RateTerms { slope2: Decimal::MAX, ..rate_terms() }),
    ];
    for (name, terms) in broken {
        assert_eq!(refusal(RateModel::new(terms)).0, name, "{terms:?}");
    }
    for terms in [
        RateTerms { optimal_utilisation: step, ..rate_terms() },
        RateTerms { optimal_utilisation: one - step, ..rate_terms() },
        RateTerms { reserve_factor: Decimal::percent(50), ..rate_terms() },
        RateTerms { slope2: Decimal::percent(989), ..rate_terms() },
    ] {
        assert!(RateModel::new(terms).is_ok(), "{terms:?}");
    }
}

#[test]
fn running_loans_are_never_worsened() {
    let running = risk();
    let better = RiskTerms {
        max_ltv: Decimal::percent(1),
        liquidation_threshold: Decimal::percent(85),
        max_bonus: Decimal::percent(5),
        ..terms()
    };
    assert_eq!(RiskModel::new(better).unwrap().ensure_no_worse_than(&running), Ok(()));
    let worse = [
        ("liquidation_threshold", RiskTerms { liquidation_threshold: Decimal::percent(79), ..terms() }),
        ("bonus.min", RiskTerms { min_bonus: Decimal::percent(3), ..terms() }),
        ("bonus.slope", RiskTerms { bonus_slope: Decimal::percent(101), ..terms() }),
        ("bonus.max", RiskTerms { max_bonus: Decimal::percent(11), ..terms() }),
        ("target_health", RiskTerms { target_health: Decimal::percent(111), ..terms() }),
    ];
    for (name, terms) in worse {
        let refused = RiskModel::new(terms).unwrap().ensure_no_worse_than(&running);
        let (from, to) = match name {
            "liquidation_threshold" => (Decimal::percent(80), Decimal::percent(79)),
            "bonus.min" => (Decimal::percent(2), Decimal::percent(3)),
            "bonus.slope" => (Decimal::percent(100), Decimal::percent(101)),
            "bonus.max" => (Decimal::percent(10), Decimal::percent(11)),
            _ => (Decimal::percent(110), Decimal::percent(111)),
        };
        assert_eq!(refused, Err(LendingError::WorseForRunningLoans { term: name, from, to }));
    }
}

/// T26, and time that can never lock a market.
#[test]
fn extremes_are_answered_or_refused_and_never_panic() {
    let max = Uint128::MAX;
    let lent = Pool {
        cash: units(1),
        debt_shares: DebtShares(units(10u128.pow(35))),
        borrow_rate: MAX_RATE,
        reserve_part: Decimal::percent(99),
        ..Pool::default()
    };
    let later = lent.accrued(u64::MAX).unwrap();
    assert_eq!(later.borrow_index.0, MAX_RAY);
    assert_eq!(later.debt().unwrap(), units(10u128.pow(38)));
    assert!(later.supplied().is_ok());
    assert_eq!(later.accrued(u64::MAX), Ok(later));

    let rich = loan(u128::MAX, 10u128.pow(12));
    assert!(matches!(borrow(&lent, &rich, max, Decimal::one(), &risk()), Err(LendingError::Division(_))));
    assert!(matches!(borrow(&lent, &rich, units(1), Decimal::MAX, &risk()), Err(LendingError::Division(_))));
    assert!(matches!(
        liquidate(&lent, &rich, Some(max), Decimal::MAX, &risk()),
        Err(LendingError::Division(_))
    ));
    let full = Pool { cash: max, ..Pool::default() };
    assert!(matches!(full.supply(max, &risk()), Err(LendingError::Overflow(_))));
    assert!(matches!(full.supply(units(1), &risk()), Err(LendingError::Overflow(_))));
    assert_eq!(health_factor(max, units(1)), Some(Decimal::MAX));
}

/// T1: a price of zero never makes a debt healthy, and nothing is given away at it.
#[test]
fn a_price_of_zero_is_unhealthy_and_sells_nothing() {
    let pool = pool(1_000_000, 10u128.pow(12), RAY.u128(), false);
    let position = loan(1_000_000, 10u128.pow(9));
    let zero = Decimal::zero();
    assert_eq!(health_factor(collateral_value(position.collateral, zero).unwrap(), units(1_000)), Some(zero));
    assert_eq!(liquidate(&pool, &position, None, zero, &risk()), Err(LendingError::ZeroPrice));
    let refused = borrow(
        &pool,
        &Position { debt_shares: DebtShares::default(), ..position },
        units(100),
        zero,
        &risk(),
    );
    assert_eq!(refused, Err(LendingError::AboveMaxLtv { found: units(100), limit: units(0) }));
}

/// The bonus is bounded by the terms and by health ÷ threshold − 1. Source: docs/spec/lending-market.md.
#[test]
fn the_bonus_rises_as_health_falls_but_never_above_what_health_allows() {
    let at = |value, debt| {
        let limit = risk().liquidation_limit(units(value)).unwrap();
        let health = health_factor(limit, units(debt)).unwrap();
        bonus(health, units(value), units(debt), &risk()).unwrap()
    };
    assert_eq!(at(10_000, 8_001), Decimal::new(units(20_124_984_376_952_881)));
    assert_eq!(at(9_500, 8_000), Decimal::percent(7));
    assert_eq!(at(9_000, 8_000), Decimal::percent(10));
    assert_eq!(at(8_500, 8_000), Decimal::bps(625));
    assert_eq!(at(1_050, 1_000), Decimal::percent(5));
    assert_eq!(at(1_020, 1_000), Decimal::percent(2));
    assert_eq!(at(1_000, 1_000), Decimal::zero());
    assert_eq!(at(900, 1_000), Decimal::zero());
}

/// Source: compound-finance/comet@d5a30b0a test/absorb-test.ts: debts of 100 and 700 without collateral, of
/// 2,000 in all, reserves of 2,000. Here each has one base unit of collateral, which is sold for one.
#[test]
fn bad_debt_is_the_reserves_first() {
    let mut pool = Pool {
        cash: units(2_000),
        reserve: units(2_000),
        debt_shares: DebtShares(units(2_000_000_000)),
        ..Pool::default()
    };
    for debt in [100, 700] {
        let position = loan(1, debt * 1_000_000);
        let outcome = liquidate(&pool, &position, None, Decimal::one(), &risk()).unwrap();
        assert_eq!((outcome.repaid, outcome.seized), (units(1), units(1)));
        assert_eq!(outcome.loss, Loss { from_reserve: units(debt - 1), from_suppliers: units(0) });
        pool = outcome.pool;
    }
    assert_eq!(pool.debt(), Ok(units(1_200)));
    assert_eq!(pool.reserve, units(1_202));
    assert_eq!(pool.supplied(), Ok(units(2_000)));
}
