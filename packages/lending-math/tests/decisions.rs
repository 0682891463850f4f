//! Every decision at its boundary: what is accepted, what one unit more or less is refused with, and what is left.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Decimal, Uint128};
use samples::{loan, pool, rate, rate_terms, risk, terms, units};
use weal_lending_math::*;

mod samples;

const ONE: Decimal = Decimal::one();

fn capped(supply_cap: u128, borrow_cap: u128) -> RiskModel {
    RiskModel::new(RiskTerms { supply_cap: units(supply_cap), borrow_cap: units(borrow_cap), ..terms() })
        .unwrap()
}

/// 1,000,000 supplied, of which 70,000 are lent; the index is 1.
fn lent() -> Pool {
    Pool {
        cash: units(930_000),
        supply_shares: SupplyShares(units(1_000_000_000_000)),
        debt_shares: DebtShares(units(70_000_000_000)),
        ..Pool::default()
    }
}

#[test]
fn a_ledger_whose_reserve_is_nowhere_is_a_broken_invariant() {
    let pool = Pool { cash: units(5), reserve: units(5), ..Pool::default() };
    assert_eq!(pool.supplied(), Ok(units(0)));
    let broken = Pool { reserve: units(6), ..pool };
    assert_eq!(broken.supplied(), Err(LendingError::Invariant { name: "the reserve is in cash or debt" }));
    let debtless = Pool { cash: units(1_000), ..Pool::default() };
    let broken = LendingError::Invariant { name: "all debt shares are at least one borrower's" };
    assert_eq!(repay(&debtless, &loan(1, 1_000_000_000), units(1_000), &risk()), Err(broken));
}

#[test]
fn supply_is_accepted_up_to_the_cap() {
    let pool = lent();
    let supply = pool.supply(units(50), &capped(1_000_050, 0)).unwrap();
    assert_eq!(supply.shares, SupplyShares(units(50_000_000)));
    assert_eq!(supply.pool.cash, units(930_050));
    assert_eq!(supply.pool.supply_shares, SupplyShares(units(1_000_050_000_000)));
    assert_eq!(Pool { cash: pool.cash, supply_shares: pool.supply_shares, ..supply.pool }, pool);
    let over = LendingError::SupplyCapExceeded { found: units(1_000_051), cap: units(1_000_050) };
    assert_eq!(pool.supply(units(51), &capped(1_000_050, 0)), Err(over));
    assert_eq!(pool.supply(units(0), &risk()), Err(LendingError::BelowOneShare { amount: units(0) }));
}

/// One unit buys no share where a share is worth two units.
#[test]
fn supply_below_one_share_is_refused() {
    let pool = Pool { cash: units(1_999_999), ..Pool::default() };
    assert_eq!(pool.supply(units(1), &risk()), Err(LendingError::BelowOneShare { amount: units(1) }));
    assert_eq!(pool.supply(units(2), &risk()).unwrap().shares, SupplyShares(units(1)));
}

#[test]
fn shares_are_sold_up_to_the_most_that_can_be_counted() {
    let shares = MAX_SUPPLY_SHARES.u128() - 1_000_000;
    let worn = Pool { cash: units(0), supply_shares: SupplyShares(units(shares)), ..Pool::default() };
    let refused =
        |pool: &Pool| LendingError::SharesTooCheap { supplied: pool.cash, shares: pool.supply_shares.0 };
    // One unit would cost as many shares as there are.
    assert_eq!(worn.supply(units(1), &risk()), Err(refused(&worn)));
    assert_eq!(worn.supply(MAX_CAP, &risk()), Err(refused(&worn)));
    // 10^29 units own 10^36 − 10^6 shares, less the virtual million: 10^7 shares a unit.
    let cash = 99_999_999_999_999_999_999_999_999_999u128;
    let full =
        Pool { cash: units(cash), supply_shares: SupplyShares(units(shares - 9_000_000)), ..Pool::default() };
    assert_eq!(full.supply(units(1), &risk()).unwrap().shares, SupplyShares(units(9_999_999)));
    let at = Pool { supply_shares: SupplyShares(units(shares - 8_999_999)), ..full };
    assert_eq!(at.supply(units(1), &risk()).unwrap().pool.supply_shares.0, MAX_SUPPLY_SHARES);
    let above = Pool { supply_shares: SupplyShares(units(shares - 8_999_998)), ..full };
    assert_eq!(above.supply(units(1), &risk()), Err(refused(&above)));
    // Whoever is in can still leave.
    let all = full.withdraw(full.supply_shares, None).unwrap();
    assert_eq!((all.amount, all.pool.supply_shares.0), (units(cash), units(0)));
}

