//! Golden test of every event.

use crate::suite::{Kind, Suite, YEAR, decimal, rate, risk, units};
use cw_multi_test::AppResponse;
use weal_api::lending_market::{ExecuteMsg, OwnershipStep, TERMS_DELAY};

/// The market's own events, as `name key=value …` without the contract's address.
fn facts(suite: &Suite, response: &AppResponse) -> Vec<String> {
    let own = |event: &&cosmwasm_std::Event| {
        event.ty.starts_with("wasm-")
            && event
                .attributes
                .iter()
                .any(|a| a.key == "_contract_address" && a.value == suite.market.as_str())
    };
    let named = |value: &str| {
        let names = ["alice", "bob", "carol", "owner"];
        let name = names.iter().find(|name| suite.account(name).as_str() == value);
        name.map_or_else(|| value.to_owned(), |name| (*name).to_owned())
    };
    let line = |event: &cosmwasm_std::Event| {
        let attributes = event.attributes.iter().filter(|a| a.key != "_contract_address");
        let words = attributes.map(|a| format!(" {}={}", a.key, named(&a.value)));
        event.ty.trim_start_matches("wasm-").to_owned() + &words.collect::<String>()
    };
    response.events.iter().filter(own).map(line).collect()
}

fn assert_fact(suite: &Suite, response: AppResponse, expected: &[&str]) {
    assert_eq!(facts(suite, &response), expected);
}

#[test]
fn every_movement_reports_itself_and_the_state_after_it() {
    let mut suite = Suite::new();
    let response = suite.supply("alice", 1_000_000).unwrap();
    assert_fact(
        &suite,
        response,
        &[
            "supplied account=alice amount=1000000 shares=1000000000000 shares_after=1000000000000 cash=1000000",
        ],
    );
    let response = suite.withdraw("alice", Some(400)).unwrap();
    assert_fact(
        &suite,
        response,
        &[
            "withdrawn account=alice recipient=alice amount=400 shares=400000000 shares_after=999600000000 cash=999600",
        ],
    );
    let response = suite.pledge("bob", 10_000).unwrap();
    assert_fact(&suite, response, &["collateral_deposited account=bob amount=10000 collateral=10000"]);
    let response = suite.borrow("bob", 70_000).unwrap();
    assert_fact(
        &suite,
        response,
        &["borrowed account=bob recipient=bob amount=70000 debt=70000 cash=929600"],
    );
    let response = suite.repay_for("carol", "bob", 1_000).unwrap();
    assert_fact(
        &suite,
        response,
        &["repaid account=bob payer=carol amount=1000 refund=0 debt=69000 cash=930600"],
    );
    let response = suite.unpledge("bob", Some(100)).unwrap();
    assert_fact(
        &suite,
        response,
        &["collateral_withdrawn account=bob recipient=bob amount=100 collateral=9900"],
    );
    let response = suite.repay("bob", 70_000).unwrap();
    assert_fact(
        &suite,
        response,
        &["repaid account=bob payer=bob amount=69000 refund=1000 debt=0 cash=999600"],
    );
}

#[test]
fn a_liquidation_reports_what_was_taken_and_what_is_left() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("8.4");
    let response = suite.liquidate("carol", "bob", 40_000).unwrap();
    assert_fact(
        &suite,
        response,
        &[
            "liquidated borrower=bob liquidator=carol repaid=38888 surplus=0 refund=1112 seized=4907 bonus=0.06 debt=31112 \
         collateral=5093 bad_debt=0",
        ],
    );
}

#[test]
fn a_loss_reports_who_bore_it() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.advance(YEAR);
    let before = suite.totals();
    assert_eq!((before.debt, before.reserve), (units(71_325), units(132)));
    suite.set_price("6");
    let response = suite.liquidate("carol", "bob", 58_824).unwrap();
    assert_fact(
        &suite,
        response,
        &[
            "liquidated borrower=bob liquidator=carol repaid=58824 surplus=0 refund=0 seized=10000 bonus=0.02 debt=0 \
         collateral=0 bad_debt=12501",
            "reserve_spent borrower=bob amount=132 reserve=0",
            "loss_shared borrower=bob amount=12369 supplied=988824",
        ],
    );
}

#[test]
fn changes_of_terms_and_owner_report_themselves() {
    let mut suite = Suite::new();
    let propose = ExecuteMsg::ProposeTerms { rate: Some(rate()), risk: Some(risk()) };
    let response = suite.execute("owner", &propose).unwrap();
    let proposed = "terms_proposed effective_at=1571883819 expires_at=1572488619";
    assert_fact(&suite, response, &[proposed]);
    let response = suite.execute("owner", &ExecuteMsg::CancelTerms {}).unwrap();
    assert_fact(&suite, response, &["terms_cancelled effective_at=1571883819"]);
    suite.execute("owner", &propose).unwrap();
    suite.advance(TERMS_DELAY);
    let response = suite.execute("carol", &ExecuteMsg::ApplyTerms {}).unwrap();
    assert_fact(
        &suite,
        response,
        &[
            "rate_updated borrow_rate=0.01",
            "risk_updated max_ltv=0.7 liquidation_threshold=0.8 supply_cap=1000000000000000 \
         borrow_cap=1000000000000000",
        ],
    );
    let (max_ltv, borrow_cap) = (Some(decimal("0.5")), Some(units(7)));
    let tighten = ExecuteMsg::TightenLimits { max_ltv, supply_cap: None, borrow_cap };
    let response = suite.execute("owner", &tighten).unwrap();
    assert_fact(
        &suite,
        response,
        &["risk_updated max_ltv=0.5 liquidation_threshold=0.8 supply_cap=1000000000000000 borrow_cap=7"],
    );
    let new_owner = suite.alice.to_string();
    let propose = ExecuteMsg::UpdateOwnership(OwnershipStep::Propose { new_owner });
    let response = suite.execute("owner", &propose).unwrap();
    assert_fact(&suite, response, &["ownership_proposed owner=owner pending_owner=alice"]);
    let accept = ExecuteMsg::UpdateOwnership(OwnershipStep::Accept {});
    let response = suite.execute("alice", &accept).unwrap();
    assert_fact(&suite, response, &["ownership_accepted owner=alice"]);
}

#[test]
fn creation_reports_the_market() {
    let event = cosmwasm_std::Event::from(weal_api::lending_market::MarketCreated {
        owner: cosmwasm_std::Addr::unchecked("owner"),
        loan_asset: "uusd".into(),
        collateral_asset: "uatom".into(),
    });
    let expected = cosmwasm_std::Event::new("lending_market_created")
        .add_attribute("owner", "owner")
        .add_attribute("loan_asset", "uusd")
        .add_attribute("collateral_asset", "uatom");
    assert_eq!(event, expected);
}
