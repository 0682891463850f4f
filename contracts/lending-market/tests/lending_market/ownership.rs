//! Who may change the terms, and to what.

use crate::suite::{Kind, Suite, decimal, rate, risk, units};
use api::lending_market::{BonusParams, ConfigResponse, ExecuteMsg, OwnershipStep, QueryMsg, RiskParams};
use cosmwasm_std::Addr;
use lending_market::ContractError;
use lending_math::LendingError;

fn config(suite: &Suite) -> ConfigResponse {
    suite.query(&QueryMsg::Config {}).unwrap()
}

fn propose(new_owner: &Addr) -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(OwnershipStep::Propose { new_owner: new_owner.to_string() })
}

const ACCEPT: ExecuteMsg = ExecuteMsg::UpdateOwnership(OwnershipStep::Accept {});

#[test]
fn ownership_moves_in_two_steps() {
    let mut suite = Suite::new();
    let (owner, alice, bob) = (suite.owner.clone(), suite.alice.clone(), suite.bob.clone());
    suite.execute("owner", &propose(&alice)).unwrap();
    assert_eq!(config(&suite).owner, owner.as_str());
    assert_eq!(config(&suite).pending_owner, Some(alice.to_string()));
    let stranger = ContractError::NotPendingOwner { sender: bob.clone() };
    suite.assert_refused(|suite| suite.execute("bob", &ACCEPT), stranger);
    let not_yet = ContractError::NotOwner { sender: alice.clone(), owner: owner.clone() };
    suite.assert_refused(|suite| suite.execute("alice", &propose(&bob)), not_yet);

    suite.execute("alice", &ACCEPT).unwrap();
    assert_eq!((config(&suite).owner, config(&suite).pending_owner), (alice.to_string(), None));
    let twice = ContractError::NotPendingOwner { sender: alice.clone() };
    suite.assert_refused(|suite| suite.execute("alice", &ACCEPT), twice);
    let former = ContractError::NotOwner { sender: owner, owner: alice };
    suite.assert_refused(|suite| suite.execute("owner", &ExecuteMsg::UpdateRate { rate: rate() }), former);
}

#[test]
fn an_offer_is_withdrawn_by_naming_the_owner() {
    let mut suite = Suite::new();
    let (owner, alice) = (suite.owner.clone(), suite.alice.clone());
    suite.execute("owner", &propose(&alice)).unwrap();
    suite.execute("owner", &propose(&owner)).unwrap();
    assert_eq!(config(&suite).pending_owner, None);
    suite.assert_refused(
        |suite| suite.execute("alice", &ACCEPT),
        ContractError::NotPendingOwner { sender: alice },
    );
}

/// T15.
#[test]
fn only_the_owner_changes_terms() {
    let mut suite = Suite::funded(Kind::Native);
    let owner = suite.owner.clone();
    for name in ["alice", "bob", "carol"] {
        let sender = suite.account(name);
        for msg in [
            ExecuteMsg::UpdateRate { rate: rate() },
            ExecuteMsg::UpdateRisk { risk: risk() },
            propose(&suite.carol.clone()),
        ] {
            let refused = ContractError::NotOwner { sender: sender.clone(), owner: owner.clone() };
            suite.assert_refused(|suite| suite.execute(name, &msg), refused);
        }
    }
}

#[test]
fn new_terms_are_checked_and_apply() {
    let mut suite = Suite::funded(Kind::Native);
    let mut broken = rate();
    broken.optimal_utilisation = decimal("0");
    let refused = LendingError::InvalidTerm {
        term: "optimal_utilisation",
        found: "0".into(),
        required: "between 0 and 1",
    };
    suite.assert_refused(|suite| suite.execute("owner", &ExecuteMsg::UpdateRate { rate: broken }), refused);
    let broken = RiskParams { min_debt: units(0), ..risk() };
    let refused = LendingError::InvalidTerm { term: "min_debt", found: "0".into(), required: "above 0" };
    suite.assert_refused(|suite| suite.execute("owner", &ExecuteMsg::UpdateRisk { risk: broken }), refused);

    let stricter = RiskParams { max_ltv: decimal("0.5"), supply_cap: units(1), ..risk() };
    suite.execute("owner", &ExecuteMsg::UpdateRisk { risk: stricter.clone() }).unwrap();
    assert_eq!(config(&suite).risk, stricter);
    let over = LendingError::AboveMaxLtv { found: units(50_001), limit: units(50_000) };
    suite.assert_refused(|suite| suite.borrow("bob", 50_001), over);
}

/// T19.
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
        suite
            .assert_refused(|suite| suite.execute("owner", &ExecuteMsg::UpdateRisk { risk: worse }), refused);
    }
}

#[test]
fn only_an_earlier_version_is_migrated() {
    use cw_multi_test::Executor;
    let mut suite = Suite::new();
    let code_id = suite.app.contract_data(&suite.market).unwrap().code_id;
    let msg = api::lending_market::MigrateMsg {};
    let (owner, alice, market) = (suite.owner.clone(), suite.alice.clone(), suite.market.clone());
    assert!(suite.app.migrate_contract(alice, market.clone(), &msg, code_id).is_err());
    suite.app.migrate_contract(owner, market, &msg, code_id).unwrap();
}
