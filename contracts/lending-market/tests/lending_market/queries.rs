//! The market's answers.

use crate::suite::{FEED, Kind, MAX_AGE, Suite, WEALTH, decimal, rate, risk, units};
use cosmwasm_std::Api;
use weal_api::asset::Asset;
use weal_api::lending_market::*;

#[test]
fn config_shows_what_was_instantiated() {
    let suite = Suite::new();
    let config: ConfigResponse = suite.query(&QueryMsg::Config {}).unwrap();
    assert_eq!(
        config,
        ConfigResponse {
            owner: suite.owner.to_string(),
            pending_owner: None,
            loan_asset: suite.loan.clone(),
            collateral_asset: suite.collateral.clone(),
            oracle: suite.oracle.to_string(),
            price_feed: FEED.into(),
            rate: rate(),
            risk: risk(),
            pending_terms: None,
        }
    );
}

#[test]
fn a_position_shows_its_price_limits_and_room() {
    let mut suite = Suite::funded(Kind::Native);
    suite.borrow("bob", 20_000).unwrap();
    let valuation = suite.position("bob").valuation.unwrap();
    assert_eq!(
        valuation,
        Valuation {
            price: decimal("10"),
            collateral_value: units(100_000),
            borrow_limit: units(70_000),
            liquidation_limit: units(80_000),
            max_borrow: units(50_000),
        }
    );
}

#[test]
fn a_position_without_a_fresh_price_still_answers() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.advance(MAX_AGE + 1);
    let position = suite.position("bob");
    assert!(position.debt > units(70_000));
    assert_eq!(position.valuation, None);
    assert!(matches!(position.health, Health::Unpriced { reason } if reason.contains("expired")));
    assert_eq!(suite.position("alice").health, Health::NoDebt {});
}

#[test]
fn positions_are_listed_by_page() {
    let mut suite = Suite::new();
    let names: Vec<String> = (0..35).map(|number| format!("borrower{number}")).collect();
    for name in &names {
        let account = suite.account(name);
        suite.mint(&suite.collateral.clone(), &account, 10);
        suite.pledge(name, 10).unwrap();
    }
    let page = |start_after: Option<String>, limit| {
        suite.query::<PositionsResponse>(&QueryMsg::Positions { start_after, limit }).unwrap().positions
    };
    assert_eq!(page(None, None).len(), 10);
    let first = page(None, Some(1_000));
    assert_eq!(first.len(), 30);
    let second = page(Some(first[29].account.clone()), Some(30));
    assert_eq!(second.len(), 5);
    let listed: Vec<String> = first.into_iter().chain(second).map(|row| row.account).collect();
    let mut expected: Vec<String> = names.iter().map(|name| suite.account(name).to_string()).collect();
    expected.sort_by_key(|account| suite.app.api().addr_canonicalize(account).unwrap().to_vec());
    assert_eq!(listed, expected);
}

#[test]
fn a_closed_position_is_no_longer_listed() {
    let mut suite = Suite::funded(Kind::Native);
    suite.unpledge("bob", None).unwrap();
    let listed: PositionsResponse =
        suite.query(&QueryMsg::Positions { start_after: None, limit: None }).unwrap();
    assert_eq!(listed.positions, vec![]);
}

#[test]
fn a_simulated_borrowing_is_what_then_happens() {
    let mut suite = Suite::funded(Kind::Native);
    let query = |amount| QueryMsg::SimulateBorrow { account: suite.bob.to_string(), amount: units(amount) };
    let simulated: SimulateBorrowResponse = suite.query(&query(64_000)).unwrap();
    assert_eq!(simulated.health, Health::Healthy { factor: decimal("1.25") });
    let refused = suite.query::<SimulateBorrowResponse>(&query(70_001)).unwrap_err().to_string();
    assert!(refused.contains("a debt of 70001 would be above 70000"), "{refused}");
    suite.borrow("bob", 64_000).unwrap();
    let position = suite.position("bob");
    assert_eq!((simulated.debt, simulated.health), (position.debt, position.health));
    assert_eq!(simulated.borrow_rate, suite.totals().borrow_rate);
}

#[test]
fn holdings_are_the_ledger_asset_by_asset() {
    for kind in [Kind::Native, Kind::Cw20] {
        let suite = Suite::indebted(kind);
        let held: HoldingsResponse = suite.query(&QueryMsg::Holdings {}).unwrap();
        let expected =
            [Asset::new(suite.loan.clone(), 930_000u128), Asset::new(suite.collateral.clone(), 10_000u128)];
        assert_eq!(held.holdings, expected);
        assert_eq!(suite.balance(&suite.loan, &suite.market), 930_000);
        assert_eq!(suite.balance(&suite.collateral, &suite.market), 10_000);
        assert_eq!(suite.collateral_of("bob"), WEALTH - 10_000);
    }
}
