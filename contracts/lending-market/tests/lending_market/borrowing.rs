//! Pledging, borrowing, repaying.

use crate::suite::{FEED, Kind, MAX_AGE, Suite, WEALTH, decimal, units};
use lending_market::ContractError;
use weal_api::lending_market::{ExecuteMsg, Health};
use weal_api::oracle::OracleReadError;
use weal_lending_math::LendingError;

pub(crate) fn stale(suite: &Suite, expires_at: u64) -> OracleReadError {
    let now = suite.app.block_info().time.seconds();
    OracleReadError::StalePrice { feed: FEED.into(), expires_at, now }
}

#[test]
fn a_loan_is_borrowed_and_repaid_in_both_kinds_of_token() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::funded(kind);
        suite.borrow("bob", 50_000).unwrap();
        assert_eq!(suite.loan_of("bob"), WEALTH + 50_000);
        let position = suite.position("bob");
        assert_eq!((position.collateral, position.debt), (units(10_000), units(50_000)));
        assert_eq!(position.health, Health::Healthy { factor: decimal("1.6") });
        let totals = suite.totals();
        assert_eq!((totals.cash, totals.debt), (units(950_000), units(50_000)));
        assert_eq!(totals.utilisation, decimal("0.05"));
        assert_eq!(totals.borrow_rate, decimal("0.01625"));

        suite.repay("bob", 20_000).unwrap();
        assert_eq!(suite.position("bob").debt, units(30_000));
        suite.repay("bob", 30_000).unwrap();
        suite.unpledge("bob", None).unwrap();
        assert_eq!((suite.loan_of("bob"), suite.collateral_of("bob")), (WEALTH, WEALTH));
        assert_eq!(suite.position("bob").debt_shares, units(0));
        assert_eq!(suite.totals().debt, units(0));
    }
}

#[test]
fn borrow_above_ltv_is_refused() {
    let mut suite = Suite::funded(Kind::Native);
    let over = LendingError::AboveMaxLtv { found: units(70_001), limit: units(70_000) };
    suite.assert_refused(|suite| suite.borrow("bob", 70_001), over);
    suite.borrow("bob", 70_000).unwrap();
    let over = LendingError::AboveMaxLtv { found: units(70_001), limit: units(70_000) };
    suite.assert_refused(|suite| suite.borrow("bob", 1), over);
    assert_eq!(suite.position("bob").valuation.unwrap().max_borrow, units(0));
}

#[test]
fn borrow_without_collateral_of_nothing_or_below_the_minimum_is_refused() {
    let mut suite = Suite::funded(Kind::Native);
    let nothing = LendingError::AboveMaxLtv { found: units(100), limit: units(0) };
    suite.assert_refused(|suite| suite.borrow("carol", 100), nothing);
    suite.assert_refused(|suite| suite.borrow("bob", 0), LendingError::ZeroAmount);
    let small = LendingError::DebtBelowMinimum { found: units(99), required: units(100) };
    suite.assert_refused(|suite| suite.borrow("bob", 99), small);
    suite.borrow("bob", 100).unwrap();
    suite.borrow("bob", 1).unwrap();
}

#[test]
fn borrow_is_limited_by_the_cap_and_by_cash() {
    let mut suite = Suite::with(|msg| msg.risk.borrow_cap = units(1_000));
    suite.fund();
    let over = LendingError::BorrowCapExceeded { found: units(1_001), cap: units(1_000) };
    suite.assert_refused(|suite| suite.borrow("bob", 1_001), over);
    assert_eq!(suite.position("bob").valuation.unwrap().max_borrow, units(1_000));
    suite.borrow("bob", 1_000).unwrap();

    let mut suite = Suite::new();
    suite.supply("alice", 500).unwrap();
    suite.pledge("bob", 10_000).unwrap();
    let short = LendingError::InsufficientLiquidity { found: units(500), required: units(501) };
    suite.assert_refused(|suite| suite.borrow("bob", 501), short);
    assert_eq!(suite.position("bob").valuation.unwrap().max_borrow, units(500));
    suite.borrow("bob", 500).unwrap();
}

