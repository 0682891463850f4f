//! Properties that hold for every market, behind docs/spec/lending-market.md.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use cosmwasm_std::{Decimal, Uint128, Uint256};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;
use samples::{loan, pool, rate, risk, terms, units};
use weal_lending_math::*;

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

    /// I10: growth over two spans is growth over their sum.
    #[test]
    fn growth_does_not_depend_on_the_path(rate_bps in 0u64..100_000, a in 0u32..20_000_000, b in 0u32..20_000_000) {
        let rate = Decimal::bps(rate_bps);
        let once = growth(rate, a + b).unwrap();
        let twice = ray_mul(growth(rate, a).unwrap(), growth(rate, b).unwrap(), weal_fixed_point::Rounding::Up);
        let tolerance = once.full_mul(units(2 * u128::from(a + b))) / Uint256::from(RAY) + Uint256::from(2u128);
        prop_assert!(Uint256::from(once.abs_diff(twice)) <= tolerance, "{} {}", once, twice);
    }

    /// The reserve's part is the same however often the market accrues; the index as far as stated.
    #[test]
    fn the_reserve_gets_its_part_of_all_interest(pool in any_pool(), steps in prop::collection::vec(1u64..10_000_000, 1..12)) {
        let mut stepped = pool;
        for step in &steps {
            stepped = stepped.accrued(stepped.accrued_at + step).unwrap();
        }
        let interest = stepped.debt().unwrap() - pool.debt().unwrap();
        let exact = interest.full_mul(pool.reserve_part.atomics());
        let found = (stepped.reserve - pool.reserve).full_mul(Decimal::one().atomics())
            + Uint256::from(stepped.reserve_carry);
        prop_assert_eq!(exact, found);

        let once = pool.accrued(stepped.accrued_at).unwrap();
        let gap = stepped.debt().unwrap().abs_diff(once.debt().unwrap());
        prop_assert!(gap <= units(1 + once.debt().unwrap().u128() / 10u128.pow(15)));
        prop_assert!(is_no_less(share_price(&stepped), share_price(&pool)));
    }

    /// I9.
    #[test]
    fn utilisation_is_at_most_one_and_the_rate_rises_with_it(a in 0u128..10u128.pow(30), b in 0u128..10u128.pow(30), c in 0u128..10u128.pow(30)) {
        let (low, high) = (utilisation(units(a + c), units(b)).unwrap(), utilisation(units(a), units(b)).unwrap());
        prop_assert!(low <= high && high <= Decimal::one());
        let rate_of = |cash, debt| rate().borrow_rate(units(cash), units(debt)).unwrap();
        let (low, high) = (rate_of(a + c, b), rate_of(a, b));
        prop_assert!(low <= high && high <= Decimal::percent(311));
    }

    /// §6: the rate is rounded up once, against the exact fraction.
    #[test]
    fn the_rate_is_the_exact_one_rounded_up(
        cash in prop_oneof![0..10u128.pow(7), 0..10u128.pow(38)],
        debt in prop_oneof![0..10u128.pow(7), 0..10u128.pow(38)],
        slopes in (0u64..50_000, 0u64..50_000),
        optimal in 1u64..10_000,
    ) {
        let terms = RateTerms {
            base: Decimal::bps(37),
            slope1: Decimal::bps(slopes.0),
            slope2: Decimal::bps(slopes.1.min(99_963 - slopes.0)),
            optimal_utilisation: Decimal::bps(optimal.min(9_999)),
            reserve_factor: Decimal::zero(),
        };
        let found = RateModel::new(terms).unwrap().borrow_rate(units(cash), units(debt)).unwrap();
        let big = |decimal: Decimal| BigUint::from(decimal.atomics().u128());
        let (one, kink) = (big(Decimal::one()), big(terms.optimal_utilisation));
        let (total, debt) = (BigUint::from(cash) + BigUint::from(debt), BigUint::from(debt));
        let up = |numerator: BigUint, denominator: BigUint| (numerator + &denominator - 1u32) / denominator;
        let exact = if total == BigUint::ZERO {
            big(terms.base)
        } else if &debt * &one <= &kink * &total {
            big(terms.base) + up(big(terms.slope1) * debt * one, kink * total)
        } else {
            let excess = &debt * &one - &kink * &total;
            big(terms.base) + big(terms.slope1) + up(big(terms.slope2) * excess, (one - kink) * total)
        };
        prop_assert_eq!(BigUint::from(found.atomics().u128()), exact);
    }

    /// I5, upwards: a share of supply grows by no more than a debt does, whoever owns the rest, so that no number of
    /// the market leaves its type while the index does not.
    #[test]
    fn a_supply_share_grows_no_faster_than_a_debt(
        pool in any_pool(),
        shares in prop_oneof![Just(0u128), 1u128..1_000, 1u128..10u128.pow(24)],
        reserve_bps in 0u128..=10_000,
        seconds in 1u64..300_000_000,
    ) {
        let owned = pool.cash.u128() + pool.debt().unwrap().u128();
        let reserve = owned / 10_000 * reserve_bps;
        let pool = Pool { reserve: units(reserve), supply_shares: SupplyShares(units(shares)), ..pool };
        let before = pool.repriced(&rate()).unwrap();
        let after = before.accrued(before.accrued_at + seconds).unwrap();
        // supplied after ÷ supplied before ≤ index after ÷ index before, to a unit of rounding.
        let (was, is) = (before.supplied().unwrap(), after.supplied().unwrap());
        let most = weal_fixed_point::mul_div(was, after.borrow_index.0, before.borrow_index.0, weal_fixed_point::Rounding::Up);
        prop_assert!(is.u128() <= most.unwrap().u128() + 1, "{} from {}", is, was);
        prop_assert!(is_no_less(share_price(&after), share_price(&before)));
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
        let rich = Position { collateral: units(10u128.pow(25)), ..Position::default() };
        if let Ok(borrowing) = borrow(&pool, &rich, units(amount), Decimal::one(), &risk()) {
            prop_assert!(borrowing.debt >= units(amount));
            prop_assert!(is_no_less(share_price(&borrowing.pool), before));
            let repayment = repay(&borrowing.pool, &borrowing.position, borrowing.debt, &risk()).unwrap();
            prop_assert_eq!(repayment.position, rich);
            prop_assert!(is_no_less(share_price(&repayment.pool), before));
        }
        let debtor = loan(1, pool.debt_shares.0.u128());
        if let Ok(repayment) = repay(&pool, &debtor, units(amount), &risk()) {
            prop_assert!(is_no_less(share_price(&repayment.pool), before));
        }
    }

    /// The quoted maximum is accepted and one unit more is refused.
    #[test]
    fn max_borrow_is_exact(pool in any_pool(), collateral in 0u128..10u128.pow(20), price_bps in 1u64..1_000_000) {
        let position = Position { collateral: units(collateral), ..Position::default() };
        let (price, risk) = (Decimal::bps(price_bps), risk());
        let most = max_borrow(&pool, &position, price, &risk).unwrap();
        if most.is_zero() {
            prop_assert!(is_at_a_limit(borrow(&pool, &position, terms().min_debt, price, &risk)));
        } else {
            prop_assert!(borrow(&pool, &position, most, price, &risk).is_ok());
            prop_assert!(is_at_a_limit(borrow(&pool, &position, most + units(1), price, &risk)));
        }
    }
}