#[test]
fn a_withdrawal_takes_what_was_asked_for_and_no_more() {
    let pool = lent();
    let owned = SupplyShares(units(500_000_000_000));
    assert_eq!(pool.worth(owned), Ok(units(500_000)));
    assert_eq!(pool.worth(SupplyShares::default()), Ok(units(0)));
    let part = pool.withdraw(owned, Some(units(3))).unwrap();
    assert_eq!((part.amount, part.shares), (units(3), SupplyShares(units(3_000_000))));
    assert_eq!(part.pool.cash, units(929_997));
    assert_eq!(part.pool.supply_shares, SupplyShares(units(999_997_000_000)));
    let all = pool.withdraw(owned, None).unwrap();
    assert_eq!((all.amount, all.shares, all.pool.cash), (units(500_000), owned, units(430_000)));
    let over = LendingError::InsufficientBalance { found: units(500_000), required: units(500_001) };
    assert_eq!(pool.withdraw(owned, Some(units(500_001))), Err(over));
    assert_eq!(pool.withdraw(owned, Some(units(500_000))).unwrap().shares, owned);
    assert_eq!(pool.withdraw(owned, Some(units(0))), Err(LendingError::ZeroAmount));
    assert_eq!(pool.withdraw(SupplyShares::default(), None), Err(LendingError::ZeroAmount));
    let short = LendingError::InsufficientLiquidity { found: units(930_000), required: units(930_001) };
    assert_eq!(pool.withdraw(pool.supply_shares, Some(units(930_001))), Err(short));
    assert_eq!(pool.withdraw(pool.supply_shares, Some(units(930_000))).unwrap().pool.cash, units(0));
}

/// A share's price may be no whole number: then an amount costs a share more, and all shares pay a unit less.
#[test]
fn a_withdrawal_is_rounded_against_the_supplier() {
    let pool = Pool { cash: units(5), supply_shares: SupplyShares(units(1_000_000)), ..Pool::default() };
    let part = pool.withdraw(pool.supply_shares, Some(units(1))).unwrap();
    assert_eq!(part.shares, SupplyShares(units(333_334)));
    let all = pool.withdraw(pool.supply_shares, None).unwrap();
    assert_eq!((all.amount, all.pool.cash, all.pool.supply_shares.0), (units(3), units(2), units(0)));
    let broken = LendingError::Invariant { name: "all supply shares are at least one supplier's" };
    assert_eq!(pool.withdraw(SupplyShares(units(1_000_001)), None), Err(broken));
}

#[test]
fn interest_is_charged_for_the_time_that_passed_and_split_at_the_reserves_part() {
    let pool = Pool {
        borrow_rate: Decimal::percent(11),
        reserve_part: Decimal::percent(10),
        reserve_carry: units(950_000_000_000_000_000),
        accrued_at: 100,
        ..lent()
    };
    for now in [0, 99, 100] {
        assert_eq!(pool.accrued(now), Ok(pool));
    }
    let later = pool.accrued(100 + 31_536_000).unwrap();
    // 70,000 × e^0.11, charged every second.
    assert_eq!((later.debt(), later.accrued_at), (Ok(units(78_140)), 31_536_100));
    // A tenth of 8,140 is 814, and 0.95 were carried.
    assert_eq!((later.reserve, later.reserve_carry), (units(814), units(950_000_000_000_000_000)));
    assert_eq!(later.supplied(), Ok(units(1_007_326)));
    assert_eq!((later.cash, later.debt_shares), (pool.cash, pool.debt_shares));
    let most = pool.accrued(100 + u64::from(u32::MAX)).unwrap();
    assert_eq!(pool.accrued(u64::MAX).unwrap(), Pool { accrued_at: u64::MAX, ..most });
    let free = Pool { borrow_rate: Decimal::zero(), ..pool };
    assert_eq!(free.accrued(200), Ok(Pool { accrued_at: 200, ..free }));
    // 2 of interest are 0.2: with the carry that is one unit and 0.15.
    let shortly = pool.accrued(100 + 6_000).unwrap();
    assert_eq!(shortly.debt(), Ok(units(70_002)));
    assert_eq!((shortly.reserve, shortly.reserve_carry), (units(1), units(150_000_000_000_000_000)));
}

