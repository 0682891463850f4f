//! The price of a seat, and the time at which it is paid back.

use super::members::{DELAY, MINIMUM, UNBONDING, bonded_terms, insurance};
use super::suite::{Suite, WALLET, attributes, pairs};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Uint128, coins};
use oracle::ContractError;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::{Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};
use weal_api::oracle::{BondTerms, CommitteeTerms, ConfigResponse, ExecuteMsg, QueryMsg};
use weal_contract_kit::payment::PaymentError;

fn api() -> MockApi {
    MockApi::default().with_prefix("wasm")
}

#[test]
fn a_key_is_registered_with_exactly_the_bond() {
    let mut suite = Suite::vacant(4, |msg| msg.terms = bonded_terms(&api())).unwrap();
    let (operator, msg) = (suite.operators[0].clone(), suite.registration(0));
    for found in [0, MINIMUM - 1, MINIMUM + 1] {
        let funds = if found == 0 { vec![] } else { coins(found, "uusd") };
        let before = suite.snapshot();
        let error = suite.execute_with(&operator, &msg, &funds).unwrap_err().to_string();
        let (denom, required) = ("uusd".to_owned(), Uint128::new(MINIMUM));
        let expected = PaymentError::WrongAmount { denom, found: Uint128::new(found), required };
        assert!(error.contains(&expected.to_string()), "{error}");
        assert_eq!(suite.snapshot(), before);
    }
    let response = suite.execute_with(&operator, &msg, &coins(MINIMUM, "uusd")).unwrap();
    let told = attributes(&response, "oracle_key_registered");
    assert_eq!(told.last().unwrap(), &("bond".to_owned(), MINIMUM.to_string()));
    let bond = suite.bond(&operator);
    assert_eq!((bond.bond.u128(), bond.left_at, bond.withdrawable_at), (MINIMUM, None, None));
    assert_eq!(suite.committee().members[0].bond.u128(), MINIMUM);
    assert_eq!(suite.balance(&operator), Suite::wallet_after_bond());
    suite.assert_conserved(&[operator]);
}

#[test]
fn without_bonds_a_registration_takes_no_funds_and_no_bond_message_works() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let (operator, msg) = (suite.operators[0].clone(), suite.registration(0));
    let refused = suite.execute_with(&operator, &msg, &coins(1, "uusd")).unwrap_err().to_string();
    assert!(refused.contains("this message takes no funds, but 1uusd was sent"), "{refused}");
    suite.execute(&operator, &msg).unwrap();
    for msg in [ExecuteMsg::WithdrawBond {}, ExecuteMsg::ClaimAward {}] {
        suite.assert_refused(&operator, &msg, ContractError::NoBonds {});
    }
    let (first, second) = suite.fork();
    let report = suite.equivocation((&first, &second), &[0]);
    suite.assert_unpublished(&report, ContractError::NoBonds {});
}

/// Attack 22: a stake stays for the evidence that may still come.
#[test]
fn a_bond_is_paid_back_to_one_that_left_and_only_after_the_hold() {
    let mut suite = Suite::bonded(4);
    let leaver = suite.operators[0].clone();
    let held = |withdrawable_at| ContractError::BondHeld { operator: leaver.clone(), withdrawable_at };
    suite.assert_refused(&leaver, &ExecuteMsg::WithdrawBond {}, held(None));
    suite.rotate(suite.accounts(1, 4));
    let left_at = suite.now();
    assert_eq!(suite.bond(&leaver).left_at, Some(left_at));
    let withdrawable_at = Some(left_at + UNBONDING);
    suite.advance(UNBONDING - 1);
    suite.assert_refused(&leaver, &ExecuteMsg::WithdrawBond {}, held(withdrawable_at));
    suite.advance(1);

    let response = suite.execute(&leaver, &ExecuteMsg::WithdrawBond {}).unwrap();

    let (amount, bonds) = (MINIMUM.to_string(), (4 * MINIMUM).to_string());
    let expected = pairs(&[("operator", leaver.as_str()), ("amount", &amount), ("bonds", &bonds)]);
    assert_eq!(attributes(&response, "oracle_bond_withdrawn"), expected);
    assert_eq!(suite.balance(&leaver), WALLET);
    let gone = ContractError::NoBond { account: leaver.clone() };
    suite.assert_refused(&leaver, &ExecuteMsg::WithdrawBond {}, gone);
    suite.assert_conserved(&suite.accounts(0, 5));
}