/// Refused for the collateral, the cash or the cap.
fn is_at_a_limit(borrowed: Result<Borrowing, LendingError>) -> bool {
    use LendingError::{AboveMaxLtv, BorrowCapExceeded, InsufficientLiquidity};
    matches!(borrowed, Err(AboveMaxLtv { .. } | BorrowCapExceeded { .. } | InsufficientLiquidity { .. }))
}

/// An unhealthy position in a pool: a debt that was healthy at a price of 1, at a lower price.
fn unhealthy(pool: &Pool, debt: u128, cover_bps: u128, price: Decimal) -> Option<(Pool, Position)> {
    let shares = pool.borrow_index.shares_to_borrow(units(debt)).ok()?;
    let debt = pool.borrow_index.debt(shares).ok()?;
    let wanted_value = debt.u128() * cover_bps / 10_000;
    let collateral = weal_fixed_point::mul_div(
        units(wanted_value),
        Decimal::one().atomics(),
        price.atomics(),
        weal_fixed_point::Rounding::Down,
    );
    let mut pool = *pool;
    pool.debt_shares.0 += shares.0;
    Some((pool, loan(collateral.ok()?.u128(), shares.0.u128())))
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

        let value = collateral_value(position.collateral, price).unwrap();
        let paid = outcome.paid().unwrap();
        prop_assert!(paid <= offered && outcome.repaid <= debt);
        prop_assert!(outcome.surplus.is_zero() || outcome.debt.is_zero() && outcome.seized == units(1));
        prop_assert_eq!(outcome.position.collateral + outcome.seized, position.collateral);
        prop_assert_eq!(outcome.pool.cash, pool.cash + outcome.repaid);
        prop_assert!(outcome.repaid.is_zero() == outcome.seized.is_zero());
        prop_assert!(outcome.debt.is_zero() || outcome.debt >= terms().min_debt);
        // collateral after ÷ debt after ≥ collateral ÷ debt, or nothing is owed any more.
        let kept = outcome.position.collateral.full_mul(debt) >= position.collateral.full_mul(outcome.debt);
        prop_assert!(kept);
        let loss = outcome.loss.total().unwrap();
        if !loss.is_zero() {
            prop_assert!(value < debt, "a loss while the collateral covers the debt");
            prop_assert!(outcome.position == Position::default());
            let unpaid = debt - outcome.repaid;
            prop_assert!(loss <= unpaid && unpaid <= loss + units(1));
        }
        // What covered the debt still covers what is left.
        let left = collateral_value(outcome.position.collateral, price).unwrap();
        prop_assert!(value < debt || left >= outcome.debt);
        let supplied = (pool.supplied().unwrap(), outcome.pool.supplied().unwrap());
        prop_assert!(supplied.1 + outcome.loss.from_suppliers >= supplied.0);
        prop_assert!(outcome.loss.from_suppliers.is_zero() || outcome.pool.reserve.is_zero());
        // The liquidator never gets more than the bonus on what it pays.
        let most = collateral_for(paid, outcome.bonus, price).unwrap();
        prop_assert!(outcome.seized <= most || outcome.debt.is_zero() && outcome.seized <= most + one_payment(price));
    }

    /// I14: whatever its size, coarse collateral included, an unhealthy debt can be liquidated by whoever offers what
    /// the quote says.
    #[test]
    fn an_unhealthy_debt_can_always_be_liquidated(
        pool in any_pool(),
        debt in prop_oneof![1u128..1_000, 1u128..10u128.pow(15)],
        collateral in prop_oneof![1u128..5, 1u128..1_000, 1u128..10u128.pow(15)],
        cover_bps in 1u128..13_000,
        target in 101u64..200,
        min_debt in prop_oneof![Just(1u128), 1u128..10_000],
    ) {
        let shares = pool.borrow_index.shares_to_borrow(units(debt)).unwrap();
        let debt = pool.borrow_index.debt(shares).unwrap();
        let atomics = debt.u128() * 10u128.pow(14) * cover_bps / collateral;
        let price = Decimal::new(units(atomics.max(1)));
        let risk = RiskModel::new(RiskTerms { target_health: Decimal::percent(target), min_debt: units(min_debt), ..terms() }).unwrap();
        let position = Position { collateral: units(collateral), debt_shares: shares, min_debt: units(min_debt) };
        let pool = Pool { debt_shares: DebtShares(pool.debt_shares.0 + shares.0), ..pool };
        let quote = match liquidate(&pool, &position, None, price, &risk) {
            Err(LendingError::NotLiquidatable { .. }) => return Ok(()),
            quote => quote.unwrap(),
        };
        prop_assert!(quote.seized >= units(1) && quote.seized <= units(collateral));
        // Whoever offers more pays no more, and whoever offers less than all is refused or takes less.
        let paid = quote.paid().unwrap();
        prop_assert_eq!(liquidate(&pool, &position, Some(paid), price, &risk), Ok(quote));
        prop_assert_eq!(liquidate(&pool, &position, Some(paid + units(1)), price, &risk), Ok(quote));
        if let Ok(less) = liquidate(&pool, &position, Some(paid - units(1)), price, &risk) {
            prop_assert!(less.paid().unwrap() < paid && less.seized <= quote.seized);
        }
        // It ends: each step repays something, and the last leaves a healthy debt or none.
        let mut state = (quote.pool, quote.position);
        for _ in 0..60 {
            let Ok(step) = liquidate(&state.0, &state.1, None, price, &risk) else { break };
            state = (step.pool, step.position);
        }
        let ended = matches!(
            liquidate(&state.0, &state.1, None, price, &risk),
            Err(LendingError::NoDebt | LendingError::NotLiquidatable { .. })
        );
        prop_assert!(ended || collateral > 1_000, "after 60 liquidations: {:?}", state.1);
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

prop_compose! {
    fn any_terms()(
        threshold in 30u64..=95,
        gap in 5u64..25,
        bonus in (5u64..100, 0u64..100),
        slope in 0u64..=1_000,
        target in 101u64..=200,
        min_debt in prop_oneof![Just(1u128), 1u128..100_000_000],
    ) -> Option<RiskModel> {
        RiskModel::new(RiskTerms {
            max_ltv: Decimal::percent(threshold - gap),
            liquidation_threshold: Decimal::percent(threshold),
            min_bonus: Decimal::permille(bonus.0),
            bonus_slope: Decimal::percent(slope),
            max_bonus: Decimal::permille(bonus.0 + bonus.1),
            target_health: Decimal::percent(target),
            min_debt: units(min_debt),
            supply_cap: MAX_CAP,
            borrow_cap: MAX_CAP,
        }).ok()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    /// I15: what its owner may make of the terms never worsens a loan that runs, by what happens to it and not by which
    /// terms are compared: it is liquidated no earlier and in no larger part, and whatever could be repaid still can.
    #[test]
    fn new_terms_never_worsen_a_running_loan(
        (old, new) in (any_terms(), any_terms()),
        debt in 100_000_000u128..10u128.pow(15),
        cover_bps in 10_000u128..33_000,
        pay_bps in 1u128..10_000,
        keeps in prop::array::uniform5(prop::bool::weighted(0.7)),
    ) {
        let (Some(old), Some(new)) = (old, new) else { return Ok(()) };
        // Mostly one or two terms differ: of wholly other ones nearly all are refused.
        let keep = |keeps: bool, old, new| if keeps { old } else { new };
        let (from, to) = (*old.terms(), *new.terms());
        let new = RiskModel::new(RiskTerms {
            liquidation_threshold: from.liquidation_threshold.max(keep(keeps[0], from.liquidation_threshold, to.liquidation_threshold)),
            min_bonus: from.min_bonus.min(keep(keeps[1], from.min_bonus, to.min_bonus)),
            bonus_slope: from.bonus_slope.min(keep(keeps[2], from.bonus_slope, to.bonus_slope)),
            max_bonus: from.max_bonus.min(keep(keeps[3], from.max_bonus, to.max_bonus)),
            target_health: from.target_health.min(keep(keeps[4], from.target_health, to.target_health)),
            ..to
        });
        let Ok(new) = new else { return Ok(()) };
        prop_assume!(new.ensure_no_worse_than(&old).is_ok());

        let pool = pool(10u128.pow(18), 10u128.pow(21), RAY.u128() + RAY.u128() / 7, true);
        let shares = pool.borrow_index.shares_to_borrow(units(debt)).unwrap();
        let owed = pool.borrow_index.debt(shares).unwrap();
        let position = Position { collateral: units(owed.u128() * cover_bps / 10_000), debt_shares: shares, min_debt: from.min_debt };
        let pool = Pool { debt_shares: DebtShares(pool.debt_shares.0 + shares.0), ..pool };

        let part = units((owed.u128() * pay_bps / 10_000).max(1));
        if let Ok(before) = repay(&pool, &position, part, &old) {
            let after = repay(&pool, &position, part, &new).unwrap();
            prop_assert_eq!((after.repaid, after.debt, after.pool), (before.repaid, before.debt, before.pool));
        }
        let price = Decimal::one();
        let Ok(after) = liquidate(&pool, &position, None, price, &new) else { return Ok(()) };
        let before = liquidate(&pool, &position, None, price, &old).unwrap();
        // A unit of rounding in the limit is up to 1 ÷ (1.01 − 1) of the repayment.
        prop_assert!(after.repaid <= before.repaid + units(100), "{} above {}", after.repaid, before.repaid);
        prop_assert!(after.seized <= before.seized + units(100), "{} above {}", after.seized, before.seized);
        if let Ok(before) = liquidate(&pool, &position, Some(part), price, &old) {
            let after = liquidate(&pool, &position, Some(part), price, &new).unwrap();
            prop_assert!(after.seized <= before.seized);
        }
    }
}

/// A move of an actor that owns two borrowers and a supplier.
#[derive(Clone, Debug)]
enum Move {
    Liquidate { whose: usize, offered: Option<u128> },
    Repay { whose: usize, amount: u128 },
    Borrow { whose: usize, part: u128 },
    Pledge { whose: usize, amount: u128 },
    Unpledge { whose: usize, amount: u128 },
    Supply { amount: u128 },
    Withdraw { amount: Option<u128> },
}

fn any_move() -> impl Strategy<Value = Move> {
    let amount = || prop_oneof![1u128..100, 1u128..1_000_000, 1u128..10u128.pow(10)];
    prop_oneof![
        4 => (0..2usize, prop::option::of(amount())).prop_map(|(whose, offered)| Move::Liquidate { whose, offered }),
        1 => (0..2usize, amount()).prop_map(|(whose, amount)| Move::Repay { whose, amount }),
        1 => (0..2usize, 1u128..=100).prop_map(|(whose, part)| Move::Borrow { whose, part }),
        1 => (0..2usize, amount()).prop_map(|(whose, amount)| Move::Pledge { whose, amount }),
        1 => (0..2usize, amount()).prop_map(|(whose, amount)| Move::Unpledge { whose, amount }),
        1 => amount().prop_map(|amount| Move::Supply { amount }),
        1 => prop::option::of(amount()).prop_map(|amount| Move::Withdraw { amount }),
    ]
}

/// Everything that one actor has.
struct Actor {
    pool: Pool,
    positions: [Position; 2],
    shares: SupplyShares,
    loan: BigInt,
    collateral: BigInt,
    price: Decimal,
    lost: Uint128,
}

impl Actor {
    fn apply(&mut self, step: &Move, risk: &RiskModel) -> Result<(), LendingError> {
        match *step {
            Move::Liquidate { whose, offered } => {
                let outcome =
                    liquidate(&self.pool, &self.positions[whose], offered.map(units), self.price, risk)?;
                self.loan += BigInt::from(outcome.surplus.u128()) - BigInt::from(outcome.paid()?.u128());
                self.collateral += outcome.seized.u128();
                self.lost += outcome.loss.total()?;
                (self.pool, self.positions[whose]) = (outcome.pool, outcome.position);
            }
            Move::Repay { whose, amount } => {
                let outcome = repay(&self.pool, &self.positions[whose], units(amount), risk)?;
                self.loan -= outcome.repaid.u128();
                (self.pool, self.positions[whose]) = (outcome.pool, outcome.position);
            }
            Move::Borrow { whose, part } => {
                let most = max_borrow(&self.pool, &self.positions[whose], self.price, risk)?;
                let amount = most.u128() * part / 100;
                let outcome = borrow(&self.pool, &self.positions[whose], units(amount), self.price, risk)?;
                self.loan += amount;
                (self.pool, self.positions[whose]) = (outcome.pool, outcome.position);
            }
            Move::Pledge { whose, amount } => {
                self.positions[whose].collateral += units(amount);
                self.collateral -= amount;
            }
            Move::Unpledge { whose, amount } => {
                let (position, amount) = withdraw_collateral(
                    &self.pool,
                    &self.positions[whose],
                    Some(units(amount)),
                    Some(self.price),
                    risk,
                )?;
                self.collateral += amount.u128();
                self.positions[whose] = position;
            }
            Move::Supply { amount } => {
                let outcome = self.pool.supply(units(amount), risk)?;
                self.loan -= amount;
                (self.pool, self.shares.0) = (outcome.pool, self.shares.0 + outcome.shares.0);
            }
            Move::Withdraw { amount } => {
                let outcome = self.pool.withdraw(self.shares, amount.map(units))?;
                self.loan += outcome.amount.u128();
                (self.pool, self.shares.0) = (outcome.pool, self.shares.0 - outcome.shares.0);
            }
        }
        Ok(())
    }

    /// The actor's wealth, 10^-18 loan base units: what is held, pledged and lent, less what is owed.
    fn wealth(&self) -> BigInt {
        let price = BigInt::from(self.price.atomics().u128());
        let pledged: BigInt =
            self.positions.iter().map(|position| BigInt::from(position.collateral.u128())).sum();
        let owed: BigInt = self
            .positions
            .iter()
            .map(|position| BigInt::from(self.pool.borrow_index.debt(position.debt_shares).unwrap().u128()))
            .sum();
        let lent = BigInt::from(self.pool.worth(self.shares).unwrap().u128());
        (&self.collateral + pledged) * price + (&self.loan + lent - owed) * BigInt::from(10u128.pow(18))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// I7: an actor who is borrower, liquidator and supplier at once gains nothing from all its accounts, at one price
    /// and in one block, while its collateral covers its debts; and then no loss is ever booked.
    #[test]
    fn nobody_gains_by_liquidating_itself(
        pool in any_pool(),
        debts in prop::array::uniform2(prop_oneof![1u128..1_000, 1u128..10u128.pow(12)]),
        covers in prop::array::uniform2(10_001u128..14_000),
        price in prop_oneof![10u128.pow(14)..10u128.pow(20), 10u128.pow(20)..10u128.pow(23)],
        steps in prop::collection::vec(any_move(), 1..16),
    ) {
        let price = Decimal::new(units(price));
        let mut pool = pool;
        let positions = [0, 1].map(|which| {
            let shares = pool.borrow_index.shares_to_borrow(units(debts[which])).unwrap();
            let debt = pool.borrow_index.debt(shares).unwrap();
            pool.debt_shares.0 += shares.0;
            let value = units(debt.u128() * covers[which] / 10_000 + 1);
            let one = Decimal::one().atomics();
            let collateral = weal_fixed_point::mul_div(value, one, price.atomics(), weal_fixed_point::Rounding::Up).unwrap();
            loan(collateral.u128(), shares.0.u128())
        });
        let mut actor = Actor {
            pool,
            positions,
            shares: SupplyShares(pool.supply_shares.0.checked_div(units(2)).unwrap()),
            loan: BigInt::ZERO,
            collateral: BigInt::ZERO,
            price,
            lost: Uint128::zero(),
        };
        let before = actor.wealth();
        for step in &steps {
            let _ = actor.apply(step, &risk());
            prop_assert_eq!(actor.lost, Uint128::zero(), "{:?}", step);
            // Debts are rounded up one by one and all together: two units of rounding in all, however many steps, and
            // as many more as a share of debt is worth.
            let coarse = actor.pool.borrow_index.debt(DebtShares(units(1))).unwrap().u128();
            let gained = actor.wealth() - &before;
            prop_assert!(gained <= BigInt::from(2 + 2 * coarse) * BigInt::from(10u128.pow(18)), "{} by {:?}", gained, step);
        }
    }
}

/// The collateral that one base unit of the loan buys, rounded up: the rounding of a close-out.
fn one_payment(price: Decimal) -> Uint128 {
    weal_fixed_point::mul_div(
        units(2),
        Decimal::one().atomics(),
        price.atomics(),
        weal_fixed_point::Rounding::Up,
    )
    .unwrap()
}