#[test]
fn a_movement_sets_the_rate_and_the_reserves_part() {
    let pool = Pool { reserve: units(250_000), ..lent() };
    let priced = pool.repriced(&rate()).unwrap();
    // 1 % + 10 % × 0.07 ÷ 0.8; a tenth, and of the rest the quarter that the reserve owns.
    assert_eq!(priced.borrow_rate, Decimal::bps(1_875) / units(10));
    assert_eq!(priced.reserve_part, Decimal::bps(3_250));
    assert_eq!(pool.utilisation(), Ok(Decimal::percent(7)));
    assert_eq!(Pool { borrow_rate: Decimal::zero(), reserve_part: Decimal::zero(), ..priced }, pool);
}

#[test]
fn the_reserves_part_is_its_factor_and_its_own_money() {
    let part = |reserve, owned| rate().reserve_part(units(reserve), units(owned)).unwrap();
    assert_eq!(part(0, 0), Decimal::percent(10));
    assert_eq!(part(0, 100), Decimal::percent(10));
    assert_eq!(part(50, 100), Decimal::percent(55));
    assert_eq!(part(100, 100), ONE);
    // 0.9 ÷ 7 is 0.128571428571428571 and a rest: up.
    assert_eq!(part(1, 7), Decimal::new(units(228_571_428_571_428_572)));
}

/// The rate exactly at the kink, one unit beside it, and at both ends.
#[test]
fn the_rate_has_its_kink_at_the_optimal_utilisation() {
    let at = |cash, debt| rate().borrow_rate(units(cash), units(debt)).unwrap();
    assert_eq!(at(0, 0), Decimal::percent(1));
    assert_eq!(at(7, 0), Decimal::percent(1));
    assert_eq!(at(0, 7), Decimal::percent(311));
    assert_eq!(at(60, 40), Decimal::percent(6));
    assert_eq!(at(20, 80), Decimal::percent(11));
    assert_eq!(at(19, 81), Decimal::percent(26));
    assert_eq!(at(21, 79), Decimal::permille(10) + Decimal::from_ratio(79u128, 800u128));
    let overflow = rate().borrow_rate(Uint128::MAX, units(1));
    assert!(matches!(overflow, Err(LendingError::Overflow(_))));
    let most = RateModel::new(RateTerms { slope2: Decimal::percent(989), ..rate_terms() }).unwrap();
    assert_eq!(most.borrow_rate(units(0), Uint128::MAX), Ok(MAX_RATE));
}

/// Source: docs/spec/lending-market.md §6. Rounding the utilisation first gave …180.
#[test]
fn the_rate_is_rounded_up_once() {
    let terms = RateTerms {
        base: Decimal::zero(),
        slope1: Decimal::percent(4),
        slope2: Decimal::percent(300),
        optimal_utilisation: Decimal::percent(90),
        reserve_factor: Decimal::zero(),
    };
    let found = RateModel::new(terms).unwrap().borrow_rate(units(52_539), units(851_159));
    assert_eq!(found, Ok(Decimal::new(units(1_295_866_450_960_387_210))));
}

#[test]
fn suppliers_earn_what_borrowers_pay_less_the_reserves_factor() {
    let found = rate().supply_rate(Decimal::percent(20), Decimal::percent(50));
    assert_eq!(found, Ok(Decimal::percent(9)));
    assert_eq!(utilisation(units(0), units(0)), Ok(Decimal::zero()));
    assert_eq!(utilisation(units(2), units(1)), Ok(Decimal::new(units(333_333_333_333_333_333))));
    let overflow = utilisation(Uint128::MAX, units(1));
    assert!(matches!(overflow, Err(LendingError::Overflow(_))));
}

#[test]
fn borrowing_is_accepted_up_to_each_limit() {
    let (pool, pledged) = (lent(), Position { collateral: units(100_000), ..Position::default() });
    let made = borrow(&pool, &pledged, units(70_000), ONE, &risk()).unwrap();
    assert_eq!((made.debt, made.position), (units(70_000), loan(100_000, 70_000_000_000)));
    assert_eq!(
        made.pool,
        Pool { cash: units(860_000), debt_shares: DebtShares(units(140_000_000_000)), ..pool }
    );
    let over = LendingError::AboveMaxLtv { found: units(70_001), limit: units(70_000) };
    assert_eq!(borrow(&pool, &pledged, units(70_001), ONE, &risk()), Err(over));
    let more = LendingError::AboveMaxLtv { found: units(70_001), limit: units(70_000) };
    assert_eq!(borrow(&made.pool, &made.position, units(1), ONE, &risk()), Err(more));
    assert_eq!(borrow(&pool, &pledged, units(0), ONE, &risk()), Err(LendingError::ZeroAmount));

    let small = LendingError::DebtBelowMinimum { found: units(99), required: units(100) };
    assert_eq!(borrow(&pool, &pledged, units(99), ONE, &risk()), Err(small));
    assert_eq!(borrow(&pool, &pledged, units(100), ONE, &risk()).unwrap().debt, units(100));

    assert!(borrow(&pool, &pledged, units(500), ONE, &capped(0, 70_500)).is_ok());
    let over = LendingError::BorrowCapExceeded { found: units(70_501), cap: units(70_500) };
    assert_eq!(borrow(&pool, &pledged, units(501), ONE, &capped(0, 70_500)), Err(over));

    let rich = Position { collateral: units(10_000_000), ..Position::default() };
    let short = LendingError::InsufficientLiquidity { found: units(930_000), required: units(930_001) };
    assert_eq!(borrow(&pool, &rich, units(930_001), ONE, &risk()), Err(short));
    assert_eq!(borrow(&pool, &rich, units(930_000), ONE, &risk()).unwrap().pool.cash, units(0));
}

