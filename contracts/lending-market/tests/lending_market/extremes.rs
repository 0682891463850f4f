//! Assets of 18 decimals, markets without suppliers and markets that have lost everything: every number stays inside
//! its type, and who is in can leave.

use crate::suite::{Kind, Suite, YEAR, units};
use weal_lending_math::LendingError;

const E18: u128 = 1_000_000_000_000_000_000;
const WEALTHY: u128 = 10_000_000 * E18;

/// Everybody holds 10,000,000 of a loan asset and 100,000,000 of a collateral of 18 decimals each.
fn fine_grained() -> Suite {
    let cap = units(100_000_000_000_000_000_000_000_000_000);
    let mut suite = Suite::with(|msg| (msg.risk.supply_cap, msg.risk.borrow_cap) = (cap, cap));
    let (loan, collateral) = (suite.loan.clone(), suite.collateral.clone());
    for account in suite.accounts() {
        suite.mint(&loan, &account, WEALTHY);
        suite.mint(&collateral, &account, 10 * WEALTHY);
    }
    suite
}

/// The reserve owns what is still owed after the last supplier has left, and its interest too. A share of nobody grows
/// no faster than a debt.
#[test]
fn a_market_without_suppliers_keeps_answering_and_takes_new_ones() {
    let mut suite = fine_grained();
    suite.supply("alice", 1_000_000 * E18).unwrap();
    suite.pledge("bob", 1_000_000 * E18).unwrap();
    suite.borrow("bob", 900_000 * E18).unwrap();
    suite.advance(YEAR / 2);
    suite.set_price("10");
    let totals = suite.totals();
    suite.repay("bob", totals.debt.u128() - totals.reserve.u128() / 2).unwrap();
    suite.withdraw("alice", None).unwrap();
    let left = suite.totals();
    assert_eq!(left.supply_shares, units(0));
    assert!(left.debt > units(40_000 * E18) && left.supplied <= units(10), "{left:?}");

    for years in [1, 5, 30, 200] {
        suite.advance(years * YEAR);
        let totals = suite.totals();
        assert!(totals.supplied <= units(10_000_000_000), "{}", totals.supplied);
        assert_eq!(totals.supplied + totals.reserve, totals.cash + totals.debt);
    }
    suite.set_price("10");
    suite.supply("alice", 1_000 * E18).unwrap();
    let worth = suite.supplied("alice").assets.u128();
    assert!((1_000 * E18 - 10_000_000_000..=1_000 * E18).contains(&worth), "{worth}");
    suite.withdraw("alice", None).unwrap();
    // What the last borrower owes by now it can still pay, and leave.
    let (loan, bob) = (suite.loan.clone(), suite.bob.clone());
    let owed = suite.totals().debt.u128();
    suite.mint(&loan, &bob, owed);
    suite.repay("bob", owed).unwrap();
    suite.unpledge("bob", None).unwrap();
    let totals = suite.totals();
    assert_eq!((totals.debt, totals.collateral), (units(0), units(0)));
    assert_eq!(totals.cash, totals.supplied + totals.reserve);
}

/// A supplier of one unit to a market that lives on its reserve earns on that unit, not on the reserve's money.
#[test]
fn one_unit_does_not_earn_the_interest_of_the_reserve() {
    let mut suite = fine_grained();
    suite.supply("alice", 1_000_000 * E18).unwrap();
    suite.pledge("bob", 1_000_000 * E18).unwrap();
    suite.borrow("bob", 900_000 * E18).unwrap();
    suite.advance(YEAR / 2);
    suite.set_price("10");
    let totals = suite.totals();
    suite.repay("bob", totals.debt.u128() - totals.reserve.u128() / 2).unwrap();
    suite.withdraw("alice", None).unwrap();
    suite.supply("carol", 1_000_000).unwrap();
    suite.advance(YEAR);
    let (earned, totals) = (suite.supplied("carol").assets.u128(), suite.totals());
    assert!(earned < 20_000_000, "{earned} for 1,000,000 at {}", totals.borrow_rate);
    suite.withdraw("carol", None).unwrap();
}

/// Suppliers can leave with what is left after everything lent was lost. New supply is refused by name, as its shares
/// cannot be counted; nothing overflows, and borrowers leave as ever.
#[test]
fn after_a_total_loss_everybody_can_leave_and_supplying_is_refused_by_name() {
    let mut suite = fine_grained();
    suite.supply("alice", 1_000_000 * E18).unwrap();
    suite.pledge("carol", 10 * E18).unwrap();
    suite.pledge("bob", 200_000 * E18).unwrap();
    suite.borrow("bob", 1_000_000 * E18).unwrap();
    suite.set_price("0.000000000000000001");
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!(quote.repay, units(196_079));
    suite.liquidate("carol", "bob", quote.repay.u128()).unwrap();
    let totals = suite.totals();
    let shares = units(1_000_000 * E18 * 1_000_000);
    assert_eq!((totals.supplied, totals.supply_shares), (units(196_079), shares));
    assert_eq!(totals.supply_index, cosmwasm_std::Decimal::zero());
    for amount in [E18, 1_000 * E18] {
        let refused = LendingError::SharesTooCheap { supplied: units(196_079), shares };
        suite.assert_refused(|suite| suite.supply("carol", amount), refused);
    }
    // What can be counted can be lent: 100,000 units cost half as many shares as there are.
    suite.supply("carol", 100_000).unwrap();
    assert_eq!(suite.supplied("carol").assets, units(99_999));
    suite.advance(100 * YEAR);
    suite.withdraw("alice", None).unwrap();
    suite.withdraw("carol", None).unwrap();
    suite.unpledge("carol", None).unwrap();
    assert!(suite.totals().cash <= units(2), "{}", suite.totals().cash);
}

/// A loss of nearly all, with 6 and 18 decimals: one token can still be lent and comes back.
#[test]
fn after_a_loss_of_nearly_all_a_token_can_still_be_lent() {
    let mut suite = fine_grained();
    suite.supply("alice", 1_000_000 * E18).unwrap();
    suite.pledge("bob", 200_000 * E18).unwrap();
    suite.borrow("bob", 1_000_000 * E18).unwrap();
    // 200,000 at 0.0001 pay 19.6 of 1,000,000.
    suite.set_price("0.0001");
    suite.liquidate("carol", "bob", 100 * E18).unwrap();
    suite.supply("carol", E18).unwrap();
    let worth = suite.supplied("carol").assets.u128();
    assert!((E18 - 1..=E18).contains(&worth), "{worth}");

    let mut suite = Suite::indebted(Kind::Native);
    suite.pledge("bob", 200_000).unwrap();
    suite.borrow("bob", 930_000).unwrap();
    suite.set_price("0.000001");
    let quote = suite.quote("bob", None).unwrap();
    suite.liquidate("carol", "bob", quote.repay.u128()).unwrap();
    assert_eq!(suite.totals().supplied, units(1));
    suite.supply("carol", 1_000_000).unwrap();
    assert_eq!(suite.supplied("carol").assets, units(1_000_000));
}