/// A bond stays for the evidence: the longest of unbonding, handover and the time to overturn counts.
#[test]
fn the_hold_is_the_longest_of_the_three_times() {
    for (unbonding, handover, overturn) in [(9_000, 1, 1), (1, 9_000, 1), (1, 1, 9_000)] {
        let mut suite = Suite::with(4, |msg| {
            let bond = bonded_terms(&api()).bond.unwrap();
            let bond = BondTerms { unbonding_seconds: unbonding, overturn_seconds: overturn, ..bond };
            msg.terms = CommitteeTerms {
                rotation_delay_seconds: DELAY,
                handover_seconds: handover,
                bond: Some(bond),
            };
        });
        let leaver = suite.operators[0].clone();
        suite.rotate(suite.accounts(1, 4));
        assert_eq!(suite.bond(&leaver).withdrawable_at, Some(suite.now() + 9_000));
    }
}

#[test]
fn a_member_that_stays_pays_nothing_more_and_one_that_returns_is_held_again() {
    let mut suite = Suite::bonded(4);
    let leaver = suite.operators[0].clone();
    suite.rotate(suite.accounts(1, 4));
    assert!(suite.accounts(1, 3).iter().all(|stayed| suite.balance(stayed) == Suite::wallet_after_bond()));
    suite.rotate(suite.accounts(0, 4));
    assert_eq!((suite.bond(&leaver).left_at, suite.balance(&leaver)), (None, Suite::wallet_after_bond()));
    suite.assert_conserved(&suite.accounts(0, 5));
}

#[test]
fn who_joined_a_proposal_that_was_replaced_has_left() {
    let mut suite = Suite::bonded(4);
    suite.propose(suite.accounts(3, 4));
    suite.register(0).unwrap();
    suite.register(1).unwrap();
    let [seated, joined] = [3, 4].map(|i| suite.accounts(i, 1)[0].clone());
    assert_eq!(suite.bond(&joined).left_at, None);
    suite.propose(suite.accounts(10, 4));
    assert_eq!(suite.bond(&joined).left_at, Some(suite.now()));
    assert_eq!(suite.bond(&seated).left_at, None, "still a member of the present committee");
}

/// A donation is nobody's bond and nobody's award.
#[test]
fn a_donation_changes_no_holding() {
    let mut suite = Suite::bonded(4);
    let (before, stranger, oracle) = (suite.holdings(), suite.stranger.clone(), suite.oracle.clone());
    cw_multi_test::Executor::send_tokens(&mut suite.app, stranger, oracle, &coins(7, "uusd")).unwrap();
    assert_eq!(suite.holdings(), before);
}

#[test]
fn a_cw20_bond_is_pulled_from_the_allowance_and_paid_back() {
    let mut suite = Suite::vacant(4, |_| {}).unwrap();
    let token = cw20(&mut suite);
    let operators = suite.operators.clone();
    let code_id = suite.app.store_code(super::suite::code());
    let mut terms = bonded_terms(&api());
    terms.bond.as_mut().unwrap().minimum = Asset::new(AssetInfo::cw20(&token), MINIMUM);
    let msg = weal_api::oracle::InstantiateMsg {
        owner: suite.owner.to_string(),
        operators: operators.iter().map(ToString::to_string).collect(),
        feeds: vec![],
        terms,
    };
    let owner = suite.owner.clone();
    suite.oracle =
        cw_multi_test::Executor::instantiate_contract(&mut suite.app, code_id, owner, &msg, &[], "o", None)
            .unwrap();
    let operator = operators[0].clone();
    let registration = suite.registration(0);
    let before = suite.snapshot();
    let refused = suite.execute(&operator, &registration).unwrap_err().to_string();
    assert!(refused.contains("has no allowance on"), "{refused}");
    assert_eq!(suite.snapshot(), before, "no allowance, no seat");
    let allow = Cw20ExecuteMsg::IncreaseAllowance {
        spender: suite.oracle.to_string(),
        amount: Uint128::new(MINIMUM),
        expires: None,
    };
    cw_multi_test::Executor::execute_contract(&mut suite.app, operator.clone(), token.clone(), &allow, &[])
        .unwrap();
    let refused =
        suite.execute_with(&operator, &registration, &coins(MINIMUM, "uusd")).unwrap_err().to_string();
    assert!(refused.contains("payment must be in"), "{refused}");
    suite.execute(&operator, &registration).unwrap();
    assert_eq!(cw20_balance(&suite, &token, &operator), WALLET - MINIMUM);

    suite.propose(suite.accounts(4, 4));
    suite.operators = operators;
    suite.advance(DELAY + UNBONDING);
    // The seat of a committee that never was active is kept until another takes over.
    let refused = suite.execute(&operator, &ExecuteMsg::WithdrawBond {}).unwrap_err().to_string();
    assert!(refused.contains("is held while it has a seat"), "{refused}");
    assert_eq!(suite.bond(&operator).bond.u128(), MINIMUM);
}