#[test]
fn the_quoted_maximum_is_the_lowest_of_limits_cap_and_cash() {
    let most = |collateral, risk: &RiskModel| {
        let pledged = Position { collateral: units(collateral), ..Position::default() };
        max_borrow(&lent(), &pledged, ONE, risk)
    };
    assert_eq!(most(100_000, &risk()), Ok(units(70_000)));
    assert_eq!(most(10_000_000, &risk()), Ok(units(930_000)));
    assert_eq!(most(100_000, &capped(0, 70_500)), Ok(units(500)));
    // 99 are below the minimum; nothing is left of the cap; nothing is pledged; more is owed than may be.
    assert_eq!(most(142, &risk()), Ok(units(0)));
    assert_eq!(most(143, &risk()), Ok(units(100)));
    assert_eq!(most(100_000, &capped(0, 70_000)), Ok(units(0)));
    assert_eq!(most(0, &risk()), Ok(units(0)));
    assert_eq!(max_borrow(&lent(), &loan(100, 70_000_000_000), ONE, &risk()), Ok(units(0)));
    // At an index of 3, 70,000 would be a debt of 70,001.
    let tripled = Pool { borrow_index: BorrowIndex(units(3 * RAY.u128())), ..lent() };
    let pledged = Position { collateral: units(100_000), ..Position::default() };
    assert_eq!(max_borrow(&tripled, &pledged, ONE, &risk()), Ok(units(69_999)));
    let beyond = max_borrow(&lent(), &loan(u128::MAX, 0), Decimal::MAX, &risk());
    assert!(matches!(beyond, Err(LendingError::Division(_))));
}

#[test]
fn a_repayment_takes_what_is_owed_and_leaves_nothing_or_the_minimum() {
    let (pool, owing) = (lent(), loan(100_000, 70_000_000_000));
    let part = repay(&pool, &owing, units(69_900), &risk()).unwrap();
    assert_eq!(
        (part.repaid, part.debt, part.position),
        (units(69_900), units(100), loan(100_000, 100_000_000))
    );
    assert_eq!(part.pool.cash, units(999_900));
    assert_eq!(part.pool.debt_shares, DebtShares(units(100_000_000)));
    let small = LendingError::DebtBelowMinimum { found: units(99), required: units(100) };
    assert_eq!(repay(&pool, &owing, units(69_901), &risk()), Err(small));
    for offered in [70_000, 70_001, u128::MAX] {
        let all = repay(&pool, &owing, units(offered), &risk()).unwrap();
        assert_eq!((all.repaid, all.debt), (units(70_000), units(0)));
        // The minimum goes with the loan.
        assert_eq!(all.position, Position { collateral: units(100_000), ..Position::default() });
    }
    let free = Position { collateral: units(5), ..Position::default() };
    assert_eq!(repay(&pool, &free, units(5), &risk()), Err(LendingError::NoDebt));
    assert_eq!(
        repay(&pool, &owing, units(0), &risk()),
        Err(LendingError::BelowOneShare { amount: units(0) })
    );
}

/// A share of debt is worth two units at an index of 2 million: a payment of one unit takes none out.
#[test]
fn a_repayment_below_one_share_is_refused() {
    let pool = Pool { borrow_index: BorrowIndex(units(2_000_000 * RAY.u128())), ..lent() };
    let owing = loan(1, 1_000);
    assert_eq!(
        repay(&pool, &owing, units(1), &risk()),
        Err(LendingError::BelowOneShare { amount: units(1) })
    );
    let part = repay(&pool, &owing, units(3), &risk()).unwrap();
    assert_eq!((part.repaid, part.debt), (units(3), units(1_998)));
}

