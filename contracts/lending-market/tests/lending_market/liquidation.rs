//! Liquidating: partly to the target, wholly where dust would be left, and bad debt.

use crate::borrowing::stale;
use crate::suite::{Kind, MAX_AGE, Suite, WEALTH, decimal, units};
use cosmwasm_std::Decimal;
use lending_market::ContractError;
use weal_api::lending_market::{Cw20HookMsg, ExecuteMsg, Health, RiskParams};
use weal_lending_math::LendingError;

#[test]
fn a_healthy_debt_is_not_liquidated() {
    let mut suite = Suite::indebted(Kind::Native);
    let healthy = LendingError::NotLiquidatable { found: decimal("1.142857142857142857") };
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 1_000), healthy);
    suite.assert_refused(|suite| suite.liquidate("carol", "alice", 1_000), LendingError::NoDebt);
    // 10,000 × 8.75 × 0.8 = 70,000: exactly at the threshold is healthy, one step below is not.
    suite.set_price("8.75");
    let at = LendingError::NotLiquidatable { found: Decimal::one() };
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 1_000), at);
    suite.set_price("8.7498");
    assert!(matches!(suite.position("bob").health, Health::Liquidatable { .. }));
    suite.liquidate("carol", "bob", 1_000).unwrap();
}

/// The price is 8.4: value 84,000, limit 67,200, health 0.96, bonus 2 % + 4 % = 6 %. A health of 1.1 takes
/// (77,000 − 67,200) ÷ (1.1 − 0.8 × 1.06) = 9,800 ÷ 0.252 = 38,888, for 38,888 × 1.06 ÷ 8.4 = 4,907.
#[test]
fn liquidation_stops_at_the_close_factor() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::indebted(kind);
        suite.set_price("8.4");
        assert_eq!(suite.position("bob").health, Health::Liquidatable { factor: decimal("0.96") });
        let quote = suite.quote("bob", None).unwrap();
        assert_eq!((quote.repay, quote.collateral), (units(38_888), units(4_907)));
        assert_eq!((quote.bonus, quote.bad_debt), (decimal("0.06"), units(0)));

        suite.liquidate("carol", "bob", 70_000).unwrap();
        assert_eq!(suite.loan_of("carol"), WEALTH - 38_888);
        assert_eq!(suite.collateral_of("carol"), WEALTH + 4_907);
        let position = suite.position("bob");
        assert_eq!((position.debt, position.collateral), (quote.debt_after, quote.collateral_after));
        assert_eq!((position.debt, position.collateral), (units(31_112), units(5_093)));
        let Health::Healthy { factor } = position.health else { panic!("unhealthy") };
        assert!(factor > decimal("1.0999") && factor < decimal("1.1002"), "{factor}");
        assert_eq!(suite.totals().cash, units(930_000 + 38_888));
    }
}

#[test]
fn a_smaller_payment_is_taken_whole_and_raises_health() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("8.4");
    suite.liquidate("carol", "bob", 10_000).unwrap();
    assert_eq!(suite.loan_of("carol"), WEALTH - 10_000);
    let Health::Liquidatable { factor } = suite.position("bob").health else { panic!("healthy") };
    assert!(factor > decimal("0.96"), "{factor}");
}

#[test]
fn a_small_debt_is_closed_whole_and_what_is_left_is_the_borrowers() {
    let mut suite = Suite::funded(Kind::Native);
    suite.unpledge("bob", Some(9_983)).unwrap();
    suite.borrow("bob", 110).unwrap();
    suite.set_price("8");
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!((quote.repay, quote.debt_after), (units(110), units(0)));
    // A part would leave less than 100: of 50 only the 10 that leave the minimum are taken.
    assert_eq!(suite.quote("bob", Some(50)).unwrap().repay, units(10));
    suite.liquidate("carol", "bob", 110).unwrap();
    let position = suite.position("bob");
    assert_eq!((position.debt, position.health), (units(0), Health::NoDebt {}));
    assert!(!position.collateral.is_zero());
    suite.unpledge("bob", None).unwrap();
}

