//! Attacks on lending markets that have happened elsewhere, tried here. T-numbers: docs/security.md.

use crate::borrowing::stale;
use crate::suite::{Kind, MAX_AGE, Suite, WEALTH, YEAR, decimal, units};
use cosmwasm_std::{Decimal, to_json_binary};
use cw_multi_test::Executor;
use weal_api::asset::AssetInfo;
use weal_api::cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use weal_api::lending_market::{BonusParams, Cw20HookMsg, ExecuteMsg, Health, PositionsResponse, QueryMsg};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;
use weal_lending_math::LendingError;

/// T1: a paused feed stops what depends on a price and nothing else. Venus and Blizz lost 19 million to a
/// stopped feed without an age check.
#[test]
fn a_stale_price_stops_borrowing_and_liquidation_but_not_repaying_or_leaving() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.pledge("carol", 1_000).unwrap();
    let expires_at = suite.app.block_info().time.seconds() + MAX_AGE;
    suite.advance(MAX_AGE + 1);

    let reason = || stale(&suite, expires_at);
    let [first, second, third] = [reason(), reason(), reason()];
    suite.assert_refused(|suite| suite.borrow("carol", 100), first);
    suite.assert_refused(|suite| suite.unpledge("bob", Some(1)), second);
    suite.assert_refused(|suite| suite.liquidate("alice", "bob", 100), third);

    suite.unpledge("carol", None).unwrap();
    suite.pledge("bob", 1).unwrap();
    suite.supply("carol", 100).unwrap();
    suite.withdraw("alice", Some(100)).unwrap();
    suite.repay("bob", 30_000).unwrap();
    suite.repay_for("carol", "bob", 50_000).unwrap();
    suite.unpledge("bob", None).unwrap();
    assert_eq!(suite.collateral_of("bob"), WEALTH);
}

/// T1, T2: a market whose feed was never published accepts supply, and never a loan.
#[test]
fn a_feed_without_a_price_lends_nothing() {
    let mut suite = Suite::with(|msg| msg.price_feed = "unknown/loan".into());
    suite.fund();
    let missing = weal_api::oracle::OracleReadError::NoPrice { feed: "unknown/loan".into() };
    suite.assert_refused(|suite| suite.borrow("bob", 100), missing);
    suite.unpledge("bob", None).unwrap();
    suite.withdraw("alice", None).unwrap();
}

/// T3: Mars lost 84,000 ATOM to 1,000 donated ones; Hundred and Sonne were emptied the same way.
#[test]
fn a_donation_changes_nothing() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::indebted(kind);
        let (totals, position, supplied) = (suite.totals(), suite.position("bob"), suite.supplied("alice"));
        let held: weal_api::lending_market::HoldingsResponse = suite.query(&QueryMsg::Holdings {}).unwrap();
        let (loan, collateral) = (suite.loan.clone(), suite.collateral.clone());
        suite.donate(&loan, 10_000_000);
        suite.donate(&collateral, 10_000_000);
        assert_eq!((suite.totals(), suite.position("bob")), (totals, position));
        assert_eq!(suite.supplied("alice"), supplied);
        assert_eq!(
            suite.query::<weal_api::lending_market::HoldingsResponse>(&QueryMsg::Holdings {}).unwrap(),
            held
        );
        let short = LendingError::InsufficientLiquidity { found: units(930_000), required: units(930_001) };
        suite.assert_refused(|suite| suite.withdraw("alice", Some(930_001)), short);
    }
}

/// T4: a first supplier of one unit, and a donation, take nothing from the second.
#[test]
fn the_first_supplier_cannot_inflate_the_share() {
    for donation in [1, 1_000, 1_000_000_000] {
        let mut suite = Suite::new();
        suite.supply("carol", 1).unwrap();
        suite.donate(&suite.loan.clone(), donation);
        suite.supply("alice", 1_000).unwrap();
        assert_eq!(suite.supplied("alice").assets, units(1_000));
        suite.withdraw("carol", None).unwrap();
        suite.withdraw("alice", None).unwrap();
        assert!(suite.loan_of("carol") <= WEALTH);
        assert_eq!(suite.loan_of("alice"), WEALTH);
    }
}