/// A debt that is rounded up is repaid by all its shares, not by what its amount is worth in shares.
#[test]
fn a_payment_of_the_whole_debt_takes_all_shares() {
    let pool = Pool { borrow_index: BorrowIndex(units(3 * RAY.u128())), ..lent() };
    let owing = loan(1, 33_333_334);
    let all = repay(&pool, &owing, units(101), &risk()).unwrap();
    assert_eq!((all.repaid, all.debt, all.position.debt_shares.0), (units(101), units(0), units(0)));
    assert_eq!(all.pool.debt_shares.0, units(70_000_000_000 - 33_333_334));
}

/// The minimum of a loan is the one that it was made under, or the present one where that is lower.
#[test]
fn a_loan_keeps_the_minimum_debt_that_it_was_made_under() {
    let with = |min_debt| RiskModel::new(RiskTerms { min_debt: units(min_debt), ..terms() }).unwrap();
    let (pool, owing) = (lent(), loan(100_000, 70_000_000_000));
    assert_eq!(owing.least_debt(&with(99)), units(99));
    assert_eq!(owing.least_debt(&with(101)), units(100));
    let raised = with(1_000_000_000);
    assert_eq!(repay(&pool, &owing, units(69_900), &raised), repay(&pool, &owing, units(69_900), &risk()));
    let small = LendingError::DebtBelowMinimum { found: units(99), required: units(100) };
    assert_eq!(repay(&pool, &owing, units(69_901), &raised), Err(small));
    // Reduced under a lower minimum, it keeps that one.
    let reduced = repay(&pool, &owing, units(69_901), &with(99)).unwrap();
    assert_eq!((reduced.debt, reduced.position.min_debt), (units(99), units(99)));
    let whole = repay(&pool, &reduced.position, units(1), &raised);
    assert_eq!(whole, Err(LendingError::DebtBelowMinimum { found: units(98), required: units(99) }));
    // Raising the debt is a new loan: it is made under the present minimum, and keeps that one.
    let refused = LendingError::DebtBelowMinimum { found: units(70_001), required: units(1_000_000_000) };
    let rich = Position { collateral: units(1_000_000), ..owing };
    assert_eq!(borrow(&pool, &rich, units(1), ONE, &raised), Err(refused));
    assert_eq!(borrow(&pool, &rich, units(1), ONE, &with(500)).unwrap().position.min_debt, units(500));
}

#[test]
fn collateral_leaves_down_to_the_limit() {
    let (pool, owing) = (lent(), loan(200_000, 70_000_000_000));
    let (left, amount) =
        withdraw_collateral(&pool, &owing, Some(units(100_000)), Some(ONE), &risk()).unwrap();
    assert_eq!((left, amount), (Position { collateral: units(100_000), ..owing }, units(100_000)));
    let over = LendingError::AboveMaxLtv { found: units(70_000), limit: units(69_999) };
    assert_eq!(withdraw_collateral(&pool, &owing, Some(units(100_001)), Some(ONE), &risk()), Err(over));
    let unpriced = LendingError::PriceNeeded { debt: units(70_000) };
    assert_eq!(withdraw_collateral(&pool, &owing, Some(units(1)), None, &risk()), Err(unpriced));
    let free = Position { collateral: units(7), ..Position::default() };
    let all = withdraw_collateral(&pool, &free, None, None, &risk()).unwrap();
    assert_eq!(all, (Position::default(), units(7)));
    let short = LendingError::InsufficientBalance { found: units(7), required: units(8) };
    assert_eq!(withdraw_collateral(&pool, &free, Some(units(8)), None, &risk()), Err(short));
    assert_eq!(
        withdraw_collateral(&pool, &free, Some(units(0)), None, &risk()),
        Err(LendingError::ZeroAmount)
    );
    let nothing = withdraw_collateral(&pool, &Position::default(), None, None, &risk());
    assert_eq!(nothing, Err(LendingError::ZeroAmount));
}

#[test]
fn limits_are_parts_of_the_collaterals_value() {
    assert_eq!(collateral_value(units(3), Decimal::percent(150)), Ok(units(4)));
    assert_eq!(risk().borrow_limit(units(101)), Ok(units(70)));
    assert_eq!(risk().liquidation_limit(units(101)), Ok(units(80)));
}

#[test]
fn a_debt_at_its_threshold_is_healthy_and_one_unit_above_is_not() {
    let pool = lent();
    let at = loan(87_500, 70_000_000_000);
    let healthy = LendingError::NotLiquidatable { found: ONE };
    assert_eq!(liquidate(&pool, &at, None, ONE, &risk()), Err(healthy));
    assert_eq!(liquidate(&pool, &loan(87_500, 0), None, ONE, &risk()), Err(LendingError::NoDebt));
    assert!(liquidate(&pool, &loan(87_499, 70_000_000_000), None, ONE, &risk()).is_ok());
}