#[test]
fn a_debt_at_the_minimum_must_be_repaid_whole() {
    let mut suite = Suite::funded(Kind::Native);
    suite.unpledge("bob", Some(9_985)).unwrap();
    suite.borrow("bob", 100).unwrap();
    suite.set_price("8");
    let short = LendingError::RepaymentTooSmall { found: units(99), required: units(100) };
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 99), short);
    suite.liquidate("carol", "bob", 100).unwrap();
}

/// The price is 6: value 60,000 for 70,000 owed. The whole collateral costs 60,000 ÷ 1.02 = 58,824; 11,176 are lost.
#[test]
fn bad_debt_is_booked_in_the_same_call_and_borne_by_suppliers_without_a_reserve() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::indebted(kind);
        suite.set_price("6");
        let quote = suite.quote("bob", None).unwrap();
        assert_eq!((quote.repay, quote.collateral), (units(58_824), units(10_000)));
        assert_eq!((quote.bad_debt, quote.bonus), (units(11_176), decimal("0.02")));
        let short = LendingError::RepaymentTooSmall { found: units(58_823), required: units(58_824) };
        suite.assert_refused(|suite| suite.liquidate("carol", "bob", 58_823), short);

        suite.liquidate("carol", "bob", 60_000).unwrap();
        assert_eq!(suite.loan_of("carol"), WEALTH - 58_824);
        assert_eq!(suite.collateral_of("carol"), WEALTH + 10_000);
        let position = suite.position("bob");
        assert_eq!((position.collateral, position.debt), (units(0), units(0)));
        let totals = suite.totals();
        assert_eq!((totals.debt, totals.collateral), (units(0), units(0)));
        assert_eq!((totals.cash, totals.supplied), (units(988_824), units(988_824)));
        suite.withdraw("alice", None).unwrap();
        assert_eq!(suite.totals().supply_shares, units(0));
    }
}

#[test]
fn less_collateral_than_the_liquidator_wants_is_refused() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("8.4");
    let liquidate = |min: u128| ExecuteMsg::Liquidate {
        borrower: Suite::new().bob.to_string(),
        min_collateral: Some(units(min)),
    };
    let funds = [cosmwasm_std::coin(70_000, "uusd")];
    suite.assert_refused(
        |suite| suite.execute_with("carol", &liquidate(4_908), &funds),
        ContractError::BelowMinCollateral { found: units(4_907), required: units(4_908) },
    );
    suite.execute_with("carol", &liquidate(4_907), &funds).unwrap();
}

#[test]
fn liquidating_twice_in_a_block_ends_at_the_target() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("8.4");
    suite.liquidate("carol", "bob", 70_000).unwrap();
    let Health::Healthy { factor } = suite.position("bob").health else { panic!("unhealthy") };
    let healthy = LendingError::NotLiquidatable { found: factor };
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 70_000), healthy);
}

#[test]
fn without_a_fresh_price_nothing_is_liquidated() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("6");
    let expires_at = suite.app.block_info().time.seconds() + MAX_AGE;
    suite.advance(MAX_AGE + 1);
    let reason = stale(&suite, expires_at);
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 70_000), reason);
    suite.set_price("6");
    suite.liquidate("carol", "bob", 70_000).unwrap();
}

/// The collateral covers the debt but not the least bonus: 71,000 for 70,000 at 2 %. The liquidator gets what there
/// is, in part or whole, and no loss is booked.
#[test]
fn collateral_that_covers_the_debt_but_not_the_bonus_costs_suppliers_nothing() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::indebted(kind);
        suite.set_price("7.1");
        let quote = suite.quote("bob", None).unwrap();
        assert_eq!((quote.repay, quote.collateral, quote.bad_debt), (units(70_000), units(9_999), units(0)));
        assert_eq!(quote.bonus, decimal("0.014285714285714285"));
        suite.liquidate("carol", "bob", 7_000).unwrap();
        assert_eq!(suite.collateral_of("carol"), WEALTH + 999);
        suite.liquidate("carol", "bob", 70_000).unwrap();
        assert_eq!(suite.loan_of("carol"), WEALTH - 70_000);
        assert_eq!((suite.totals().debt, suite.totals().supplied), (units(0), units(1_000_000)));
    }
}

