//! New terms: announced, applied in their time, and never worse for a loan that runs.

use crate::suite::{Kind, Suite, WEALTH, YEAR, decimal, rate, risk, units};
use cosmwasm_std::StdResult;
use cw_multi_test::AppResponse;
use lending_market::ContractError;
use weal_api::lending_market::*;
use weal_lending_math::LendingError;

fn propose(suite: &mut Suite, rate: Option<RateParams>, risk: Option<RiskParams>) -> StdResult<AppResponse> {
    suite.execute("owner", &ExecuteMsg::ProposeTerms { rate, risk })
}

fn apply(suite: &mut Suite) -> StdResult<AppResponse> {
    suite.execute("alice", &ExecuteMsg::ApplyTerms {})
}

fn tighten(max_ltv: Option<&str>, supply_cap: Option<u128>, borrow_cap: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::TightenLimits {
        max_ltv: max_ltv.map(decimal),
        supply_cap: supply_cap.map(units),
        borrow_cap: borrow_cap.map(units),
    }
}

fn now(suite: &Suite) -> u64 {
    suite.app.block_info().time.seconds()
}

#[test]
fn announced_terms_hold_from_their_second_on_and_by_anybodys_word() {
    let mut suite = Suite::funded(Kind::Native);
    suite.assert_refused(apply, ContractError::NothingPending);
    let dearer = RateParams { base: decimal("0.5"), ..rate() };
    let stricter = RiskParams { max_ltv: decimal("0.5"), supply_cap: units(1), ..risk() };
    propose(&mut suite, Some(dearer.clone()), Some(stricter.clone())).unwrap();
    let effective_at = now(&suite) + TERMS_DELAY;
    let pending = PendingTerms {
        rate: Some(dearer.clone()),
        risk: Some(stricter.clone()),
        effective_at,
        expires_at: effective_at + TERMS_WINDOW,
    };
    assert_eq!(suite.config().pending_terms, Some(pending));
    assert_eq!((suite.config().rate, suite.config().risk), (rate(), risk()));

    suite.advance(TERMS_DELAY - 1);
    let soon = ContractError::TermsTooSoon { effective_at, now: effective_at - 1 };
    suite.assert_refused(apply, soon);
    suite.advance(1);
    apply(&mut suite).unwrap();
    let config = suite.config();
    assert_eq!((config.rate, config.risk, config.pending_terms), (dearer, stricter, None));
    assert_eq!(suite.totals().borrow_rate, decimal("0.5"));
    suite.assert_refused(apply, ContractError::NothingPending);
    suite.set_price("10");
    // An index that is no whole number makes a debt of one unit more.
    let over = LendingError::AboveMaxLtv { found: units(50_001), limit: units(50_000) };
    suite.assert_refused(|suite| suite.borrow("bob", 50_000), over);
    suite.borrow("bob", 49_999).unwrap();
}

#[test]
fn an_announcement_expires() {
    let mut suite = Suite::funded(Kind::Native);
    propose(&mut suite, Some(rate()), None).unwrap();
    let expires_at = now(&suite) + TERMS_DELAY + TERMS_WINDOW;
    suite.advance(TERMS_DELAY + TERMS_WINDOW + 1);
    let late = ContractError::TermsExpired { expires_at, now: expires_at + 1 };
    suite.assert_refused(apply, late);

    propose(&mut suite, Some(rate()), None).unwrap();
    suite.advance(TERMS_DELAY + TERMS_WINDOW);
    apply(&mut suite).unwrap();
}

#[test]
fn a_later_announcement_replaces_the_earlier_and_waits_anew() {
    let mut suite = Suite::funded(Kind::Native);
    propose(&mut suite, Some(rate()), None).unwrap();
    suite.advance(TERMS_DELAY - 1);
    let raised = RiskParams { min_debt: units(5_000), ..risk() };
    propose(&mut suite, None, Some(raised.clone())).unwrap();
    let effective_at = now(&suite) + TERMS_DELAY;
    suite.advance(1);
    suite.assert_refused(
        apply,
        ContractError::TermsTooSoon { effective_at, now: effective_at - TERMS_DELAY + 1 },
    );
    suite.advance(TERMS_DELAY - 1);
    apply(&mut suite).unwrap();
    assert_eq!((suite.config().rate, suite.config().risk), (rate(), raised));
}