/// The collateral is worth 84,000: health 0.96, bonus 6 %, 38,888 to the target, 41,221 of collateral.
#[test]
fn a_covered_debt_is_repaid_to_the_target() {
    let (pool, owing) = (lent(), loan(84_000, 70_000_000_000));
    let found = liquidate(&pool, &owing, None, ONE, &risk()).unwrap();
    assert_eq!((found.repaid, found.surplus, found.seized), (units(38_888), units(0), units(41_221)));
    assert_eq!((found.bonus, found.debt, found.loss), (Decimal::percent(6), units(31_112), Loss::default()));
    assert_eq!(found.position, loan(42_779, 31_112_000_000));
    assert_eq!(
        found.pool,
        Pool { cash: units(968_888), debt_shares: DebtShares(units(31_112_000_000)), ..pool }
    );
    assert_eq!(found.paid(), Ok(units(38_888)));
    assert_eq!(liquidate(&pool, &owing, Some(units(38_888)), ONE, &risk()).unwrap(), found);
    assert_eq!(liquidate(&pool, &owing, Some(units(38_889)), ONE, &risk()).unwrap(), found);
    let less = liquidate(&pool, &owing, Some(units(38_887)), ONE, &risk()).unwrap();
    assert_eq!((less.repaid, less.seized), (units(38_887), units(41_220)));
}

/// A liquidation repays the whole debt where the rest would be dust; a smaller offer leaves the minimum.
#[test]
fn no_liquidation_leaves_less_than_the_loans_minimum() {
    let pool = Pool { debt_shares: DebtShares(units(300_000_000)), ..lent() };
    let owing = |debt: u128| loan(debt * 6 / 5, debt * 1_000_000);
    // Of 179, 99 would lead to the target and leave 80; of 190, 105 leave 85.
    let all = liquidate(&pool, &owing(180), None, ONE, &risk()).unwrap();
    assert_eq!((all.repaid, all.debt, all.position.debt_shares.0), (units(180), units(0), units(0)));
    assert_eq!(liquidate(&pool, &owing(180), Some(units(80)), ONE, &risk()).unwrap().debt, units(100));
    assert_eq!(liquidate(&pool, &owing(180), Some(units(81)), ONE, &risk()).unwrap().repaid, units(80));
    assert_eq!(liquidate(&pool, &owing(180), Some(units(179)), ONE, &risk()).unwrap().repaid, units(80));
    let short = |found| LendingError::RepaymentTooSmall { found: units(found), required: units(100) };
    assert_eq!(liquidate(&pool, &owing(100), Some(units(99)), ONE, &risk()), Err(short(99)));
    assert_eq!(liquidate(&pool, &owing(100), Some(units(100)), ONE, &risk()).unwrap().debt, units(0));
    // Below its own minimum by a liquidation that took all but this, or by a fall of the terms'.
    let few = LendingError::RepaymentTooSmall { found: units(49), required: units(50) };
    assert_eq!(liquidate(&pool, &owing(50), Some(units(49)), ONE, &risk()), Err(few));
    // A minimum that has been raised since changes none of this.
    let raised = RiskModel::new(RiskTerms { min_debt: units(1_000_000), ..terms() }).unwrap();
    let (pool, large) = (lent(), loan(84_000, 70_000_000_000));
    assert_eq!(liquidate(&pool, &large, None, ONE, &raised), liquidate(&pool, &large, None, ONE, &risk()));
}

