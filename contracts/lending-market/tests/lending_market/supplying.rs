//! Lending and taking back.

use crate::suite::{Kind, Suite, WEALTH, risk, units};
use cosmwasm_std::{StdResult, coin, coins};
use lending_market::ContractError;
use weal_api::lending_market::{Cw20HookMsg, ExecuteMsg, QueryMsg, RiskParams};
use weal_contract_kit::payment::PaymentError;
use weal_lending_math::LendingError;

#[test]
fn supply_comes_back_whole_in_both_kinds_of_token() {
    for kind in [Kind::Native, Kind::Cw20] {
        let mut suite = Suite::of(kind);
        suite.supply("alice", 1_000_000).unwrap();
        let position = suite.supplied("alice");
        assert_eq!(position.shares, units(1_000_000_000_000));
        assert_eq!((position.assets, position.withdrawable), (units(1_000_000), units(1_000_000)));
        assert_eq!(suite.totals().cash, units(1_000_000));
        assert_eq!(suite.loan_of("alice"), WEALTH - 1_000_000);

        suite.withdraw("alice", Some(400_000)).unwrap();
        assert_eq!(suite.supplied("alice").assets, units(600_000));
        suite.withdraw("alice", None).unwrap();
        assert_eq!(suite.supplied("alice").shares, units(0));
        assert_eq!(suite.loan_of("alice"), WEALTH);
        assert_eq!((suite.totals().cash, suite.totals().supply_shares), (units(0), units(0)));
    }
}

#[test]
fn supplying_twice_in_a_block_is_supplying_once() {
    let (mut twice, mut once) = (Suite::new(), Suite::new());
    twice.supply("alice", 300).unwrap();
    twice.supply("alice", 700).unwrap();
    once.supply("alice", 1_000).unwrap();
    assert_eq!(twice.supplied("alice"), once.supplied("alice"));
    assert_eq!(twice.totals(), once.totals());
}

#[test]
fn the_supply_cap_is_reached_and_not_passed() {
    let mut suite = Suite::with(|msg| msg.risk.supply_cap = units(1_000));
    suite.supply("alice", 999).unwrap();
    let over = LendingError::SupplyCapExceeded { found: units(1_001), cap: units(1_000) };
    suite.assert_refused(|suite| suite.supply("alice", 2), over);
    suite.supply("alice", 1).unwrap();
}

#[test]
fn a_withdrawal_above_the_balance_or_of_nothing_is_refused() {
    let mut suite = Suite::funded(Kind::Native);
    let over = LendingError::InsufficientBalance { found: units(1_000_000), required: units(1_000_001) };
    suite.assert_refused(|suite| suite.withdraw("alice", Some(1_000_001)), over);
    suite.assert_refused(|suite| suite.withdraw("alice", Some(0)), LendingError::ZeroAmount);
    suite.assert_refused(|suite| suite.withdraw("bob", None), LendingError::ZeroAmount);
}

#[test]
fn a_withdrawal_is_limited_by_cash() {
    let mut suite = Suite::indebted(Kind::Native);
    let position = suite.supplied("alice");
    assert_eq!((position.assets, position.withdrawable), (units(1_000_000), units(930_000)));
    let short = LendingError::InsufficientLiquidity { found: units(930_000), required: units(930_001) };
    suite.assert_refused(|suite| suite.withdraw("alice", Some(930_001)), short);
    suite.withdraw("alice", Some(930_000)).unwrap();
    assert_eq!(suite.totals().utilisation, cosmwasm_std::Decimal::one());
}

#[test]
fn a_withdrawal_may_go_to_another_account_but_not_to_the_market() {
    let mut suite = Suite::funded(Kind::Native);
    let withdraw =
        |recipient: String| ExecuteMsg::Withdraw { amount: Some(units(5)), recipient: Some(recipient) };
    let carol = suite.carol.to_string();
    suite.execute("alice", &withdraw(carol)).unwrap();
    assert_eq!(suite.loan_of("carol"), WEALTH + 5);
    let market = suite.market.to_string();
    suite.assert_refused(|suite| suite.execute("alice", &withdraw(market)), ContractError::RecipientIsMarket);
    let refused = suite.execute("alice", &withdraw("nobody".into())).unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}