#[test]
fn an_announcement_can_be_taken_back() {
    let mut suite = Suite::funded(Kind::Native);
    let cancel = ExecuteMsg::CancelTerms {};
    suite.assert_refused(|suite| suite.execute("owner", &cancel), ContractError::NothingPending);
    propose(&mut suite, Some(rate()), None).unwrap();
    suite.execute("owner", &cancel).unwrap();
    assert_eq!(suite.config().pending_terms, None);
    suite.advance(TERMS_DELAY);
    suite.assert_refused(apply, ContractError::NothingPending);
    suite.assert_refused(|suite| suite.execute("owner", &cancel), ContractError::NothingPending);
}

#[test]
fn terms_of_nothing_or_outside_their_ranges_are_not_announced() {
    let mut suite = Suite::funded(Kind::Native);
    suite.assert_refused(|suite| propose(suite, None, None), ContractError::NoTerms);
    let broken = RateParams { optimal_utilisation: decimal("0"), ..rate() };
    let refused = LendingError::InvalidTerm {
        term: "optimal_utilisation",
        found: "0".into(),
        required: "between 0 and 1",
    };
    suite.assert_refused(|suite| propose(suite, Some(broken), None), refused);
    let broken = RiskParams { min_debt: units(0), ..risk() };
    let refused = LendingError::InvalidTerm { term: "min_debt", found: "0".into(), required: "above 0" };
    suite.assert_refused(|suite| propose(suite, Some(rate()), Some(broken)), refused);
}

/// T19. What every loan shares is never made worse, whatever the delay.
#[test]
fn a_running_loan_keeps_its_threshold_bonus_and_target() {
    let mut suite = Suite::indebted(Kind::Native);
    let bonus = |min: &str, slope: &str, max: &str| BonusParams {
        min: decimal(min),
        slope: decimal(slope),
        max: decimal(max),
    };
    for (term, from, to, worse) in [
        (
            "liquidation_threshold",
            "0.8",
            "0.75",
            RiskParams { liquidation_threshold: decimal("0.75"), ..risk() },
        ),
        ("bonus.min", "0.02", "0.03", RiskParams { bonus: bonus("0.03", "1", "0.1"), ..risk() }),
        ("bonus.slope", "1", "2", RiskParams { bonus: bonus("0.02", "2", "0.1"), ..risk() }),
        ("bonus.max", "0.1", "0.11", RiskParams { bonus: bonus("0.02", "1", "0.11"), ..risk() }),
        ("target_health", "1.1", "1.2", RiskParams { target_health: decimal("1.2"), ..risk() }),
    ] {
        let refused = LendingError::WorseForRunningLoans { term, from: decimal(from), to: decimal(to) };
        suite.assert_refused(|suite| propose(suite, None, Some(worse)), refused);
    }
}