/// I7: from a value that equals the debt on, suppliers lose nothing, whatever the least bonus is.
#[test]
fn the_bonus_costs_suppliers_nothing_while_the_collateral_covers_the_debt() {
    let pool = lent();
    for (value, bonus) in [(70_000, "0"), (70_001, "0.000014285714285714"), (71_000, "0.014285714285714285")]
    {
        let found = liquidate(&pool, &loan(value, 70_000_000_000), None, ONE, &risk()).unwrap();
        assert_eq!(found.bonus.to_string(), bonus);
        assert_eq!((found.loss, found.debt, found.repaid), (Loss::default(), units(0), units(70_000)));
        assert_eq!(found.pool.supplied(), pool.supplied());
        assert!(found.seized <= units(value) && found.seized >= units(value - 1));
        let part = liquidate(&pool, &loan(value, 70_000_000_000), Some(units(7_000)), ONE, &risk()).unwrap();
        assert_eq!((part.repaid, part.debt), (units(7_000), units(63_000)));
        assert!(part.seized <= units(value / 10));
    }
    // One below: 69,999 ÷ 1.02 is 68,626.47, and 1,373 are lost.
    let found = liquidate(&pool, &loan(69_999, 70_000_000_000), None, ONE, &risk()).unwrap();
    assert_eq!(
        (found.repaid, found.seized, found.bonus),
        (units(68_627), units(69_999), Decimal::percent(2))
    );
    assert_eq!(found.loss, Loss { from_reserve: units(0), from_suppliers: units(1_373) });
    assert_eq!((found.position, found.debt), (Position::default(), units(0)));
    assert_eq!(found.pool.debt_shares.0, units(0));
    assert_eq!(found.pool.supplied(), Ok(units(998_627)));
    let short = LendingError::RepaymentTooSmall { found: units(68_626), required: units(68_627) };
    assert_eq!(
        liquidate(&pool, &loan(69_999, 70_000_000_000), Some(units(68_626)), ONE, &risk()),
        Err(short)
    );
    for offered in [68_627, 68_628, 100_000] {
        let same = liquidate(&pool, &loan(69_999, 70_000_000_000), Some(units(offered)), ONE, &risk());
        assert_eq!(same, Ok(found));
    }
}

#[test]
fn a_loss_is_the_reserves_until_it_is_spent() {
    let owing = loan(69_999, 70_000_000_000);
    for (reserve, from_reserve, from_suppliers) in [(1_372, 1_372, 1), (1_373, 1_373, 0), (1_374, 1_373, 0)] {
        let pool = Pool { reserve: units(reserve), ..lent() };
        let found = liquidate(&pool, &owing, None, ONE, &risk()).unwrap();
        let loss = Loss { from_reserve: units(from_reserve), from_suppliers: units(from_suppliers) };
        assert_eq!((found.loss, found.loss.total()), (loss, Ok(units(1_373))));
        assert_eq!(found.pool.reserve, units(reserve - from_reserve));
    }
    let beyond = Loss { from_reserve: Uint128::MAX, from_suppliers: units(1) };
    assert!(matches!(beyond.total(), Err(LendingError::Overflow(_))));
}

/// One base unit of collateral can be worth more than the debt and its bonus: the unit is bought, and the rest of the
/// payment is the borrower's. At 87,400: health 0.9988, bonus 2.1142857142857143 %.
#[test]
fn one_unit_that_is_worth_more_than_the_debt_can_be_bought() {
    let (pool, owing) = (lent(), loan(1, 70_000_000_000));
    let price = Decimal::percent(8_740_000);
    let found = liquidate(&pool, &owing, None, price, &risk()).unwrap();
    let cost = payment_for(units(1), found.bonus, price).unwrap();
    assert_eq!(cost, units(85_591));
    assert_eq!((found.repaid, found.surplus, found.seized), (units(70_000), units(15_591), units(1)));
    assert_eq!((found.paid(), found.debt, found.position), (Ok(cost), units(0), Position::default()));
    // The surplus passes the pool by.
    assert_eq!(found.pool, Pool { cash: units(1_000_000), debt_shares: DebtShares(units(0)), ..pool });
    let short = LendingError::RepaymentTooSmall { found: units(85_590), required: cost };
    assert_eq!(liquidate(&pool, &owing, Some(units(85_590)), price, &risk()), Err(short));
    assert_eq!(liquidate(&pool, &owing, Some(cost), price, &risk()), Ok(found));
    // Where it is worth just the debt, it costs the debt.
    let at = liquidate(&pool, &owing, None, Decimal::percent(7_000_000), &risk()).unwrap();
    assert_eq!((at.repaid, at.surplus, at.seized), (units(70_000), units(0), units(1)));
}

/// The way to the target would buy less than one of two base units of collateral: one is sold.
#[test]
fn at_least_one_unit_is_sold() {
    let (pool, owing) = (lent(), loan(2, 70_000_000_000));
    let price = Decimal::percent(4_370_000);
    let found = liquidate(&pool, &owing, None, price, &risk()).unwrap();
    assert_eq!((found.repaid, found.surplus, found.seized), (units(42_796), units(0), units(1)));
    assert_eq!((found.debt, found.position.collateral), (units(27_204), units(1)));
    let nothing = LendingError::NothingToSeize { repaid: units(42_795) };
    assert_eq!(liquidate(&pool, &owing, Some(units(42_795)), price, &risk()), Err(nothing));
}

