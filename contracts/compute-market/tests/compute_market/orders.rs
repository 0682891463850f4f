//! Orders before any bid: what they cost, what is refused, how they are taken back.

use crate::suite::{BID_DEPOSIT, DENOM, DEPOSIT, RATE, Suite, terms};
use compute_market::ContractError;
use cosmwasm_std::{Uint128, coin, coins, from_json};
use weal_api::compute_market::{ConfigResponse, ExecuteMsg, OrderStatus, OrderTerms, QueryMsg};
use weal_api::compute_registry::{ClaimKind, Requirement};
use weal_contract_kit::payment::PaymentError;

#[test]
fn an_order_is_opened_with_exactly_its_greatest_cost() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    for paid in [DEPOSIT - 1, DEPOSIT + 1] {
        let reason =
            ContractError::WrongDeposit { found: Uint128::new(paid), required: Uint128::new(DEPOSIT) };
        suite.assert_refused(&tenant, &ExecuteMsg::OpenOrder(terms()), &coins(paid, DENOM), &reason);
    }
    let now = suite.now();
    let order = {
        let id = suite.open(terms(), DEPOSIT);
        suite.order(id)
    };
    assert_eq!((order.order_id, order.tenant, order.deposit.u128()), (1, tenant, DEPOSIT));
    assert_eq!((order.bids_until, order.reveals_until), (now + 600, now + 900));
    assert_eq!((order.status, order.bids), (OrderStatus::Open {}, vec![]));
    assert_eq!(suite.holdings().orders.u128(), DEPOSIT);
}

#[test]
fn a_cost_is_rounded_up() {
    let mut suite = Suite::new();
    let odd = OrderTerms { max_rate: Uint128::new(RATE + 1), ..terms() };
    let order_id = suite.open(odd, DEPOSIT + 1);
    assert_eq!(suite.order(order_id).deposit.u128(), DEPOSIT + 1);
}

#[test]
fn terms_out_of_range_are_refused() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    let text = |field, found| ContractError::TextLength { field, found, min: 1, max: 64 };
    let year = 366 * 86_400;
    let attested = Requirement::Attested { kind: ClaimKind::Iso27001 };
    let cases = [
        (OrderTerms { sku: String::new(), ..terms() }, text("sku", 0)),
        (OrderTerms { sku: "s".repeat(65), ..terms() }, text("sku", 65)),
        (OrderTerms { gpus: 0, ..terms() }, range("gpus", 0, 1, u32::MAX.into())),
        (OrderTerms { seconds: 0, ..terms() }, range("seconds", 0, 1, year)),
        (OrderTerms { seconds: year + 1, ..terms() }, range("seconds", year + 1, 1, year)),
        (OrderTerms { bid_seconds: 59, ..terms() }, range("bid_seconds", 59, 60, 2_592_000)),
        (
            OrderTerms { reveal_seconds: 2_592_001, ..terms() },
            range("reveal_seconds", 2_592_001, 60, 2_592_000),
        ),
        (OrderTerms { max_rate: Uint128::zero(), ..terms() }, ContractError::ZeroRate),
        (
            OrderTerms { regions: vec!["eu".into(); 9], ..terms() },
            ContractError::TooMany { list: "regions", found: 9, max: 8 },
        ),
        (OrderTerms { regions: vec![String::new()], ..terms() }, text("regions", 0)),
        (OrderTerms { requirements: vec![attested], ..terms() }, ContractError::NoRegistry),
    ];
    for (terms, reason) in cases {
        suite.assert_refused(&tenant, &ExecuteMsg::OpenOrder(terms), &coins(DEPOSIT, DENOM), &reason);
    }
}

#[test]
fn payments_of_another_kind_are_refused() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let none = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(&tenant, &ExecuteMsg::OpenOrder(terms()), &[], &none.into());
    let order_id = suite.open(terms(), DEPOSIT);
    let not_payable = PaymentError::NotPayable { found: format!("1{DENOM}") };
    let msg = ExecuteMsg::CancelOrder { order_id };
    suite.assert_refused(&tenant, &msg, &[coin(1, DENOM)], &not_payable.into());
}

#[test]
fn an_escrow_that_names_no_or_another_market_takes_no_orders() {
    let mut suite = Suite::new();
    let (tenant, stranger, escrow) = (suite.tenant.clone(), suite.stranger.clone(), suite.escrow.clone());
    suite.name_market(&stranger);
    let reason = ContractError::NotTheMarket { escrow };
    suite.assert_refused(&tenant, &ExecuteMsg::OpenOrder(terms()), &coins(DEPOSIT, DENOM), &reason);
}

#[test]
fn an_order_without_bids_is_taken_back_by_its_tenant_only_and_once() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let order_id = suite.open(terms(), DEPOSIT);
    let msg = ExecuteMsg::CancelOrder { order_id };
    let reason = ContractError::NotTenant { sender: stranger.clone(), tenant: tenant.clone() };
    suite.assert_refused(&stranger, &msg, &[], &reason);
    let unknown = ContractError::UnknownOrder { order_id: 9 };
    suite.assert_refused(&tenant, &ExecuteMsg::CancelOrder { order_id: 9 }, &[], &unknown);

    suite.execute(&tenant, &msg, &[]).unwrap();
    assert_eq!(suite.order(order_id).status, OrderStatus::Cancelled {});
    assert_eq!(suite.credit(&tenant), DEPOSIT);
    suite.assert_refused(&tenant, &msg, &[], &ContractError::OrderClosed { order_id });

    let before = suite.balance(&tenant);
    suite.execute(&tenant, &ExecuteMsg::ClaimCredit {}, &[]).unwrap();
    assert_eq!(suite.balance(&tenant), before + DEPOSIT);
    let nothing = ContractError::NoCredit { account: tenant.clone() };
    suite.assert_refused(&tenant, &ExecuteMsg::ClaimCredit {}, &[], &nothing);
}

#[test]
fn an_order_with_a_bid_binds_its_tenant() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let order_id = suite.open(terms(), DEPOSIT);
    suite.bid(order_id, 0, RATE);
    suite.assert_refused(
        &tenant,
        &ExecuteMsg::CancelOrder { order_id },
        &[],
        &ContractError::HasBids { bids: 1 },
    );
}

#[test]
fn unknown_fields_are_refused() {
    let json = br#"{"claim_credit":{"extra":1}}"#;
    let refused = from_json::<ExecuteMsg>(json).unwrap_err().to_string();
    assert!(refused.contains("unknown field `extra`"), "{refused}");
    let json = br#"{"best_offers":{"gpus":1,"seconds":60,"extra":1}}"#;
    let refused = from_json::<QueryMsg>(json).unwrap_err().to_string();
    assert!(refused.contains("unknown field `extra`"), "{refused}");
}

#[test]
fn the_configuration_is_what_it_was_made_with() {
    let suite = Suite::new();
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!((config.escrow, config.registry), (suite.escrow.clone(), None));
    assert_eq!(config.bid_deposit.u128(), BID_DEPOSIT);
}