#[test]
fn payments_of_another_kind_are_refused() {
    let mut suite = Suite::of(Kind::Native);
    suite.fund();
    let wrong = || PaymentError::WrongToken { found: "uatom".into(), required: "uusd".into() };
    let collateral = suite.collateral.clone();
    for hook in [
        Cw20HookMsg::Supply {},
        Cw20HookMsg::Repay { on_behalf_of: None },
        Cw20HookMsg::Liquidate { borrower: suite.bob.to_string(), min_collateral: None },
    ] {
        suite.assert_refused(|suite| suite.pay("alice", &collateral, 5, hook), wrong());
    }
    let loan = suite.loan.clone();
    suite.assert_refused(
        |suite| suite.pay("bob", &loan, 5, Cw20HookMsg::DepositCollateral {}),
        PaymentError::WrongToken { found: "uusd".into(), required: "uatom".into() },
    );
    for (funds, found) in [(vec![], ""), (vec![coin(1, "uatom"), coin(1, "uusd")], "1uatom,1uusd")] {
        suite.assert_refused(
            |suite| suite.execute_with("alice", &ExecuteMsg::Supply {}, &funds),
            PaymentError::NotOneCoin { found: found.into() },
        );
    }
}

#[test]
fn messages_that_take_no_money_refuse_funds() {
    let mut suite = Suite::indebted(Kind::Native);
    let owner = suite.owner.clone();
    suite.mint(&suite.loan.clone(), &owner, 10);
    let rate = Some(crate::suite::rate());
    for (name, msg) in [
        ("alice", ExecuteMsg::Withdraw { amount: None, recipient: None }),
        ("bob", ExecuteMsg::WithdrawCollateral { amount: None, recipient: None }),
        ("bob", ExecuteMsg::Borrow { amount: units(100), recipient: None }),
        ("owner", ExecuteMsg::ProposeTerms { rate, risk: Some(risk()) }),
        ("owner", ExecuteMsg::CancelTerms {}),
        ("owner", ExecuteMsg::ApplyTerms {}),
        ("owner", ExecuteMsg::TightenLimits { max_ltv: None, supply_cap: None, borrow_cap: None }),
        ("owner", ExecuteMsg::UpdateOwnership(weal_api::lending_market::OwnershipStep::Accept {})),
    ] {
        let refused = PaymentError::NotPayable { found: "5uusd".into() };
        suite.assert_refused(|suite| suite.execute_with(name, &msg, &coins(5, "uusd")), refused);
    }
}

#[test]
fn a_market_with_wrong_terms_is_not_created() {
    type Change = fn(&mut weal_api::lending_market::InstantiateMsg);
    let refusal = |change: Change| Suite::try_with(Kind::Native, change).err().unwrap().to_string();
    let same = refusal(|msg| msg.collateral_asset = msg.loan_asset.clone());
    assert!(same.contains(&ContractError::SameAsset { asset: "uusd".into() }.to_string()));
    let unnamed = refusal(|msg| msg.price_feed.clear());
    assert!(unnamed.contains(&ContractError::NoPriceFeed.to_string()));
    let owner = refusal(|msg| msg.owner = "nobody".into());
    assert!(owner.contains("parse failed"), "{owner}");
    let kink = refusal(|msg| msg.rate.optimal_utilisation = cosmwasm_std::Decimal::one());
    assert!(kink.contains("optimal_utilisation is 1, but it must be between 0 and 1"), "{kink}");
    let ltv = refusal(|msg| msg.risk = RiskParams { max_ltv: msg.risk.liquidation_threshold, ..risk() });
    assert!(
        ltv.contains("max_ltv is 0.8, but it must be above 0 and at least 0.05 below liquidation_threshold"),
        "{ltv}"
    );
    // An account is no token: nothing answers there.
    let account: StdResult<_> = Suite::try_with(Kind::Native, |msg| {
        msg.loan_asset = weal_api::asset::AssetInfo::cw20(msg.owner.clone());
    });
    let refused = account.err().unwrap().to_string();
    assert!(refused.contains("ContractData") && refused.contains("not found"), "{refused}");
}

#[test]
fn an_unknown_account_has_nothing() {
    let suite = Suite::funded(Kind::Native);
    let position = suite.position("carol");
    assert_eq!((position.collateral, position.debt, position.debt_shares), (units(0), units(0), units(0)));
    assert_eq!(position.health, weal_api::lending_market::Health::NoDebt {});
    assert_eq!(suite.supplied("carol").assets, units(0));
    let nobody =
        suite.query::<weal_api::lending_market::Health>(&QueryMsg::Health { account: "nobody".into() });
    let refused = nobody.unwrap_err().to_string();
    assert!(refused.contains("parse failed"), "{refused}");
}