/// A loan of 70,000 under a minimum of 100, and then one of a million: what is liquidated, what a liquidator may pay
/// and what its borrower may repay are what they were.
#[test]
fn a_higher_minimum_debt_changes_nothing_for_a_running_loan() {
    let facts = |suite: &mut Suite| {
        suite.set_price("8.74");
        let whole = suite.quote("bob", None).unwrap();
        let part = suite.quote("bob", Some(30_000)).unwrap();
        (whole, part)
    };
    let (mut kept, mut raised) = (Suite::indebted(Kind::Native), Suite::indebted(Kind::Native));
    let larger = RiskParams { min_debt: units(1_000_000), ..risk() };
    raised.change_terms(None, Some(larger));
    kept.advance(TERMS_DELAY);
    assert_eq!(raised.position("bob").min_debt, units(100));
    assert_eq!(facts(&mut raised), facts(&mut kept));
    for suite in [&mut kept, &mut raised] {
        suite.repay("bob", 30_000).unwrap();
        suite.set_price("5");
        suite.liquidate("carol", "bob", 1_000).unwrap();
    }
    assert_eq!((raised.position("bob"), raised.totals()), (kept.position("bob"), kept.totals()));

    // Whoever borrows more makes a new loan.
    raised.set_price("10");
    let small = LendingError::DebtBelowMinimum {
        found: raised.position("bob").debt + units(1),
        required: units(1_000_000),
    };
    raised.assert_refused(|suite| suite.borrow("bob", 1), small);
    assert_eq!(raised.position("bob").valuation.unwrap().max_borrow, units(0));
    let small = LendingError::DebtBelowMinimum { found: units(999_999), required: units(1_000_000) };
    raised.pledge("carol", 200_000).unwrap();
    raised.supply("alice", 100_000).unwrap();
    raised.assert_refused(|suite| suite.borrow("carol", 999_998), small);
    raised.borrow("carol", 999_999).unwrap();
}

/// A lower minimum reaches loans that run, and goes with a loan that is repaid.
#[test]
fn a_lower_minimum_debt_is_everybodys() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.change_terms(None, Some(RiskParams { min_debt: units(10), ..risk() }));
    let owed = suite.position("bob").debt.u128();
    suite.repay("bob", owed - 10).unwrap();
    suite.repay("bob", 10).unwrap();
    assert_eq!(suite.position("bob").min_debt, units(0));
    suite.set_price("10");
    suite.borrow("bob", 10).unwrap();
    assert_eq!(suite.position("bob").min_debt, units(10));
}

/// An owner once did all in one block: the highest max LTV, a loan at a slightly old price, and the suppliers paid.
/// Here new terms must be announced, suppliers can leave first, and the highest max LTV leaves a tenth.
#[test]
fn the_owner_cannot_loosen_the_terms_and_borrow_in_one_block() {
    let mut suite = Suite::funded(Kind::Native);
    let owner = suite.owner.clone();
    suite.mint(&suite.collateral.clone(), &owner, 100_000);
    let no_bonus = BonusParams { min: decimal("0"), slope: decimal("0"), max: decimal("0") };
    let lifted = |max_ltv: &str, liquidation_threshold: &str| RiskParams {
        max_ltv: decimal(max_ltv),
        liquidation_threshold: decimal(liquidation_threshold),
        bonus: BonusParams { min: decimal("0.02"), slope: decimal("1"), max: decimal("0.05") },
        ..risk()
    };
    let close = LendingError::InvalidTerm {
        term: "max_ltv",
        found: "0.998".into(),
        required: "above 0 and at least 0.05 below liquidation_threshold",
    };
    suite.assert_refused(|suite| propose(suite, None, Some(lifted("0.998", "0.999"))), close);
    let high = LendingError::InvalidTerm {
        term: "liquidation_threshold",
        found: "0.96".into(),
        required: "at most 0.95, and at most 1 when multiplied by 1 + bonus.max",
    };
    suite.assert_refused(|suite| propose(suite, None, Some(lifted("0.9", "0.96"))), high);
    let worthless = LendingError::InvalidTerm {
        term: "bonus.min",
        found: "0".into(),
        required: "at least 0.005 and at most bonus.max",
    };
    let unpaid = RiskParams { bonus: no_bonus, ..risk() };
    suite.assert_refused(|suite| propose(suite, None, Some(unpaid)), worthless);

    propose(&mut suite, None, Some(lifted("0.9", "0.95"))).unwrap();
    suite.pledge("owner", 100_000).unwrap();
    let over = LendingError::AboveMaxLtv { found: units(900_000), limit: units(700_000) };
    suite.assert_refused(|suite| suite.borrow("owner", 900_000), over);
    // Whoever does not like what is announced leaves.
    suite.withdraw("alice", None).unwrap();
    assert_eq!(suite.loan_of("alice"), WEALTH);
    suite.advance(TERMS_DELAY);
    apply(&mut suite).unwrap();
    suite.set_price("10");
    let none = LendingError::InsufficientLiquidity { found: units(0), required: units(899_999) };
    suite.assert_refused(|suite| suite.borrow("owner", 899_999), none);
}