/// A share of debt is worth 1,000 units: what one unit of collateral costs would pay for none, and what pays for one
/// takes no more than its part of the collateral.
#[test]
fn at_least_one_unit_is_sold_of_a_coarse_debt() {
    let pool = Pool { borrow_index: BorrowIndex(MAX_RAY), debt_shares: DebtShares(units(10)), ..lent() };
    let least = RiskModel::new(RiskTerms { min_debt: units(1), ..terms() }).unwrap();
    let owing = Position { min_debt: units(1), ..loan(3, 2) };
    let found = liquidate(&pool, &owing, None, Decimal::percent(82_700), &least).unwrap();
    assert_eq!((found.bonus, found.repaid, found.seized), (Decimal::permille(28), units(1_667), units(1)));
    assert_eq!((found.debt, found.position.collateral), (units(1_000), units(2)));
}

#[test]
fn the_way_to_the_target_is_none_or_all_at_its_ends() {
    let way = |debt, limit, target, threshold, bonus| {
        let [target, threshold, bonus] = [target, threshold, bonus].map(Decimal::percent);
        repay_to_target(units(debt), units(limit), target, threshold, bonus)
    };
    // 0.88 × 1.25 is 1.1: what is repaid and what is taken keep the pace.
    assert_eq!(way(100, 90, 110, 88, 25), Ok(units(100)));
    assert_eq!(way(100, 90, 111, 88, 25), Ok(units(100)));
    assert_eq!(way(100, 90, 210, 88, 25), Ok(units(100)));
    assert_eq!(way(100, 100, 110, 80, 5), Ok(units(38)));
    // 111.1 are counted as 111.
    assert_eq!(way(101, 100, 110, 80, 5), Ok(units(42)));
    assert_eq!(way(100, 110, 110, 80, 5), Ok(units(0)));
    assert_eq!(way(100, 111, 110, 80, 5), Ok(units(0)));
}

#[test]
fn a_rest_below_the_minimum_is_repaid_too() {
    let all = |debt, repay, minimum| without_remainder_below(units(debt), units(repay), units(minimum));
    assert_eq!(all(100, 80, 20), Ok(units(80)));
    assert_eq!(all(100, 81, 20), Ok(units(100)));
    assert_eq!(all(100, 100, 0), Ok(units(100)));
    assert_eq!(all(100, 0, 100), Ok(units(0)));
    assert_eq!(all(100, 0, 101), Ok(units(100)));
    assert!(matches!(all(100, 101, 0), Err(LendingError::Overflow(_))));
}

#[test]
fn indices_and_factors_stop_at_a_billion() {
    use weal_fixed_point::Rounding::{Down, Up};
    let third = units(RAY.u128() / 3);
    assert_eq!(ray_mul(third, units(2), Down), units(0));
    assert_eq!(ray_mul(third, units(2), Up), units(1));
    assert_eq!(ray_mul(MAX_RAY, RAY, Up), MAX_RAY);
    assert_eq!(ray_mul(MAX_RAY, units(RAY.u128() + 1), Down), MAX_RAY);
    assert_eq!(ray_mul(Uint128::MAX, Uint128::MAX, Down), MAX_RAY);
    assert_eq!(ray_pow(Uint128::MAX, 1, Down), MAX_RAY);
    let double = units(2 * RAY.u128());
    for (exponent, expected) in [(0, 1), (1, 2), (2, 4), (3, 8), (5, 32), (29, 536_870_912)] {
        assert_eq!(ray_pow(double, exponent, Up), units(expected * RAY.u128()));
    }
    assert_eq!(ray_pow(double, 30, Up), MAX_RAY);
    assert_eq!(ray_pow(double, u32::MAX, Down), MAX_RAY);
    assert_eq!(growth(Decimal::zero(), u32::MAX), Ok(RAY));
    assert_eq!(growth(Decimal::percent(10), 0), Ok(RAY));
    // 10 % of a year's second, rounded up in the 27th place.
    assert_eq!(growth(Decimal::percent(10), 1), Ok(units(1_000_000_003_170_979_198_376_458_651)));
    // An index that is not one grows to 1.000000003170979198376458652000000003…: up once more.
    let index = BorrowIndex(units(RAY.u128() + 1));
    let pool = Pool { borrow_index: index, borrow_rate: Decimal::percent(10), ..Pool::default() };
    let grown = units(1_000_000_003_170_979_198_376_458_653);
    assert_eq!(pool.accrued(1).unwrap().borrow_index, BorrowIndex(grown));
}

/// The sample that the other tests begin with holds what it says.
#[test]
fn a_pool_with_a_reserve_owns_what_is_left() {
    let pool = pool(1_000, 2_000_000_000, RAY.u128(), true);
    assert_eq!(
        (pool.debt(), pool.reserve, pool.supplied()),
        (Ok(units(2_000)), units(100), Ok(units(2_900)))
    );
}