/// T4, T7: the share price of an emptied market is raised with interest as far as it goes; the next supplier
/// loses at most one unit, and nobody gains.
#[test]
fn an_emptied_market_does_not_rob_the_next_supplier() {
    let mut suite = Suite::with(|msg| msg.risk.min_debt = units(1));
    suite.supply("carol", 2).unwrap();
    suite.pledge("bob", 1_000).unwrap();
    suite.borrow("bob", 2).unwrap();
    suite.advance(YEAR);
    suite.set_price("10");
    suite.repay("bob", 1_000).unwrap();
    let carols = suite.supplied("carol").assets.u128();
    suite.withdraw("carol", Some(carols - 1)).unwrap();
    suite.supply("alice", 1_000).unwrap();
    assert!(suite.supplied("alice").assets >= units(999));
    // What carol has left may be worth less than a unit, and then stays.
    assert!(suite.supplied("carol").assets <= units(1));
    suite.withdraw("alice", None).unwrap();
    assert!(suite.loan_of("alice") >= WEALTH - 1);
}

/// T5: utilisation is at most one even when all is lent and interest runs for ten years.
#[test]
fn utilisation_never_passes_one() {
    let mut suite = Suite::new();
    suite.supply("alice", 70_000).unwrap();
    suite.pledge("bob", 10_000).unwrap();
    suite.borrow("bob", 70_000).unwrap();
    for _ in 0..10 {
        suite.advance(YEAR);
        let totals = suite.totals();
        assert_eq!(totals.utilisation, Decimal::one());
        assert_eq!(totals.borrow_rate, decimal("3.11"));
        assert_eq!(totals.supplied + totals.reserve, totals.cash + totals.debt);
    }
}

/// T6: a debt that interest has made unhealthy is liquidated without anyone poking the market first.
#[test]
fn health_includes_the_interest_of_this_block() {
    let mut suite = Suite::new();
    suite.supply("alice", 70_000).unwrap();
    suite.pledge("bob", 10_000).unwrap();
    suite.borrow("bob", 70_000).unwrap();
    suite.advance(YEAR / 10);
    suite.set_price("10");
    assert!(matches!(suite.position("bob").health, Health::Liquidatable { .. }));
    suite.liquidate("carol", "bob", 1_000).unwrap();
}

/// T7: loops of the smallest amounts never gain.
#[test]
fn rounding_loops_never_gain() {
    let mut suite = Suite::with(|msg| msg.risk.min_debt = units(1));
    suite.fund();
    suite.borrow("bob", 60_000).unwrap();
    suite.advance(YEAR);
    suite.set_price("10");
    suite.pledge("carol", 100).unwrap();
    let wealth = |suite: &Suite| suite.loan_of("carol") + suite.supplied("carol").assets.u128();
    let before = wealth(&suite);
    let index = suite.totals().supply_index;
    for amount in (1..=20).chain([333, 7]) {
        suite.supply("carol", amount).unwrap();
        let _ = suite.withdraw("carol", Some(amount - 1));
        let _ = suite.withdraw("carol", None);
        suite.borrow("carol", amount).unwrap();
        let owed = suite.position("carol").debt.u128();
        assert!(owed >= amount);
        suite.repay("carol", owed).unwrap();
        assert!(wealth(&suite) <= before);
        assert!(suite.totals().supply_index >= index);
    }
}

/// T8: one base unit of collateral, or a minimum debt, cannot keep a loss from being booked.
#[test]
fn dust_does_not_block_the_booking_of_bad_debt() {
    let mut suite = Suite::with(|msg| msg.risk.min_debt = units(1));
    suite.set_price("1000000");
    suite.supply("alice", 1_000_000).unwrap();
    suite.pledge("bob", 1).unwrap();
    suite.borrow("bob", 700_000).unwrap();
    suite.set_price("0.3");
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!((quote.repay, quote.collateral, quote.bad_debt), (units(1), units(1), units(699_999)));
    suite.liquidate("carol", "bob", 1).unwrap();
    let listed: PositionsResponse =
        suite.query(&QueryMsg::Positions { start_after: None, limit: None }).unwrap();
    assert_eq!(listed.positions, vec![]);
    assert_eq!((suite.totals().debt, suite.totals().supplied), (units(0), units(300_001)));
}