/// The collateral is worth just the debt at 7 and less at 6.9999: the loss begins there.
#[test]
fn a_loss_is_booked_only_where_the_collateral_is_worth_less_than_the_debt() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("7");
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!((quote.bonus, quote.bad_debt), (Decimal::zero(), units(0)));
    assert_eq!((quote.repay, quote.collateral), (units(70_000), units(10_000)));
    suite.set_price("6.9999");
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!((quote.bonus, quote.bad_debt), (decimal("0.02"), units(1_373)));
}

/// One base unit of collateral, worth 100,000 and then less, for a debt of 70,000: at every price below the threshold
/// somebody can buy it, pays for what it is worth, and what is above the debt is the borrower's.
#[test]
fn one_base_unit_of_collateral_can_be_liquidated_at_every_price() {
    for kind in [Kind::Native, Kind::Cw20] {
        for (price, repay, surplus, bad_debt) in [
            ("87400", 85_591, 15_591, 0),
            ("80000", 72_728, 2_728, 0),
            ("75000", 70_001, 1, 0),
            ("71401", 70_001, 1, 0),
            ("70000", 70_000, 0, 0),
            ("60000", 58_824, 0, 11_176),
        ] {
            let mut suite = Suite::of(kind);
            suite.set_price("100000");
            suite.supply("alice", 1_000_000).unwrap();
            suite.pledge("bob", 1).unwrap();
            suite.borrow("bob", 70_000).unwrap();
            suite.set_price(price);
            let quote = suite.quote("bob", None).unwrap();
            assert_eq!((quote.repay, quote.surplus), (units(repay), units(surplus)), "{price}");
            assert_eq!((quote.collateral, quote.bad_debt), (units(1), units(bad_debt)), "{price}");
            let short = match price {
                // Of what the debt itself would buy a part is refused as a part.
                "70000" => LendingError::NothingToSeize { repaid: units(69_900) },
                _ => LendingError::RepaymentTooSmall { found: units(repay - 1), required: units(repay) },
            };
            suite.assert_refused(|suite| suite.liquidate("carol", "bob", repay - 1), short);
            suite.liquidate("carol", "bob", 200_000).unwrap();
            assert_eq!(suite.loan_of("carol"), WEALTH - repay);
            assert_eq!(suite.loan_of("bob"), WEALTH + 70_000 + surplus);
            assert_eq!(suite.collateral_of("carol"), WEALTH + 1);
            let totals = suite.totals();
            assert_eq!((totals.debt, totals.collateral), (units(0), units(0)));
            assert_eq!(
                (totals.cash, totals.supplied),
                (units(1_000_000 - bad_debt), units(1_000_000 - bad_debt))
            );
        }
    }
}

/// The borrower buys its own unit: it pays what a liquidator would, gets the surplus back, and gains nothing.
#[test]
fn buying_ones_own_unit_gains_nothing() {
    let mut suite = Suite::new();
    suite.set_price("100000");
    suite.supply("alice", 1_000_000).unwrap();
    suite.pledge("bob", 1).unwrap();
    suite.borrow("bob", 70_000).unwrap();
    suite.set_price("80000");
    suite.liquidate("bob", "bob", 100_000).unwrap();
    assert_eq!((suite.loan_of("bob"), suite.collateral_of("bob")), (WEALTH, WEALTH));
    assert_eq!(suite.totals().supplied, units(1_000_000));
}

/// Half of the collateral is worth 0: one unit of the loan buys less than one base unit of it.
#[test]
fn a_payment_that_buys_no_collateral_is_refused() {
    let mut suite = Suite::with(|msg| {
        msg.risk = RiskParams { min_debt: units(1), ..msg.risk.clone() };
    });
    suite.set_price("1000");
    suite.supply("alice", 1_000_000).unwrap();
    suite.pledge("bob", 100).unwrap();
    suite.borrow("bob", 70_000).unwrap();
    suite.set_price("840");
    let nothing = LendingError::NothingToSeize { repaid: units(700) };
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 700), nothing);
    let hook = Cw20HookMsg::Liquidate { borrower: suite.bob.to_string(), min_collateral: Some(units(1)) };
    suite.pay("carol", &suite.loan.clone(), 1_000, hook).unwrap();
}