#[test]
fn limits_are_lowered_at_once_and_never_raised() {
    let mut suite = Suite::indebted(Kind::Native);
    let (position, totals) = (suite.position("bob"), suite.totals());
    suite.execute("owner", &tighten(Some("0.3"), Some(1_000_000), Some(70_000))).unwrap();
    let lowered = RiskParams {
        max_ltv: decimal("0.3"),
        supply_cap: units(1_000_000),
        borrow_cap: units(70_000),
        ..risk()
    };
    assert_eq!(suite.config().risk, lowered);
    // No loan and no supply that there is has changed.
    let after = suite.position("bob");
    assert_eq!((after.debt, after.health), (position.debt, position.health));
    assert_eq!(suite.totals(), totals);
    let full = LendingError::SupplyCapExceeded { found: units(1_000_001), cap: units(1_000_000) };
    suite.assert_refused(|suite| suite.supply("carol", 1), full);
    let over = LendingError::AboveMaxLtv { found: units(70_001), limit: units(30_000) };
    suite.assert_refused(|suite| suite.borrow("bob", 1), over);

    let required = "at most what it is: higher limits are announced";
    for (term, found, msg) in [
        ("max_ltv", "0.300000000000000001", tighten(Some("0.300000000000000001"), None, None)),
        ("supply_cap", "1000001", tighten(None, Some(1_000_001), None)),
        ("borrow_cap", "70001", tighten(None, None, Some(70_001))),
    ] {
        let refused = LendingError::InvalidTerm { term, found: found.into(), required };
        suite.assert_refused(|suite| suite.execute("owner", &msg), refused);
    }
    let nothing = LendingError::InvalidTerm {
        term: "max_ltv",
        found: "0".into(),
        required: "above 0 and at least 0.05 below liquidation_threshold",
    };
    suite.assert_refused(|suite| suite.execute("owner", &tighten(Some("0"), None, None)), nothing);
    suite.execute("owner", &tighten(None, None, None)).unwrap();
    assert_eq!(suite.config().risk, lowered);
    suite.repay("bob", 70_000).unwrap();
    suite.unpledge("bob", None).unwrap();
    suite.withdraw("alice", None).unwrap();
}

/// An announcement of the rate alone leaves limits that were lowered since where they are.
#[test]
fn lowered_limits_outlive_an_announcement_of_the_rate() {
    let mut suite = Suite::indebted(Kind::Native);
    propose(&mut suite, Some(RateParams { base: decimal("0.02"), ..rate() }), None).unwrap();
    suite.execute("owner", &tighten(None, None, Some(5))).unwrap();
    suite.advance(TERMS_DELAY);
    apply(&mut suite).unwrap();
    assert_eq!(suite.config().risk.borrow_cap, units(5));
    assert_eq!(suite.config().rate.base, decimal("0.02"));
}

/// Everybody can leave at any rate, with terms announced or expired.
#[test]
fn everybody_leaves_whatever_is_announced() {
    let mut suite = Suite::indebted(Kind::Native);
    let dearest = RateParams { base: decimal("1"), slope1: decimal("3"), slope2: decimal("6"), ..rate() };
    suite.change_terms(Some(dearest), None);
    propose(&mut suite, Some(rate()), None).unwrap();
    suite.advance(YEAR);
    suite.repay("bob", 10_000_000).unwrap();
    suite.unpledge("bob", None).unwrap();
    suite.withdraw("alice", None).unwrap();
    assert_eq!((suite.totals().debt, suite.totals().supply_shares), (units(0), units(0)));
    assert!(suite.loan_of("alice") > WEALTH);
}