/// T9: nothing is taken for nothing, and nothing is paid for nothing.
#[test]
fn repaying_nothing_or_taking_nothing_is_refused() {
    let mut suite = Suite::indebted(Kind::Native);
    suite.set_price("8.4");
    let borrower = suite.bob.to_string();
    let msg = ExecuteMsg::Liquidate { borrower, min_collateral: None };
    let unpaid = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(|suite| suite.execute("carol", &msg), unpaid);
    let nothing = LendingError::NothingToSeize { repaid: units(7) };
    suite.assert_refused(|suite| suite.liquidate("carol", "bob", 7), nothing);
    suite.liquidate("carol", "bob", 9).unwrap();
}

/// T10: accounts and dust made by an adversary do not change what a victim's messages read.
#[test]
fn other_accounts_do_not_touch_a_position() {
    let mut suite = Suite::indebted(Kind::Native);
    let before = suite.position("bob");
    for number in 0..40 {
        let name = format!("adversary{number}");
        let account = suite.account(&name);
        suite.mint(&suite.collateral.clone(), &account, 1);
        suite.pledge(&name, 1).unwrap();
    }
    assert_eq!(suite.position("bob"), before);
}

/// T12: Outposts refunded the debtor with the payer's money.
#[test]
fn repaying_for_another_refunds_the_payer() {
    let mut suite = Suite::indebted(Kind::Cw20);
    let debtor = suite.loan_of("bob");
    suite.repay_for("alice", "bob", 500_000).unwrap();
    assert_eq!(suite.loan_of("alice"), WEALTH - 1_000_000 - 70_000);
    assert_eq!(suite.loan_of("bob"), debtor);
}

/// T14: a loan at the limit is not liquidatable in its own block, and liquidating oneself takes from oneself.
#[test]
fn borrowing_and_liquidating_oneself_in_a_block_gains_nothing() {
    let mut suite = Suite::funded(Kind::Native);
    let worth = |suite: &Suite, price: u128| {
        let position = suite.position("bob");
        let (loan, collateral) = (suite.loan_of("bob"), suite.collateral_of("bob"));
        loan + (collateral + position.collateral.u128()) * price - position.debt.u128()
    };
    suite.borrow("bob", 70_000).unwrap();
    let healthy = LendingError::NotLiquidatable { found: decimal("1.142857142857142857") };
    suite.assert_refused(|suite| suite.liquidate("bob", "bob", 70_000), healthy);
    suite.set_price("8");
    let before = worth(&suite, 8);
    suite.liquidate("bob", "bob", 70_000).unwrap();
    assert!(worth(&suite, 8) <= before);
}

/// T14, I7: with the collateral between the debt and the debt with its bonus, liquidating oneself was cheaper than
/// repaying, and suppliers paid the difference.
#[test]
fn liquidating_oneself_is_no_cheaper_than_repaying() {
    for price in ["7.0001", "7.01", "7.05", "7.1", "7.14", "7.2", "8", "8.7"] {
        let (mut liquidated, mut repaid) = (Suite::indebted(Kind::Native), Suite::indebted(Kind::Native));
        for suite in [&mut liquidated, &mut repaid] {
            suite.set_price(price);
        }
        let quote = liquidated.quote("bob", None).unwrap().repay.u128();
        liquidated.liquidate("bob", "bob", quote).unwrap();
        repaid.repay("bob", quote).unwrap();
        let all = |suite: &Suite| suite.collateral_of("bob") + suite.position("bob").collateral.u128();
        assert_eq!(all(&liquidated), all(&repaid), "{price}");
        assert_eq!(liquidated.loan_of("bob"), repaid.loan_of("bob"), "{price}");
        assert_eq!(liquidated.position("bob").debt, repaid.position("bob").debt, "{price}");
        assert_eq!(liquidated.totals().supplied, units(1_000_000), "{price}");
    }
    // With the widest least bonus that the terms allow.
    let mut suite = Suite::with(|msg| {
        msg.risk.bonus = BonusParams { min: decimal("0.1"), slope: decimal("1"), max: decimal("0.1") };
    });
    suite.fund();
    suite.borrow("bob", 70_000).unwrap();
    suite.set_price("7.6");
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!((quote.repay, quote.bad_debt), (units(70_000), units(0)));
    suite.liquidate("bob", "bob", 70_000).unwrap();
    assert_eq!((suite.loan_of("bob"), suite.supplied("alice").assets), (WEALTH, units(1_000_000)));
}