fn cw20(suite: &mut Suite) -> cosmwasm_std::Addr {
    use governance_token::contract::{execute, instantiate, query};
    let code = cw_multi_test::ContractWrapper::new(execute, instantiate, query);
    let code_id = suite.app.store_code(Box::new(code));
    let msg = weal_api::governance_token::InstantiateMsg {
        name: "Token".into(),
        symbol: "TOKEN".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin {
            address: suite.operators[0].to_string(),
            amount: Uint128::new(WALLET),
        }],
        mint: None,
        marketing: None,
    };
    let owner = suite.owner.clone();
    cw_multi_test::Executor::instantiate_contract(&mut suite.app, code_id, owner, &msg, &[], "t", None)
        .unwrap()
}

fn cw20_balance(suite: &Suite, token: &cosmwasm_std::Addr, account: &cosmwasm_std::Addr) -> u128 {
    let msg = Cw20QueryMsg::Balance { address: account.to_string() };
    let answer: weal_api::cw20::BalanceResponse = suite.app.wrap().query_wasm_smart(token, &msg).unwrap();
    answer.balance.u128()
}

#[test]
fn terms_outside_their_bounds_are_refused_and_those_inside_are_told() {
    let suite = Suite::bonded(4);
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!(config.terms, bonded_terms(suite.app.api()));
    type Change = fn(&mut CommitteeTerms, &mut BondTerms);
    let max = 5_184_000u128;
    let wrong: [(Change, &str, u128, u128, u128); 11] = [
        (|t, _| t.rotation_delay_seconds = 3_599, "rotation_delay_seconds", 3_599, 3_600, max),
        (|t, _| t.rotation_delay_seconds = 5_184_001, "rotation_delay_seconds", max + 1, 3_600, max),
        (|t, _| t.handover_seconds = 5_184_001, "handover_seconds", max + 1, 0, max),
        (|_, b| b.unbonding_seconds = 5_184_001, "unbonding_seconds", max + 1, 0, max),
        (|_, b| b.overturn_seconds = 0, "overturn_seconds", 0, 1, max),
        (|_, b| b.overturn_seconds = 5_184_001, "overturn_seconds", max + 1, 1, max),
        (|_, b| b.finder_share_bps = 5_001, "finder_share_bps", 5_001, 0, 5_000),
        (|_, b| b.minimum.amount = Uint128::zero(), "minimum", 0, 1, u128::MAX),
        (|_, b| b.mark_down_stake = Uint128::zero(), "mark_down_stake", 0, 1, MINIMUM),
        (|_, b| b.mark_down_stake = Uint128::new(MINIMUM + 1), "mark_down_stake", MINIMUM + 1, 1, MINIMUM),
        (|_, b| b.finder_share_bps = 10_000, "finder_share_bps", 10_000, 0, 5_000),
    ];
    for (change, term, found, min, max) in wrong {
        let mut terms = bonded_terms(&api());
        let mut bond = terms.bond.take().unwrap();
        change(&mut terms, &mut bond);
        terms.bond = Some(bond);
        let error = Suite::vacant(4, |msg| msg.terms = terms).err().unwrap().to_string();
        let [found, min, max] = [found, min, max].map(Uint128::new);
        assert!(error.contains(&ContractError::Term { term, found, min, max }.to_string()), "{error}");
    }
}

/// Attack 25: what is slashed never goes to one who may be slashed.
#[test]
fn the_insurance_cannot_be_an_operator() {
    let operator = insurance(&api());
    let refused = ContractError::InsuredOperator { operator: operator.clone() };
    let created = Suite::vacant(4, |msg| {
        msg.terms = bonded_terms(&api());
        msg.operators[2] = operator.to_string();
    });
    assert!(created.err().unwrap().to_string().contains(&refused.to_string()));
    let mut suite = Suite::bonded(4);
    let mut operators = suite.accounts(4, 4);
    operators[0] = operator;
    let (owner, msg) = (suite.owner.clone(), suite.proposal(&operators, None));
    suite.assert_refused(&owner, &msg, refused);
}
