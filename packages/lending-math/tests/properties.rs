//! What holds for every market: the properties behind docs/spec/lending-market.md.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Decimal, Uint128, Uint256};
use lending_math::*;
use num_bigint::BigUint;
use proptest::prelude::*;
use samples::{pool, rate, risk, terms, units};

mod samples;

const YEAR: u32 = 31_536_000;

/// `(assets + 1) ÷ (shares + 10^6)` as a fraction, for exact comparison.
fn share_price(pool: &Pool) -> (Uint256, Uint256) {
    let assets = Uint256::from(pool.supplied().unwrap()) + Uint256::one();
    (assets, Uint256::from(pool.supply_shares.0) + Uint256::from(1_000_000u128))
}

fn is_no_less(after: (Uint256, Uint256), before: (Uint256, Uint256)) -> bool {
    after.0.full_mul(before.1) >= before.0.full_mul(after.1)
}

prop_compose! {
    fn any_pool()(
        cash in 0u128..10u128.pow(18),
        debt_shares in 0u128..10u128.pow(24),
        // Above 10^6 a share of debt is worth more than a unit.
        quarters in prop_oneof![0u128..20, 1_000_000u128..4_000_000_000],
        fraction: u64,
        with_reserve: bool,
    ) -> Pool {
        pool(cash, debt_shares, (RAY.u128() / 4 * (4 + quarters) + u128::from(fraction)).min(MAX_RAY.u128()), with_reserve)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// I10, against exact rationals: (1 + r/year)^t by a big-integer power.
    #[test]
    fn growth_is_exact_to_the_stated_error(rate_bps in 1u64..100_000, seconds in 1u32..4_000) {
        let rate = Decimal::bps(rate_bps);
        let found = BigUint::from(growth(rate, seconds).unwrap().u128());
        // numerator ÷ denominator = (1 + atomics ÷ (10^18 × 31,536,000)) ^ seconds
        let one = BigUint::from(10u128.pow(18)) * BigUint::from(YEAR);
        let base = &one + BigUint::from(rate.atomics().u128());
        let exact = base.pow(seconds) * BigUint::from(RAY.u128()) / one.pow(seconds);
        prop_assert!(found >= exact, "rounded up: {} < {}", found, exact);
        let tolerance = &exact * BigUint::from(2 * seconds) / BigUint::from(RAY.u128()) + BigUint::from(2u32);
        prop_assert!(found - &exact <= tolerance);
    }

    /// I10.
    #[test]
    fn growth_does_not_depend_on_the_path(rate_bps in 0u64..100_000, a in 0u32..20_000_000, b in 0u32..20_000_000) {
        let rate = Decimal::bps(rate_bps);
        let once = growth(rate, a + b).unwrap();
        let twice = ray_mul(growth(rate, a).unwrap(), growth(rate, b).unwrap(), fixed_point::Rounding::Up);
        let tolerance = once.full_mul(units(2 * u128::from(a + b))) / Uint256::from(RAY) + Uint256::from(2u128);
        prop_assert!(Uint256::from(once.abs_diff(twice)) <= tolerance, "{} {}", once, twice);
    }

    /// The reserve's part is the same however often the market accrues; the index as far as stated.
    #[test]
    fn the_reserve_gets_its_part_of_all_interest(pool in any_pool(), steps in prop::collection::vec(1u64..10_000_000, 1..12)) {
        let factor = rate().reserve_factor();
        let mut stepped = pool;
        for step in &steps {
            stepped = stepped.accrued(stepped.accrued_at + step, factor).unwrap();
        }
        let interest = stepped.debt().unwrap() - pool.debt().unwrap();
        let exact = interest.full_mul(factor.atomics());
        let found = (stepped.reserve - pool.reserve).full_mul(Decimal::one().atomics())
            + Uint256::from(stepped.reserve_carry);
        prop_assert_eq!(exact, found);

        let once = pool.accrued(stepped.accrued_at, factor).unwrap();
        let gap = stepped.debt().unwrap().abs_diff(once.debt().unwrap());
        prop_assert!(gap <= units(1 + once.debt().unwrap().u128() / 10u128.pow(15)));
        prop_assert!(is_no_less(share_price(&stepped), share_price(&pool)));
    }

    /// I9.
    #[test]
    fn utilisation_is_at_most_one_and_the_rate_rises_with_it(a in 0u128..10u128.pow(30), b in 0u128..10u128.pow(30), c in 0u128..10u128.pow(30)) {
        let (low, high) = (utilisation(units(a + c), units(b)).unwrap(), utilisation(units(a), units(b)).unwrap());
        prop_assert!(low <= high && high <= Decimal::one());
        let (low, high) = (rate().borrow_rate(low).unwrap(), rate().borrow_rate(high).unwrap());
        prop_assert!(low <= high && high <= Decimal::percent(311));
    }

    /// I5: supplying, withdrawing, borrowing and repaying never cost a supplier who stays.
    #[test]
    fn no_movement_lowers_the_share_price(pool in any_pool(), amount in 1u128..10u128.pow(19), part in 1u128..100) {
        let before = share_price(&pool);
        if let Ok(supply) = pool.supply(units(amount), &risk()) {
            prop_assert!(is_no_less(share_price(&supply.pool), before));
            let back = supply.pool.withdraw(supply.shares, None);
            if let Ok(back) = back {
                prop_assert!(back.amount <= units(amount));
                prop_assert!(is_no_less(share_price(&back.pool), before));
            }
        }
        let owned = SupplyShares(units(pool.supply_shares.0.u128() / part));
        if let Ok(withdrawal) = pool.withdraw(owned, Some(units(amount))) {
            prop_assert!(withdrawal.shares <= owned);
            prop_assert!(is_no_less(share_price(&withdrawal.pool), before));
        }
        let rich = Position { collateral: units(10u128.pow(25)), debt_shares: DebtShares::default() };
        if let Ok(borrowing) = borrow(&pool, &rich, units(amount), Decimal::one(), &risk()) {
            prop_assert!(borrowing.debt >= units(amount));
            prop_assert!(is_no_less(share_price(&borrowing.pool), before));
            let repayment = repay(&borrowing.pool, &borrowing.position, borrowing.debt, &risk()).unwrap();
            prop_assert_eq!(repayment.position, rich);
            prop_assert!(is_no_less(share_price(&repayment.pool), before));
        }
        let debtor = Position { collateral: units(1), debt_shares: pool.debt_shares };
        if let Ok(repayment) = repay(&pool, &debtor, units(amount), &risk()) {
            prop_assert!(is_no_less(share_price(&repayment.pool), before));
        }
    }

    /// The quoted maximum is accepted and one unit more is refused.
    #[test]
    fn max_borrow_is_exact(pool in any_pool(), collateral in 0u128..10u128.pow(20), price_bps in 1u64..1_000_000) {
        let position = Position { collateral: units(collateral), debt_shares: DebtShares::default() };
        let (price, risk) = (Decimal::bps(price_bps), risk());
        let most = max_borrow(&pool, &position, price, &risk).unwrap();
        if most.is_zero() {
            prop_assert!(borrow(&pool, &position, terms().min_debt, price, &risk).is_err());
        } else {
            prop_assert!(borrow(&pool, &position, most, price, &risk).is_ok());
            prop_assert!(borrow(&pool, &position, most + units(1), price, &risk).is_err());
        }
    }
}

/// An unhealthy position in a pool: a debt that was healthy at a price of 1, at a lower price.
fn unhealthy(pool: &Pool, debt: u128, cover_bps: u128, price: Decimal) -> Option<(Pool, Position)> {
    let shares = pool.borrow_index.shares_to_borrow(units(debt)).ok()?;
    let debt = pool.borrow_index.debt(shares).ok()?;
    let wanted_value = debt.u128() * cover_bps / 10_000;
    let collateral = fixed_point::mul_div(
        units(wanted_value),
        Decimal::one().atomics(),
        price.atomics(),
        fixed_point::Rounding::Down,
    );
    let mut pool = *pool;
    pool.debt_shares.0 += shares.0;
    Some((pool, Position { collateral: collateral.ok()?, debt_shares: shares }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// I6, the theorem; and what a liquidation may never do.
    #[test]
    fn a_liquidation_never_lowers_collateral_per_debt_or_it_closes(
        pool in any_pool(),
        debt in 1u128..10u128.pow(15),
        cover_bps in 0u128..13_000,
        price_bps in 1u64..50_000,
        offer_bps in 1u128..12_000,
    ) {
        let (price, risk) = (Decimal::bps(price_bps), risk());
        let Some((pool, position)) = unhealthy(&pool, debt, cover_bps, price) else { return Ok(()) };
        let debt = pool.borrow_index.debt(position.debt_shares).unwrap();
        let offered = units((debt.u128() * offer_bps / 10_000).max(1));
        let Ok(outcome) = liquidate(&pool, &position, Some(offered), price, &risk) else { return Ok(()) };

        prop_assert!(outcome.repaid <= offered && outcome.repaid <= debt);
        prop_assert_eq!(outcome.position.collateral + outcome.seized, position.collateral);
        prop_assert_eq!(outcome.pool.cash, pool.cash + outcome.repaid);
        prop_assert!(outcome.repaid.is_zero() == outcome.seized.is_zero());
        prop_assert!(outcome.debt.is_zero() || outcome.debt >= terms().min_debt);
        // collateral after ÷ debt after ≥ collateral ÷ debt, or nothing is owed any more.
        let kept = outcome.position.collateral.full_mul(debt) >= position.collateral.full_mul(outcome.debt);
        prop_assert!(kept);
        if !outcome.loss.total().is_zero() {
            prop_assert!(outcome.position == Position::default());
            let unpaid = debt - outcome.repaid;
            prop_assert!(outcome.loss.total() <= unpaid && unpaid <= outcome.loss.total() + units(1));
        }
        let supplied = (pool.supplied().unwrap(), outcome.pool.supplied().unwrap());
        prop_assert!(supplied.1 + outcome.loss.from_suppliers >= supplied.0);
        prop_assert!(outcome.loss.from_suppliers.is_zero() || outcome.pool.reserve.is_zero());
        // The liquidator never gets more than the bonus on what it pays.
        let most = collateral_for(outcome.repaid, outcome.bonus, price).unwrap();
        prop_assert!(outcome.seized <= most || outcome.debt.is_zero() && outcome.seized <= most + one_payment(price));
    }

    /// A liquidation leads to the target at most, unless it must close the debt.
    #[test]
    fn a_liquidation_stops_at_the_target(pool in any_pool(), debt in 1_000u128..10u128.pow(15), cover_bps in 10_250u128..12_499) {
        let (price, risk) = (Decimal::one(), risk());
        let Some((pool, position)) = unhealthy(&pool, debt, cover_bps, price) else { return Ok(()) };
        let Ok(outcome) = liquidate(&pool, &position, None, price, &risk) else { return Ok(()) };
        if outcome.debt.is_zero() {
            return Ok(());
        }
        let limit = risk.liquidation_limit(outcome.position.collateral).unwrap();
        let health = health_factor(limit, outcome.debt).unwrap();
        let unit = Decimal::from_ratio(3u128, outcome.debt);
        prop_assert!(health <= terms().target_health + unit, "{}", health);
    }

    /// T7, T9: many small liquidations take no more than their repayments in one, and never pass the target.
    #[test]
    fn small_liquidations_yield_no_more_than_one(debt in 10_000u128..1_000_000, cover_bps in 10_250u128..12_499, parts in 2u128..20) {
        let (price, risk) = (Decimal::one(), risk());
        let (pool, position) = unhealthy(&pool(10u128.pow(12), 10u128.pow(18), RAY.u128() * 2, true), debt, cover_bps, price).unwrap();
        let Ok(one) = liquidate(&pool, &position, None, price, &risk) else { return Ok(()) };
        let part = units((one.repaid.u128() / parts).max(1));
        let (mut state, mut repaid, mut seized) = ((pool, position), Uint128::zero(), Uint128::zero());
        for _ in 0..200 {
            let Ok(step) = liquidate(&state.0, &state.1, Some(part), price, &risk) else { break };
            state = (step.pool, step.position);
            repaid += step.repaid;
            seized += step.seized;
        }
        prop_assert!(repaid <= one.repaid + part);
        // Per unit repaid, at most what the one liquidation paid (cross-multiplied, one unit of rounding).
        prop_assert!(seized.full_mul(one.repaid) <= (one.seized + units(1)).full_mul(repaid) || repaid.is_zero());
    }
}

/// The collateral that one base unit of the loan buys, rounded up: the rounding of a close-out.
fn one_payment(price: Decimal) -> Uint128 {
    fixed_point::mul_div(units(2), Decimal::one().atomics(), price.atomics(), fixed_point::Rounding::Up)
        .unwrap()
}