/// T15: only the token itself can say that its tokens came, and a worthless one pays for nothing.
#[test]
fn a_forged_or_foreign_hook_pays_for_nothing() {
    let mut suite = Suite::indebted(Kind::Cw20);
    let loan = suite.loan.clone();
    let forged = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: suite.carol.to_string(),
        amount: units(1_000_000),
        msg: to_json_binary(&Cw20HookMsg::Supply {}).unwrap(),
    });
    let AssetInfo::Cw20 { contract_addr: required } = loan else { panic!("not a cw20") };
    let found = suite.carol.to_string();
    let wrong = PaymentError::WrongToken { found, required: required.clone() };
    suite.assert_refused(|suite| suite.execute("carol", &forged), wrong);

    let owner = suite.owner.clone();
    let worthless = crate::suite::token(&mut suite.app, &owner, "worthless");
    let asset = AssetInfo::cw20(worthless.clone());
    let carol = suite.carol.clone();
    suite.mint(&asset, &carol, 1_000);
    let wrong = PaymentError::WrongToken { found: worthless.to_string(), required };
    suite.assert_refused(|suite| suite.pay("carol", &asset, 1_000, Cw20HookMsg::Supply {}), wrong);
    let garbage = Cw20ExecuteMsg::Send {
        contract: suite.market.to_string(),
        amount: units(1),
        msg: to_json_binary(&"borrow").unwrap(),
    };
    let loan = cosmwasm_std::Addr::unchecked(match &suite.loan {
        AssetInfo::Cw20 { contract_addr } => contract_addr,
        AssetInfo::Native { denom } => denom,
    });
    let before = suite.snapshot();
    let refused = suite.app.execute_contract(carol, loan, &garbage, &[]).unwrap_err().to_string();
    assert!(refused.contains("borrow"), "{refused}");
    assert_eq!(suite.snapshot(), before);
}

/// T17: the reserve pays before suppliers do, and all of it can be spent.
#[test]
fn the_reserve_is_spent_before_suppliers_lose() {
    let mut suite = Suite::new();
    suite.supply("alice", 1_000_000).unwrap();
    suite.pledge("carol", 1_000_000).unwrap();
    suite.borrow("carol", 800_000).unwrap();
    suite.advance(YEAR);
    suite.set_price("10");
    suite.pledge("bob", 100).unwrap();
    suite.borrow("bob", 699).unwrap();
    suite.set_price("6");
    let before = suite.totals();
    assert!(before.reserve > units(9_000), "{}", before.reserve);
    let quote = suite.quote("bob", None).unwrap();
    assert_eq!(quote.repay, units(589));
    suite.liquidate("alice", "bob", 600).unwrap();
    let after = suite.totals();
    assert_eq!(before.reserve - after.reserve, quote.bad_debt);
    assert_eq!(after.supplied, before.supplied);
    assert!(quote.bad_debt >= units(110));
}

/// T24, T26: amounts without sense are refused with a reason.
#[test]
fn extreme_amounts_are_refused() {
    let mut suite = Suite::funded(Kind::Native);
    for amount in [u128::MAX, u128::MAX - 1] {
        let (a, b) = (units(amount), units(1_000_000_000_000_000_000_000_000_000_000_000));
        let divisor = units(1_000_000_000_000_000_000_000_000_000);
        let beyond = LendingError::Division(FixedPointError::Overflow { a, b, divisor });
        suite.assert_refused(|suite| suite.borrow("bob", amount), beyond);
        let over = LendingError::InsufficientBalance { found: units(1_000_000), required: a };
        suite.assert_refused(|suite| suite.withdraw("alice", Some(amount)), over);
        let over = LendingError::InsufficientBalance { found: units(10_000), required: a };
        suite.assert_refused(|suite| suite.unpledge("bob", Some(amount)), over);
    }
    let dave = suite.account("dave");
    suite.mint(&suite.loan.clone(), &dave, u128::MAX / 2);
    let over = LendingError::SupplyCapExceeded {
        found: units(u128::MAX / 2_000_000_000 + 1_000_000),
        cap: units(1_000_000_000_000_000),
    };
    suite.assert_refused(|suite| suite.supply("dave", u128::MAX / 2_000_000_000), over);
    let over = LendingError::SupplyCapExceeded {
        found: units(u128::MAX / 2 + 1_000_000),
        cap: units(1_000_000_000_000_000),
    };
    suite.assert_refused(|suite| suite.supply("dave", u128::MAX / 2), over);
}
