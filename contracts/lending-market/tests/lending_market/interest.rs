//! Interest: who pays it, who gets it, and that it is charged before anything changes.

use crate::suite::{Kind, Suite, YEAR, decimal, rate, risk, units};
use cosmwasm_std::Decimal;
use weal_api::lending_market::{ExecuteMsg, RateParams, RiskParams, TERMS_DELAY};

/// bob owes 800,000 of 1,000,000: the rate is 11 % a year, charged every second.
fn at_the_kink() -> Suite {
    let mut suite = Suite::new();
    suite.supply("alice", 1_000_000).unwrap();
    suite.pledge("bob", 1_000_000).unwrap();
    suite.borrow("bob", 800_000).unwrap();
    assert_eq!(suite.totals().borrow_rate, decimal("0.11"));
    suite
}

#[test]
fn a_year_at_eleven_percent_is_charged_every_second() {
    let mut suite = at_the_kink();
    suite.advance(YEAR);
    // 800,000 × e^0.11 = 893,022.56; per second rather than continuously it is 0.01 less.
    let totals = suite.totals();
    assert_eq!(totals.debt, units(893_023));
    assert_eq!(suite.position("bob").debt, units(893_023));
    assert_eq!(totals.reserve, units(9_302));
    assert_eq!(totals.supplied, units(1_000_000 + 93_023 - 9_302));
    assert_eq!(suite.supplied("alice").assets, units(1_083_720));
    assert_eq!(totals.cash, units(200_000));
}

#[test]
fn accruing_often_is_accruing_once() {
    let (mut often, mut once) = (at_the_kink(), at_the_kink());
    for _ in 0..24 {
        often.advance(YEAR / 24);
        // Pledging accrues and moves none of the loan asset.
        often.pledge("carol", 1).unwrap();
    }
    once.advance(YEAR);
    once.pledge("carol", 24).unwrap();
    let (often, once) = (often.totals(), once.totals());
    assert_eq!((often.debt, often.reserve, often.supplied), (once.debt, once.reserve, once.supplied));
    let gap = often.borrow_index.abs_diff(once.borrow_index).u128();
    assert!(gap <= 2 * u128::from(YEAR), "{gap}");
}

#[test]
fn the_rate_follows_every_movement_of_the_loan_asset() {
    let mut suite = at_the_kink();
    suite.supply("alice", 600_000).unwrap();
    assert_eq!(suite.totals().borrow_rate, decimal("0.0725"));
    suite.withdraw("alice", Some(600_000)).unwrap();
    assert_eq!(suite.totals().borrow_rate, decimal("0.11"));
    suite.borrow("bob", 100_000).unwrap();
    assert_eq!(suite.totals().borrow_rate, decimal("1.61"));
    assert_eq!(suite.totals().supply_rate, decimal("1.3041"));
    suite.repay("bob", 500_000).unwrap();
    assert_eq!(suite.totals().borrow_rate, decimal("0.06"));
}

/// T6: changing the rate and then waiting is not waiting and then changing it, and the past is charged at the
/// old rate and shared by the old reserve factor.
#[test]
fn a_new_rate_charges_nothing_for_the_past() {
    let dearer = RateParams { base: decimal("1"), reserve_factor: decimal("0.5"), ..rate() };
    let (mut changed, mut kept) = (at_the_kink(), at_the_kink());
    kept.advance(YEAR);
    changed.advance(YEAR - TERMS_DELAY);
    changed.change_terms(Some(dearer.clone()), None);
    let (after, before) = (changed.totals(), kept.totals());
    assert_eq!(
        (after.debt, after.reserve, after.borrow_index),
        (before.debt, before.reserve, before.borrow_index)
    );
    // The utilisation has risen with the interest, and the rate in force is the new one.
    assert!(after.borrow_rate > decimal("1.1"), "{}", after.borrow_rate);

    let mut early = at_the_kink();
    early.change_terms(Some(dearer), None);
    early.advance(YEAR - TERMS_DELAY);
    assert!(early.totals().debt > after.debt);
}

/// T6, for the limits: interest of the past is charged before a new limit is stored.
#[test]
fn new_limits_accrue_first() {
    let mut suite = at_the_kink();
    let stricter = RiskParams { max_ltv: decimal("0.1"), ..risk() };
    let propose = ExecuteMsg::ProposeTerms { rate: None, risk: Some(stricter) };
    suite.execute("owner", &propose).unwrap();
    suite.advance(TERMS_DELAY);
    let before = suite.totals();
    suite.execute("carol", &ExecuteMsg::ApplyTerms {}).unwrap();
    assert_eq!(suite.totals(), before);
    let stored = suite.app.dump_wasm_raw(&suite.market);
    let market = stored.iter().find(|(key, _)| key[..] == [4]).unwrap();
    let mut reader = weal_wire::compact::Reader::new(&market.1);
    let words: Vec<_> = (0..10).map(|_| reader.u128().unwrap()).collect();
    assert_eq!(words[8], u128::from(suite.app.block_info().time.seconds()));
}

#[test]
fn an_unused_market_accrues_nothing() {
    let mut suite = Suite::funded(Kind::Native);
    let before = suite.totals();
    suite.advance(YEAR);
    let after = suite.totals();
    assert_eq!((after.supplied, after.reserve), (before.supplied, before.reserve));
    assert_eq!(after.supply_index, Decimal::one());
}

/// The reserve earns on its own money: suppliers get the interest on theirs, however little that is.
#[test]
fn the_reserve_earns_on_what_it_owns() {
    let mut suite = at_the_kink();
    suite.advance(YEAR);
    suite.supply("carol", 1).unwrap();
    let before = suite.totals();
    assert_eq!((before.reserve, before.supplied), (units(9_302), units(1_083_722)));
    suite.advance(YEAR);
    let after = suite.totals();
    let (interest, reserve) = (after.debt - before.debt, after.reserve - before.reserve);
    // A tenth, and of the rest 9,302 ÷ 1,093,024.
    let exact = interest.u128() / 10 + interest.u128() * 9 * 9_302 / 10_930_240;
    assert!(reserve.u128().abs_diff(exact) <= 2, "{reserve} of {interest}, not {exact}");
    assert_eq!(after.supplied - before.supplied, interest - reserve);
}