#[test]
fn a_borrowing_may_go_to_another_account() {
    let mut suite = Suite::funded(Kind::Native);
    let msg = ExecuteMsg::Borrow { amount: units(500), recipient: Some(suite.carol.to_string()) };
    suite.execute("bob", &msg).unwrap();
    assert_eq!((suite.loan_of("carol"), suite.position("bob").debt), (WEALTH + 500, units(500)));
    let msg = ExecuteMsg::Borrow { amount: units(500), recipient: Some(suite.market.to_string()) };
    suite.assert_refused(|suite| suite.execute("bob", &msg), ContractError::RecipientIsMarket);
}

#[test]
fn collateral_leaves_down_to_the_maximum_ltv() {
    let mut suite = Suite::funded(Kind::Native);
    suite.borrow("bob", 35_000).unwrap();
    let over = LendingError::AboveMaxLtv { found: units(35_000), limit: units(34_993) };
    suite.assert_refused(|suite| suite.unpledge("bob", Some(5_001)), over);
    suite.unpledge("bob", Some(5_000)).unwrap();
    assert_eq!((suite.position("bob").collateral, suite.totals().collateral), (units(5_000), units(5_000)));
    let short = LendingError::InsufficientBalance { found: units(5_000), required: units(5_001) };
    suite.assert_refused(|suite| suite.unpledge("bob", Some(5_001)), short);
    suite.assert_refused(|suite| suite.unpledge("bob", Some(0)), LendingError::ZeroAmount);
    suite.assert_refused(|suite| suite.unpledge("carol", None), LendingError::ZeroAmount);
    let msg = ExecuteMsg::WithdrawCollateral { amount: None, recipient: Some(suite.market.to_string()) };
    suite.assert_refused(|suite| suite.execute("bob", &msg), ContractError::RecipientIsMarket);
}

#[test]
fn repaying_too_much_refunds_the_payer() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::indebted(kind);
        suite.repay_for("carol", "bob", 100_000).unwrap();
        assert_eq!(suite.loan_of("carol"), WEALTH - 70_000);
        assert_eq!(suite.loan_of("bob"), WEALTH + 70_000);
        assert_eq!(suite.position("bob").debt, units(0));
        suite.assert_refused(|suite| suite.repay("bob", 5), LendingError::NoDebt);
    }
}

#[test]
fn a_repayment_leaves_nothing_or_the_minimum() {
    let mut suite = Suite::indebted(Kind::Native);
    let small = LendingError::DebtBelowMinimum { found: units(99), required: units(100) };
    suite.assert_refused(|suite| suite.repay("bob", 69_901), small);
    suite.repay("bob", 69_900).unwrap();
    suite.repay("bob", 100).unwrap();
    assert_eq!(suite.position("bob").debt, units(0));
}

#[test]
fn repaying_twice_in_a_block_is_repaying_once() {
    let (mut twice, mut once) = (Suite::indebted(Kind::Native), Suite::indebted(Kind::Native));
    twice.repay("bob", 10_000).unwrap();
    twice.repay("bob", 20_000).unwrap();
    once.repay("bob", 30_000).unwrap();
    assert_eq!(twice.totals(), once.totals());
    assert_eq!(twice.position("bob"), once.position("bob"));
}

#[test]
fn the_price_may_be_used_in_its_last_second_and_not_after() {
    let mut suite = Suite::funded(Kind::Native);
    let expires_at = suite.app.block_info().time.seconds() + MAX_AGE;
    suite.advance(MAX_AGE);
    suite.borrow("bob", 100).unwrap();
    suite.advance(1);
    let reason = stale(&suite, expires_at);
    suite.assert_refused(|suite| suite.borrow("bob", 100), reason);
}
